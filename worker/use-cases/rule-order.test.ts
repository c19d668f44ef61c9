// A payment that does not fit its order: one person alone must decide nothing about it, and two of
// them decide it once.
import { describe, expect, test } from 'vitest'
import { RulingId, SessionId } from '../../shared/ids.ts'
import { emptyWallet } from '../domain/ledger.ts'
import { chainOf } from '../test/admins.ts'
import { ADMIN2, ALICE, BOB } from '../test/people.ts'
import { startReview, TURNED_DOWN } from '../test/reviews.ts'
import { codeOf, must, order, rowsOf, walletOf } from '../test/shop.ts'
import { putWallet } from '../test/signed-up.ts'
import { ADMIN } from '../test/start.ts'
import { wordsIn } from './audit-words.ts'
import { outlineOf } from './proposals.ts'
import { readReview } from './read-reviews.ts'
import { listRulings } from './rule-order.ts'

const DAY_MS = 86_400_000
const NEWEST = { limit: 10, after: null }

describe('nobody alone', () => {
  test('releases or refuses by proposing it, or decides the own proposal', async () => {
    const { harness, s, proposed, approve, reject, now } = await startReview()
    const { id } = await proposed()
    const before = await harness.documents()
    expect(codeOf(await approve(id, ADMIN))).toBe('SELF_APPROVAL_FORBIDDEN')
    expect(await harness.documents()).toEqual(before)
    expect(await now()).toMatchObject({ status: 'mismatch' })
    expect(await rowsOf(s)).toEqual([])
    // Whoever proposed it may think better of it.
    expect(must(await reject(id, ADMIN)).value.state).toBe('rejected')
  })

  // An admin who bought would grant the own order, or keep it from being refused.
  test('has any say in the own purchase', async () => {
    const { harness, propose, proposed, approve, reject } = await startReview()
    const { id } = await proposed()
    const before = await harness.documents()
    expect(codeOf(await propose({}, 'own', ALICE))).toBe('CONFLICT_OF_INTEREST')
    expect(codeOf(await approve(id, ALICE))).toBe('CONFLICT_OF_INTEREST')
    expect(codeOf(await reject(id, ALICE))).toBe('CONFLICT_OF_INTEREST')
    expect(await harness.documents()).toEqual(before)
  })
})

describe('a proposal', () => {
  test('is one under one key, and moves nothing', async () => {
    const { s, propose } = await startReview()
    const first = must(await propose())
    const again = must(await propose())
    expect([first.replayed, again.replayed]).toEqual([false, true])
    expect(again.value).toEqual(first.value)
    expect(codeOf(await propose({ verdict: 'refuse' }))).toBe('IDEMPOTENCY_KEY_REUSED')
    expect(await walletOf(s)).toMatchObject({ available: 0, version: 0 })
    expect((await chainOf(s)).map(({ action }) => action)).toEqual(['ruling.propose'])
  })

  test('waits seven days, then decides nothing any more', async () => {
    const { harness, s, proposed, approve, now } = await startReview()
    const { id } = await proposed()
    harness.clock.advance(7 * DAY_MS - 1)
    const states = async () => (await listRulings(s, {}, NEWEST)).map((one) => outlineOf(s, one))
    expect(await states()).toMatchObject([{ state: 'proposed' }])
    harness.clock.advance(1)
    expect(codeOf(await approve(id))).toBe('PROPOSAL_EXPIRED')
    expect(await states()).toMatchObject([{ state: 'expired' }])
    expect(await now()).toMatchObject({ status: 'mismatch' })
  })

  test('turned down, it stays so, and others read why', async () => {
    const { harness, s, proposed, approve, reject, now } = await startReview()
    const { id } = await proposed()
    expect(must(await reject(id)).value).toMatchObject({ state: 'rejected', decidedBy: ADMIN2 })
    expect(codeOf(await approve(id))).toBe('PROPOSAL_DECIDED')
    expect(codeOf(await reject(id, BOB))).toBe('PROPOSAL_DECIDED')
    expect(await now()).toMatchObject({ status: 'mismatch' })
    // In the record and in the log; in the database it is sealed.
    const [read] = await listRulings(s, {}, NEWEST)
    expect(read?.rejection).toBe(TURNED_DOWN)
    const [entry = null] = (await chainOf(s, ADMIN2)).slice(-1)
    expect(await wordsIn(s, [entry])).toEqual([TURNED_DOWN])
    expect(JSON.stringify(await harness.documents())).not.toContain(TURNED_DOWN)
  })

  test('about what can not be decided is refused and leaves nothing', async () => {
    const { harness, s, placed, propose, approve, reject } = await startReview()
    const another = await order(harness, 'another', BOB)
    await harness.pay(another.checkoutUrl)
    await putWallet(s, { ...emptyWallet(ALICE), state: 'closing' })
    const before = await harness.documents()
    const nobodys = SessionId.parse('cs_test_nobodys')
    expect(codeOf(await propose({ purchaseId: another.id }))).toBe('PURCHASE_NOT_IN_REVIEW')
    expect(codeOf(await propose({ sessionId: nobodys, verdict: 'refuse' }))).toBe('PAYMENT_UNFIT')
    // Somebody else's payment, and a session that nobody paid.
    for (const { sessionId } of [another, placed]) {
      expect(codeOf(await propose({ sessionId, verdict: 'refuse' }))).toBe('PAYMENT_UNFIT')
    }
    expect(codeOf(await propose())).toBe('ACCOUNT_CLOSING')
    const none = RulingId.parse(`rul_${'0'.repeat(20)}`)
    expect(codeOf(await approve(none))).toBe('RULING_NOT_FOUND')
    expect(codeOf(await reject(none))).toBe('RULING_NOT_FOUND')
    expect(await harness.documents()).toEqual(before)
  })
})

test('what was written about a person is sealed, and only those who decide read it', async () => {
  const { harness, s, placed, proposed } = await startReview()
  await proposed()
  expect(JSON.stringify(await harness.documents())).not.toContain('Quill')
  const text = 'Mrs Quill paid by the link of last week.'
  expect(await listRulings(s, { state: 'proposed' }, NEWEST)).toMatchObject([{ text }])
  expect(must(await readReview(s, placed.id)).rulings).toMatchObject([{ text }])
})

// Whoever decides must see both sides, as they are now.
test('the case shows order and payment beside each other, and what differs', async () => {
  const { harness, s, placed, sessionId, refund } = await startReview()
  await refund(300)
  const { payments, order } = must(await readReview(s, placed.id))
  expect(order).toMatchObject({ status: 'mismatch', mismatch: 'another_session' })
  expect(payments).toMatchObject([
    {
      sessionId,
      flag: { state: 'open', reason: 'another_session' },
      session: { paid: true, currency: 'usd', subtotalCents: 999 },
      misfits: ['another_session'],
      payment: { chargedCents: 999, refundedCents: 300, withdrawnCents: 0, dispute: 'none' },
    },
    { sessionId: placed.sessionId, flag: null, session: { paid: false }, misfits: [] },
  ])
  expect(harness.recorder.errors()).toEqual(['purchase_mismatch'])
})

// Two people refuse an order: its buyer gets no tokens, and must have all of the money back first.
import { describe, expect, test } from 'vitest'
import type { RequestRefund } from '../../shared/api/refunds.ts'
import { FlagId, SessionId } from '../../shared/ids.ts'
import { usdCents } from '../../shared/tokens.ts'
import { openFlag, orderCaseId } from '../domain/flag.ts'
import { emptyWallet } from '../domain/ledger.ts'
import type { Change } from '../ports.ts'
import { chainOf, writtenAt } from '../test/admins.ts'
import { ADMIN2, ALICE, BOB } from '../test/people.ts'
import { startReview, startTwice } from '../test/reviews.ts'
import { COMPLETED, codeOf, eventOf, flagsOf, must, order, rowsOf, walletOf } from '../test/shop.ts'
import { putWallet } from '../test/signed-up.ts'
import { ADMIN, sdkFor } from '../test/start.ts'
import { PAYMENTS_MAX } from './ask-payments.ts'
import { closeFlag } from './close-flag.ts'
import { handleEvent } from './receive-event.ts'
import { quoteRefund, refundPurchase } from './refund-purchase.ts'

const REFUSE = { verdict: 'refuse', reason: 'wrong_payment' } as const

type Started = Awaited<ReturnType<typeof startReview>>

/** Through us, as an admin does it. */
async function refundHere({ s, placed }: Pick<Started, 's' | 'placed'>, sessionId: string) {
  const asked = { purchaseId: placed.id, sessionId, cents: usdCents(999) } as const
  const wish = { ...asked, reason: 'duplicate', text: 'By mistake.' } as Omit<
    RequestRefund,
    'dryRun'
  >
  const quote = await quoteRefund(s, wish)
  if (!quote.ok) return quote
  return refundPurchase(s, {
    adminId: ADMIN,
    key: `refund-${sessionId}`,
    request: { ...wish, quote: quote.value.quote },
  })
}

describe('without the money on its way back', () => {
  test('it is a clear refusal, and the order waits on', async () => {
    const { harness, proposed, approve, refund, now, sessionId } = await startReview()
    const { id } = await proposed(REFUSE)
    const before = await harness.documents()
    const first = await approve(id)
    expect(first).toMatchObject({ failure: { code: 'PAYMENT_NOT_RETURNED' } })
    expect(first).toMatchObject({ failure: { detail: expect.stringContaining(sessionId) } })
    await refund(998)
    expect(codeOf(await approve(id))).toBe('PAYMENT_NOT_RETURNED')
    expect(await harness.documents()).toEqual(before)
    await refund(1)
    expect(codeOf(await approve(id))).toBe('ok')
    expect(await now()).toMatchObject({ status: 'refused' })
  })

  // The bank returned it: the buyer has nothing, and we have the money.
  test('a refund that failed is none', async () => {
    const { harness, proposed, approve, refund } = await startReview()
    const { id } = await proposed(REFUSE)
    const sent = await refund()
    await harness.control(`refunds/${sent.id}`, { status: 'failed' })
    expect(codeOf(await approve(id))).toBe('PAYMENT_NOT_RETURNED')
  })

  test('nor while the bank decides whose it is; once it is lost it went back', async () => {
    const { harness, proposed, approve, now } = await startReview()
    const { id } = await proposed(REFUSE)
    const [charge] = (await sdkFor(harness).charges.list()).data
    const opened = await harness.control(`charges/${charge?.id}/dispute`)
    expect(codeOf(await approve(id))).toBe('PURCHASE_DISPUTED')
    const { id: dispute } = (await opened.json()) as { id: string }
    await harness.control(`disputes/${dispute}`, { outcome: 'lost' })
    expect(codeOf(await approve(id))).toBe('ok')
    expect(await now()).toMatchObject({ status: 'refused', dispute: 'lost' })
  })
})

test('order, case, ruling and audit in one commit; no token moves, no slot is freed', async () => {
  const { harness, s, placed, sessionId, proposed, approve, refund, now } = await startReview()
  for (const key of ['a', 'b', 'c']) await order(harness, key)
  const before = await walletOf(s)
  await refund()
  const { id } = await proposed(REFUSE)
  harness.clock.advance(1_000)
  expect(must(await approve(id)).value).toMatchObject({ state: 'approved', decidedBy: ADMIN2 })
  expect(await now()).toMatchObject({ status: 'refused', sessionId, creditedAt: null })
  expect(await walletOf(s)).toEqual(before)
  expect(await rowsOf(s)).toEqual([])
  const documents = await harness.documents()
  const own = `^(?:purchases/${placed.id}|rulings|fraudFlags|auditLog/admin2)`
  expect(writtenAt(documents, new RegExp(own)).size).toBe(1)
  expect(documents[`fraudFlags/order_${placed.id}_${sessionId}`]).toContain('"closed"')
  expect((await chainOf(s, ADMIN2)).map(({ action, target }) => [action, target])).toEqual([
    ['purchase.refuse', placed.id],
  ])
})

test('it stays refused, whatever is told of it again', async () => {
  const { harness, s, sessionId, proposed, approve, refund, now } = await startReview()
  await refund()
  must(await approve((await proposed(REFUSE)).id))
  const event = eventOf(COMPLETED, sessionId)
  await handleEvent(s, event)
  await harness.webhooks()
  await handleEvent(s, event)
  expect(await now()).toMatchObject({ status: 'refused', paid: { refundedCents: 999 } })
  expect(await rowsOf(s)).toEqual([])
  expect(await flagsOf(harness)).toEqual(['another_session'])
})

// Days later the buyer's bank sends the money back: somebody must learn that we have it again.
test('a refund that returns after it was refused is a case, and can be sent again', async () => {
  const started = await startReview()
  const { harness, s, sessionId, proposed, approve, refund, now } = started
  const sent = await refund()
  must(await approve((await proposed(REFUSE)).id))
  await harness.webhooks()
  expect(await flagsOf(harness)).toEqual(['another_session'])
  await harness.control(`refunds/${sent.id}`, { status: 'failed' })
  await harness.webhooks()
  expect((await flagsOf(harness)).toSorted()).toEqual(['another_session', 'refund_returned'])
  expect(await now()).toMatchObject({ status: 'refused', paid: { refundedCents: 0 } })
  const second = must(await refundHere(started, sessionId)).value
  expect(second.state).toBe('sent')
  expect(await walletOf(s)).toMatchObject({ available: 0, owed: 0, version: 0 })
  const id = FlagId.parse(`returned_${(await now()).paymentIntentId}`)
  must(await closeFlag(s, { adminId: ADMIN, id, reason: 'Sent once more.' }))
  await harness.control(`refunds/${second.stripeRefundId}`, { status: 'failed' })
  await harness.webhooks()
  const { flag } = await s.store.read({ flag: { kind: 'flag', id } })
  expect(flag).toMatchObject({ state: 'open', earlier: [{ closed: { by: ADMIN } }] })
  const told = ['purchase_mismatch', 'refund_returned', 'refund_returned']
  expect(harness.recorder.errors()).toEqual(told)
})

// "Your payment was returned" must be true of everything that was paid.
test('of two payments both must have gone back; then both cases are closed', async () => {
  const { harness, placed, other, proposed, approve, refund } = await startTwice()
  const { id } = await proposed(REFUSE)
  await refund()
  const half = await approve(id)
  expect(half).toMatchObject({ failure: { code: 'PAYMENT_NOT_RETURNED' } })
  expect(half).toMatchObject({ failure: { detail: expect.stringContaining(placed.sessionId) } })
  await refund(undefined, placed.sessionId)
  must(await approve(id))
  const documents = await harness.documents()
  for (const session of [placed.sessionId, other]) {
    expect(documents[`fraudFlags/order_${placed.id}_${session}`]).toContain('"closed"')
  }
})

// Unseen is not the same as returned.
test('with more payments than can be asked for, nothing is decided', async () => {
  const { s, placed, proposed, approve, refund } = await startReview()
  await refund()
  const { id } = await proposed(REFUSE)
  const flags = Array.from({ length: PAYMENTS_MAX }, (_, n): Change => {
    const sessionId = SessionId.parse(`cs_test_more${n}`)
    const ref = { kind: 'flag', id: orderCaseId(placed.id, sessionId) } as const
    const about = { userId: ALICE, purchaseId: placed.id, sessionId, reason: 'paid_later' }
    return { ref, value: openFlag({ id: ref.id, ...about, createdAt: n }) }
  })
  await s.store.atomically({}, () => ({ answer: null, changes: flags }))
  expect(codeOf(await approve(id))).toBe('PAYMENT_UNFIT')
})

describe('refunded through us', () => {
  test('in full, it takes no tokens; then the order is refused', async () => {
    const started = await startReview()
    const { harness, s, sessionId, proposed, approve, now } = started
    await harness.control('webhooks', { enabled: false })
    const sent = must(await refundHere(started, sessionId))
    expect(sent.value).toMatchObject({ state: 'sent', cents: 999 })
    expect((await sdkFor(harness).refunds.list()).data).toHaveLength(1)
    expect(await now()).toMatchObject({ status: 'mismatch', refunding: null })
    must(await approve((await proposed(REFUSE)).id))
    expect(await now()).toMatchObject({ status: 'refused' })
    expect(await walletOf(s)).toMatchObject({ available: 0, owed: 0, version: 0 })
  })

  // A part of it would take a part of the tokens, should it be released after all.
  test('never in part, and never a payment of something else', async () => {
    const { harness, s, placed, sessionId } = await startReview()
    const another = await order(harness, 'another', BOB)
    const ask = (cents: number, more: object = {}) => {
      const wish = { purchaseId: placed.id, sessionId, cents: usdCents(cents), ...more }
      return quoteRefund(s, wish)
    }
    expect(must(await ask(999))).toMatchObject({ tokensTaken: 0, refundableCents: 999 })
    expect(codeOf(await ask(500))).toBe('PURCHASE_NOT_CREDITED')
    expect(codeOf(await ask(1_000))).toBe('REFUND_EXCEEDS')
    expect(codeOf(await ask(999, { sessionId: undefined }))).toBe('PURCHASE_NOT_CREDITED')
    expect(codeOf(await ask(999, { sessionId: another.sessionId }))).toBe('PAYMENT_UNFIT')
  })

  // It must not be released for money that is about to leave.
  test('while it is being sent nothing is decided', async () => {
    const started = await startReview()
    const { harness, sessionId, proposed, approve, now } = started
    const [release, refuse] = [await proposed(), await proposed(REFUSE)]
    const restore = harness.intercept('stripe', (request, next) => {
      const isRefund = request.method === 'POST' && request.url.includes('/v1/refunds')
      return isRefund ? new Response('{}', { status: 503 }) : next(request)
    })
    expect(must(await refundHere(started, sessionId)).value.state).toBe('requested')
    expect(codeOf(await approve(release.id))).toBe('REFUND_UNDER_WAY')
    expect(codeOf(await approve(refuse.id))).toBe('REFUND_UNDER_WAY')
    expect(await now()).toMatchObject({ status: 'mismatch' })
    restore()
  })

  // Paid twice: the second payment goes back, and the tokens of the first stay.
  test('a second payment of a credited order takes no tokens', async () => {
    const started = await startTwice()
    const { s, placed, other, proposed, approve } = started
    must(await approve((await proposed({ sessionId: placed.sessionId })).id))
    const wish = { purchaseId: placed.id, sessionId: other, cents: usdCents(999) }
    expect(must(await quoteRefund(s, wish))).toMatchObject({ tokensTaken: 0, balanceAfter: 550 })
    must(await refundHere(started, other))
    expect(await walletOf(s)).toMatchObject({ available: 550, owed: 0, version: 1 })
  })
})

test('an account that is being closed gets no tokens, but its money back', async () => {
  const { s, proposed, approve, refund } = await startReview()
  const [release, refuse] = [await proposed(), await proposed(REFUSE)]
  await putWallet(s, { ...emptyWallet(ALICE), state: 'closing' })
  expect(codeOf(await approve(release.id))).toBe('ACCOUNT_CLOSING')
  await refund()
  expect(codeOf(await approve(refuse.id))).toBe('ok')
})

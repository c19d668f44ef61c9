// Tokens out of nothing: one admin alone must never make them, nor two of them twice.
import { describe, expect, test } from 'vitest'
import type { ProposeAdjustment } from '../../shared/api/adjustments.ts'
import { AdjustmentId, UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { emptyWallet } from '../domain/ledger.ts'
import { chainOf, writtenAt } from '../test/admins.ts'
import { codeOf, must, rowsOf, walletOf } from '../test/shop.ts'
import { putWallet, signedUp } from '../test/signed-up.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../test/start.ts'
import {
  approveAdjustment,
  listAdjustments,
  proposeAdjustment,
  readAdjustment,
  rejectAdjustment,
} from './adjust-balance.ts'
import { wordsIn } from './audit-words.ts'
import { outlineOf } from './proposals.ts'

const ADMIN2 = UserId.parse('admin2')
const DAY_MS = 86_400_000
const amount = (count: number) => tokens(count) as ProposeAdjustment['tokens']
const NEWEST = { limit: 10, after: null }

async function start() {
  const harness = startHarness()
  const s = signedUp(harness.services)
  await putWallet(s, { ...emptyWallet(ALICE), available: tokens(100) })
  const propose = (more: Partial<ProposeAdjustment> = {}, key = 'key-1', adminId = ADMIN) => {
    const text = 'Two tickets of hers were never answered.'
    const asked = { userId: ALICE, direction: 'add', reason: 'goodwill', text } as const
    const request = { ...asked, tokens: amount(40), ...more }
    return proposeAdjustment(s, { adminId, request, tokensMax: 1_000, key })
  }
  const approve = (id: AdjustmentId, adminId = ADMIN2, key?: string) =>
    approveAdjustment(s, { adminId, id, key })
  const proposed = async (more: Partial<ProposeAdjustment> = {}) =>
    must(await propose(more, JSON.stringify(more))).value
  return { harness, s, propose, approve, proposed }
}

test('one admin proposes, nothing moves; another approves, it moves in one commit', async () => {
  const { harness, s, proposed, approve } = await start()
  const { id } = await proposed()
  expect(await walletOf(s, ALICE)).toMatchObject({ available: 100, version: 0 })
  harness.clock.advance(1_000)
  const { value } = must(await approve(id))
  expect(value).toMatchObject({ state: 'approved', proposedBy: ADMIN, decidedBy: ADMIN2 })
  expect(await walletOf(s, ALICE)).toMatchObject({ available: 140, version: 1 })
  const [row] = await rowsOf(s, ALICE)
  expect(row).toMatchObject({
    id: `adjust_${id}`,
    type: 'adjustment',
    amount: 40,
    metadata: { cause: 'goodwill' },
    postings: [{ from: 'house:adjust', to: `user:${ALICE}:available`, amount: 40 }],
  })
  const together = /^(?:transactions|balances|adjustments|auditLog\/admin2)/
  expect(writtenAt(await harness.documents(), together).size).toBe(1)
  expect((await chainOf(s, ADMIN)).map(({ action }) => action)).toEqual(['adjustment.propose'])
  expect((await chainOf(s, ADMIN2)).map(({ action }) => action)).toEqual(['adjustment.approve'])
})

test('more than there is can be taken: the rest is owed', async () => {
  const { s, proposed, approve } = await start()
  const { id } = await proposed({ direction: 'take', tokens: amount(150), reason: 'abuse' })
  must(await approve(id))
  expect(await walletOf(s, ALICE)).toMatchObject({ available: 0, owed: 50 })
})

const NO = { reason: 'It was paid out already.' } as const

describe('nobody alone', () => {
  test('approves the own proposal, or tokens for themselves', async () => {
    const { harness, s, propose, proposed, approve } = await start()
    const { id } = await proposed()
    const forAdmin2 = must(await propose({ userId: ADMIN2 }, 'for-admin2')).value
    const before = await harness.documents()
    expect(codeOf(await approve(id, ADMIN))).toBe('SELF_APPROVAL_FORBIDDEN')
    expect(codeOf(await approve(forAdmin2.id, ADMIN2))).toBe('SELF_APPROVAL_FORBIDDEN')
    expect(await harness.documents()).toEqual(before)
    // Nor does an admin turn down what is to be taken from them.
    const byThemselves = await rejectAdjustment(s, { adminId: ADMIN2, id: forAdmin2.id, ...NO })
    expect(codeOf(byThemselves)).toBe('SELF_APPROVAL_FORBIDDEN')
    // Whoever proposed it may think better of it.
    expect(must(await rejectAdjustment(s, { adminId: ADMIN, id, ...NO })).value.state).toBe(
      'rejected',
    )
    // Others read why, in the record and in the log; in the database it is sealed.
    expect(must(await readAdjustment(s, id))).toMatchObject({ rejection: NO.reason })
    const [entry = null] = (await chainOf(s, ADMIN)).slice(-1)
    expect(await wordsIn(s, [entry])).toEqual([NO.reason])
    expect(JSON.stringify(await harness.documents())).not.toContain(NO.reason)
  })
})

describe('once', () => {
  test('two admins approving at the same moment move the tokens once', async () => {
    const { harness, s, proposed } = await start()
    const { id } = await proposed()
    const isolates = [s, signedUp(harness.isolate())]
    const both = await Promise.all(
      [ADMIN2, BOB].map((adminId, at) =>
        approveAdjustment(isolates[at] ?? s, { adminId, id, key: 'same' }),
      ),
    )
    expect(both.map(codeOf).toSorted()).toEqual(['PROPOSAL_DECIDED', 'ok'])
    expect(await walletOf(s, ALICE)).toMatchObject({ available: 140, version: 1 })
    const acted = [...(await chainOf(s, ADMIN2)), ...(await chainOf(s, BOB))]
    expect(acted.map(({ action }) => action)).toEqual(['adjustment.approve'])
  })

  test('approved and rejected at the same moment is one of the two', async () => {
    const { harness, s, proposed, approve } = await start()
    const { id } = await proposed()
    const [yes, no] = await Promise.all([
      approve(id),
      rejectAdjustment(signedUp(harness.isolate()), { adminId: BOB, id, ...NO }),
    ])
    expect([yes, no].map(codeOf).toSorted()).toEqual(['PROPOSAL_DECIDED', 'ok'])
    const [listed] = await listAdjustments(s, {}, NEWEST)
    const moved = listed?.state === 'approved' ? 140 : 100
    expect(yes.ok).toBe(listed?.state === 'approved')
    expect(await walletOf(s, ALICE)).toMatchObject({ available: moved })
  })

  test('the same key is the same proposal, and the same approval', async () => {
    const { s, propose, approve } = await start()
    const first = must(await propose())
    const again = must(await propose())
    expect([first.replayed, again.replayed]).toEqual([false, true])
    expect(again.value.id).toBe(first.value.id)
    expect(codeOf(await propose({ tokens: amount(41) }))).toBe('IDEMPOTENCY_KEY_REUSED')
    must(await approve(first.value.id, ADMIN2, 'once'))
    expect(must(await approve(first.value.id, ADMIN2, 'once')).replayed).toBe(true)
    expect(codeOf(await approve(first.value.id, ADMIN2, 'twice'))).toBe('PROPOSAL_DECIDED')
    expect(await walletOf(s, ALICE)).toMatchObject({ available: 140 })
  })
})

test('a proposal waits seven days, then moves nothing any more', async () => {
  const { harness, s, proposed, approve } = await start()
  const { id } = await proposed()
  harness.clock.advance(7 * DAY_MS - 1)
  expect((await listAdjustments(s, {}, NEWEST)).map((one) => outlineOf(s, one).state)).toEqual([
    'proposed',
  ])
  harness.clock.advance(1)
  expect(codeOf(await approve(id))).toBe('PROPOSAL_EXPIRED')
  expect((await listAdjustments(s, {}, NEWEST)).map((one) => outlineOf(s, one).state)).toEqual([
    'expired',
  ])
  expect(await walletOf(s, ALICE)).toMatchObject({ available: 100 })
})

test('what can not be adjusted is refused and leaves nothing', async () => {
  const { harness, s, propose, approve, proposed } = await start()
  await putWallet(s, { ...emptyWallet(BOB), state: 'closing' })
  const { id } = await proposed()
  const before = await harness.documents()
  expect(codeOf(await propose({ tokens: amount(1_001) }))).toBe('LIMIT_EXCEEDED')
  expect(codeOf(await propose({ direction: 'take', tokens: amount(1_001) }))).toBe('LIMIT_EXCEEDED')
  expect(codeOf(await propose({ userId: BOB }))).toBe('ACCOUNT_CLOSING')
  expect(codeOf(await propose({ userId: UserId.parse('nobody') }))).toBe('USER_NOT_FOUND')
  const none = AdjustmentId.parse(`adj_${'0'.repeat(20)}`)
  expect(codeOf(await approve(none))).toBe('ADJUSTMENT_NOT_FOUND')
  expect(await harness.documents()).toEqual(before)
  await putWallet(s, { ...emptyWallet(ALICE), state: 'closing' })
  expect(codeOf(await approve(id))).toBe('ACCOUNT_CLOSING')
  expect(await rowsOf(s, ALICE)).toEqual([])
  expect((await listAdjustments(s, { state: 'proposed' }, NEWEST)).length).toBe(1)
})

test('what was written about a person is sealed, and only the list opens it', async () => {
  const { harness, s, proposed } = await start()
  await proposed()
  expect(JSON.stringify(await harness.documents())).not.toContain('tickets')
  const [listed] = await listAdjustments(s, {}, NEWEST)
  expect(listed?.text).toBe('Two tickets of hers were never answered.')
})

// An admin who decides about one person must not be shown another's.
test('those of one person are listed alone, and each is read by its id with its text', async () => {
  const { s, proposed, approve } = await start()
  const hers = await proposed()
  const his = await proposed({ userId: BOB })
  await approve(hers.id)
  const idsOf = async (filter: Parameters<typeof listAdjustments>[1]) =>
    (await listAdjustments(s, filter, NEWEST)).map(({ id }) => id)
  expect(await idsOf({ userId: BOB })).toEqual([his.id])
  expect(await idsOf({ userId: ALICE, state: 'proposed' })).toEqual([])
  expect(must(await readAdjustment(s, hers.id))).toMatchObject({
    userId: ALICE,
    state: 'approved',
    text: 'Two tickets of hers were never answered.',
  })
  const none = AdjustmentId.parse(`adj_${'0'.repeat(20)}`)
  expect(codeOf(await readAdjustment(s, none))).toBe('ADJUSTMENT_NOT_FOUND')
})

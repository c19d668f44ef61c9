// The story of any row: an admin judges by it whether tokens are where they belong, so it must say
// when a row was changed past the product, and never call a changed one sound.
import { describe, expect, test } from 'vitest'
import { AdminTransactionStory } from '../../shared/api/ledger.ts'
import { RowId } from '../../shared/ids.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { byHand, integer, text } from '../test/by-hand.ts'
import { startIsolate } from '../test/faults/isolate.ts'
import { sha256 } from '../test/movements.ts'
import { correctRain, drainQueue, lockRain, resolveRain } from '../test/payouts.ts'
import { startCredited } from '../test/reversals.ts'
import { must, rowsOf } from '../test/shop.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../test/start.ts'

type Harness = ReturnType<typeof startHarness>
const headers = { authorization: `Bearer ${ADMIN}` }
const SOUND = { hash: true, sums: true, link: true, next: true }

async function storyOf(harness: Harness, id: string) {
  const { send } = startIsolate(harness)
  const answer = await send(`/api/admin/transactions/${id}`, { headers })
  const body = await answer.json()
  if (answer.status !== 200) return { ...(body as { code: string; caseId?: string }), story: null }
  return { code: null, story: AdminTransactionStory.strict().parse(body) }
}

type Counted = { readonly calls: Readonly<Record<string, number>> }
const callsIn = ({ calls }: Counted) => Object.values(calls).reduce((a, b) => a + b, 0)

async function chainOf(harness: Harness, id: string) {
  return (await storyOf(harness, id)).story?.chain
}

async function betting() {
  const harness = startHarness()
  const s = harness.services
  await openTo(s)
  await endow(s, BOB, 70)
  await endow(s, ALICE, 100)
  must(await place(s, 'key-1'))
  must(await place(s, 'key-2'))
  const [last, middle, first] = (await rowsOf(s)).map(({ id }) => RowId.parse(id))
  if (!last || !middle || !first) throw new Error('three rows were booked')
  return { harness, s, last, middle, first }
}

test("a purchase leads from Stripe's events through the order to the balance", async () => {
  const { harness, at, placed } = await startCredited()
  await at.refund(300)
  await at.dispute({ amount: 100, inquiry: true })
  await harness.webhooks()
  const rows = await rowsOf(harness.services)
  for (const { id } of rows) {
    const before = harness.firestore.counters()
    const { story } = await storyOf(harness, id)
    const after = harness.firestore.counters()
    expect(callsIn(after) - callsIn(before)).toBeLessThan(10)
    expect(story).toMatchObject({
      chain: SOUND,
      purchase: { purchaseId: placed.id, sessionId: placed.sessionId, refundedCents: 300 },
      prediction: null,
      userId: ALICE,
    })
    expect(story?.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['checkout.session.completed', 'charge.refunded', 'refund.created']),
    )
    expect(story?.cases).toMatchObject([{ state: 'open' }])
  }
  expect(rows.map(({ type }) => type)).toEqual(['refund', 'purchase'])
})

test('a settlement leads to its commitment, its payout, and the row that undid it', async () => {
  const { harness, s } = await betting()
  harness.clock.advance(1_000)
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  await drainQueue(harness)
  must(await correctRain(s, 'no'))
  await drainQueue(harness)
  const rows = await rowsOf(s)
  const win = rows.find(({ type }) => type === 'win')
  const undone = rows.find(({ id }) => id === `reverse_${win?.id}`)
  expect((await storyOf(harness, win?.id ?? '')).story).toMatchObject({
    chain: SOUND,
    reversedById: undone?.id,
    reversesId: null,
    payoutJobId: `${win?.predictionId}_v1`,
    commitment: { id: win?.metadata.commitmentId, status: 'lost' },
    prediction: { outcome: 'no', resolutionVersion: 2 },
    purchase: null,
  })
  expect((await storyOf(harness, undone?.id ?? '')).story?.reversesId).toBe(win?.id)
  for (const { id } of rows) expect([id, await chainOf(harness, id)]).toEqual([id, SOUND])
})

describe('a row that was changed past the product', () => {
  test.each([
    ['its amount', { amount: integer(31) }],
    ['its person', { userId: text(BOB) }],
    ['its time', { timestamp: { timestampValue: '2026-01-01T00:00:00Z' } }],
    ['its own hash', { hash: text('f'.repeat(64)) }],
  ])('does not verify: %s', async (_, fields) => {
    const { harness, middle, first } = await betting()
    await byHand(harness, 'PATCH', `transactions/${middle}`, fields)
    expect((await chainOf(harness, middle))?.hash).toBe(false)
    // What stands beside it says so too.
    expect((await chainOf(harness, first))?.next).toBe(false)
  })

  // Whoever forges a row can make its hash anew; the rows around it were hashed over the old one.
  test('does not verify with a new hash either', async () => {
    const { harness, s, last, middle, first } = await betting()
    const row = (await rowsOf(s)).find(({ id }) => id === middle)
    const { hash: _, ...forged } = { ...row, requestHash: 'another' }
    const hash = sha256(canonicalJson(forged))
    const fields = { requestHash: text('another'), hash: text(hash) }
    await byHand(harness, 'PATCH', `transactions/${middle}`, fields)
    expect(await chainOf(harness, middle)).toEqual({ ...SOUND, next: false })
    expect((await chainOf(harness, last))?.link).toBe(false)
    expect((await chainOf(harness, first))?.next).toBe(true)
  })

  test('or taken away leaves a gap on both sides', async () => {
    const { harness, last, middle, first } = await betting()
    await byHand(harness, 'DELETE', `transactions/${middle}`)
    expect(await chainOf(harness, last)).toEqual({ ...SOUND, link: false })
    expect(await chainOf(harness, first)).toEqual({ ...SOUND, next: false })
  })

  test('into nothing readable is said to be that', async () => {
    const { harness, middle } = await betting()
    await byHand(harness, 'PATCH', `transactions/${middle}`, { postings: text('none') })
    expect((await storyOf(harness, middle)).code).toBe('TRANSACTION_UNREADABLE')
  })
})

test('a row of which nothing can be read is a break to both its neighbours', async () => {
  const { harness, last, middle, first } = await betting()
  await byHand(harness, 'PATCH', `transactions/${middle}`, { after: text('none') })
  expect(await storyOf(harness, middle)).toMatchObject({
    code: 'TRANSACTION_UNREADABLE',
    caseId: `recon_row_unreadable_${middle}`,
  })
  expect(await chainOf(harness, last)).toEqual({ ...SOUND, link: false })
  expect((await storyOf(harness, first)).story).toMatchObject({
    chain: { ...SOUND, next: false },
    newerId: middle,
  })
})

test('the last row is compared with the balance', async () => {
  const { harness, last, middle } = await betting()
  await byHand(harness, 'PATCH', `balances/${ALICE}`, { availableTokens: integer(4_000) })
  expect(await chainOf(harness, last)).toEqual({ ...SOUND, next: false })
  expect(await chainOf(harness, middle)).toEqual(SOUND)
})

test('a row that never was is not found', async () => {
  expect((await storyOf(startHarness(), 'commit_nobody')).code).toBe('TRANSACTION_NOT_FOUND')
})

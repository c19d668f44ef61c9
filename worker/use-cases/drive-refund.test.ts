// A refund under way ends as what Stripe made of it, not as what it first said: an admin who reads
// `sent` tells the buyer that the money is theirs. What never ends must reach people.
import { expect, test } from 'vitest'
import { RefundId } from '../../shared/ids.ts'
import { usdCents } from '../../shared/tokens.ts'
import type { Refund } from '../domain/refund.ts'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import type { Change, Job, Services } from '../ports.ts'
import { drainQueue } from '../test/payouts.ts'
import { ADMIN } from '../test/people.ts'
import { startCredited } from '../test/reversals.ts'
import { startTwice } from '../test/reviews.ts'
import { SAMPLES } from '../test/samples.ts'
import { codeOf, must, orderNow, walletOf } from '../test/shop.ts'
import { sdkFor, startHarness } from '../test/start.ts'
import { driveRefund } from './drive-refund.ts'
import { quoteRefund, refundPurchase } from './refund-purchase.ts'
import { closeDeadLetter } from './see-to-dead-letter.ts'

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
/** What Stripe may do with a refund whose answer nobody hears. */
const LOST = { applied: async (next: () => unknown) => void (await next()), not: () => undefined }

/** A refund that was asked for; `fate` is what becomes of its call to Stripe. */
async function startRefund(fate?: keyof typeof LOST) {
  const started = await startCredited()
  const { harness, s, placed } = started
  const wish = {
    purchaseId: placed.id,
    cents: usdCents(333),
    reason: 'requested_by_customer',
    text: 'Asked by mail.',
  } as const
  const { quote } = must(await quoteRefund(s, wish))
  const restore = fate && lose(started.harness, fate)
  const request = { ...wish, quote }
  const { value } = must(await refundPurchase(s, { adminId: ADMIN, key: 'one', request }))
  const atStripe = async () => (await sdkFor(harness).refunds.list()).data
  const refundNow = async () =>
    (await s.store.read({ refund: { kind: 'refund', id: value.id } })).refund
  return { ...started, value, atStripe, refundNow, restore: restore ?? (() => undefined) }
}

/** Until the result is called. */
function lose(
  harness: Awaited<ReturnType<typeof startCredited>>['harness'],
  fate: keyof typeof LOST,
): () => void {
  return harness.intercept('stripe', async (sent, next) => {
    if (sent.method !== 'POST' || !sent.url.includes('/v1/refunds')) return next(sent)
    await LOST[fate](() => next(sent))
    return new Response('{}', { status: 503 })
  })
}

async function ticks(s: Services, harness: { clock: { advance(ms: number): void } }, ms: number) {
  harness.clock.advance(ms)
  await tick(s, EVERY_FIVE_MINUTES)
}

// Stripe answers the same key as it did at first: "succeeded", whatever came after.
test('that failed before anybody heard its answer ends as failed, not as sent', async () => {
  const { harness, s, at, placed, atStripe, refundNow, restore } = await startRefund('applied')
  const [made] = await atStripe()
  restore()
  await harness.control('webhooks', { enabled: false })
  await at.refundFails(made?.id ?? '')
  await consume(s, harness.queue.take())
  expect(await refundNow()).toMatchObject({ state: 'failed', stripeRefundId: made?.id })
  expect(await orderNow(s, placed)).toMatchObject({ refunding: null, taken: { tokens: 0 } })
  expect(await walletOf(s)).toMatchObject({ available: 550 })
})

test('that nobody can see at Stripe yet is not believed', async () => {
  const { harness, s, value, refundNow, restore } = await startRefund('applied')
  restore()
  const blind = harness.intercept('stripe', async (sent, next) => {
    if (sent.method !== 'GET' || !sent.url.includes('/v1/refunds')) return next(sent)
    return Response.json({ object: 'list', data: [], has_more: false, url: '/v1/refunds' })
  })
  await expect(driveRefund(s, value.id)).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
  expect(await refundNow()).toMatchObject({ state: 'requested' })
  blind()
  await driveRefund(s, value.id)
  expect(await refundNow()).toMatchObject({ state: 'sent' })
})

// The webhook is faster than the answer: the next refund must not wait for it.
test('is over as soon as any look has seen it', async () => {
  const { harness, s, placed, refundNow, restore } = await startRefund('applied')
  restore()
  await harness.webhooks()
  expect(await refundNow()).toMatchObject({ state: 'sent', nextCheckAt: null })
  expect(await orderNow(s, placed)).toMatchObject({ refunding: null })
})

// Somebody at the dashboard may write any metadata.
test('is not ended by a refund of another purchase that bears its name', async () => {
  const { harness, s, at, value, refundNow } = await startRefund('not')
  const ref = { kind: 'refund', id: value.id } as const
  await s.store.atomically({ refund: ref }, ({ refund }) => ({
    answer: null,
    changes: refund ? [{ ref, value: { ...refund, purchaseId: 'pur_another' as never } }] : [],
  }))
  const { charge } = at
  await sdkFor(harness).refunds.create({ charge, amount: 1, metadata: { refundId: value.id } })
  await harness.webhooks()
  expect(await refundNow()).toMatchObject({ state: 'requested' })
})

test('returned by the bank weeks later, and nobody told us: the clock sees it', async () => {
  const { harness, s, at, value, refundNow } = await startRefund()
  expect(value.state).toBe('sent')
  await harness.webhooks()
  expect(await walletOf(s)).toMatchObject({ available: 367 })
  await harness.control('webhooks', { enabled: false })
  // By then what lists refunds by the time they were made has long passed it.
  for (const pause of [MINUTE_MS, 5 * MINUTE_MS, 21 * DAY_MS]) {
    await ticks(s, harness, pause)
    await drainQueue(harness)
  }
  await at.refundFails(value.stripeRefundId ?? '')
  await ticks(s, harness, DAY_MS)
  await drainQueue(harness)
  expect(await walletOf(s)).toMatchObject({ available: 550 })
  expect(await refundNow()).toMatchObject({ state: 'failed' })
})

/** With a look of its own, that its order knows nothing of. */
async function asWrittenBefore({ store, clock }: Services, { id, purchaseId }: Refund) {
  const refs = { refund: { kind: 'refund', id }, order: { kind: 'order', id: purchaseId } } as const
  await store.atomically(refs, ({ refund, order }) => {
    if (!refund || !order) throw new Error('nothing was sent')
    const due = { ...refund, nextCheckAt: (clock.now() + DAY_MS) * 1000 }
    const unfollowed = { ...order, follow: {}, nextCheckAt: null }
    const changes: Change[] = [
      { ref: refs.refund, value: due },
      { ref: refs.order, value: unfollowed },
    ]
    return { answer: null, changes }
  })
}

// Its purchase was never granted by that payment, so nothing else would ever look at it.
test.each(['now', 'before orders followed it'])(
  'of a second payment, sent %s, is looked at daily for a month, too',
  async (sentWhen) => {
    const { harness, s, placed, other } = await startTwice()
    const wish = {
      purchaseId: placed.id,
      sessionId: other,
      cents: usdCents(999),
      reason: 'duplicate',
      text: 'Paid twice.',
    } as const
    const { quote } = must(await quoteRefund(s, wish))
    const sent = { adminId: ADMIN, key: 'one', request: { ...wish, quote } }
    const { value } = must(await refundPurchase(s, sent))
    expect(value).toMatchObject({ state: 'sent' })
    await harness.webhooks()
    await harness.control('webhooks', { enabled: false })
    const days = async (count: number) => {
      for (let day = 0; day < count; day += 1) {
        await ticks(s, harness, DAY_MS)
        await drainQueue(harness)
      }
      return (await s.store.read({ refund: { kind: 'refund', id: value.id } })).refund
    }
    await days(2)
    if (sentWhen !== 'now') await asWrittenBefore(s, value)
    await days(18)
    const failed = await harness.control(`refunds/${value.stripeRefundId}`, { status: 'failed' })
    expect(failed.status).toBe(200)
    expect(await days(1)).toMatchObject({ state: 'failed', nextCheckAt: null })
  },
)

test('that never ends is sent less and less often, then is a case and a dead letter', async () => {
  const { harness, s, value, placed, refundNow } = await startRefund('not')
  const days: number[] = [0, 0, 0, 0]
  for (const day of days.keys()) {
    for (let at = 0; at < 288; at += 1) {
      await ticks(s, harness, 5 * MINUTE_MS)
      const jobs = harness.queue.take().messages.map(({ body }) => body as Job)
      days[day] = (days[day] ?? 0) + jobs.filter(({ kind }) => kind === 'refund').length
    }
  }
  // The first day has the message that came with the request, too.
  expect(days).toEqual([9, 2, 0, 0])
  expect(await refundNow()).toMatchObject({ state: 'requested', nextCheckAt: null })
  const flags = await s.store.flags({ state: 'open' }, { limit: 9, after: null })
  expect(flags).toMatchObject([
    { id: `refund_${value.id}`, reason: 'refund_stuck', purchaseId: placed.id },
  ])
  const letters = await s.store.deadLetters({ state: 'parked' }, { limit: 9, after: null })
  expect(letters).toMatchObject([{ reason: 'refund_stuck' }])
  expect(JSON.parse(letters[0]?.body ?? '')).toMatchObject({ refundId: value.id })
})

// Stripe refuses all of them for two days. The tick would be cut off at its fiftieth call, each
// time anew, and with it whatever else it does: locks, payouts, everybody's orders.
test('fifty given up in one tick leave it room, and each is a letter and a case', async () => {
  const harness = startHarness()
  const s = harness.services
  await tick(s, EVERY_FIVE_MINUTES)
  const changes = Array.from({ length: 50 }, (_, n): Change => {
    const id = RefundId.parse(`rfd_${`${n}`.padStart(40, '0')}`)
    const due = { state: 'requested', nextCheckAt: 2, pushes: 10 } as const
    return { ref: { kind: 'refund', id }, value: { ...SAMPLES.refund, id, ...due } }
  })
  await s.store.atomically({}, () => ({ answer: null, changes }))
  let calls = 0
  for (const service of ['firestore', 'stripe'] as const) {
    harness.intercept(service, (request, next) => {
      calls += 1
      return next(request)
    })
  }
  await tick(harness.isolate(), EVERY_FIVE_MINUTES)
  // One that is contended, or a list that goes on, must fit in as well.
  expect(calls).toBeLessThanOrEqual(30)
  const page = { limit: 100, after: null }
  const letters = await s.store.deadLetters({ state: 'parked' }, page)
  const cases = await s.store.flags({ state: 'open' }, page)
  expect([letters.length, cases.length]).toEqual([50, 50])
})

// The oldest are pushed first: fifty that come with every tick would keep all others from it.
test('one whose order never takes it over is pushed less and less often, too', async () => {
  const { harness, s, value, refundNow } = await startRefund()
  await asWrittenBefore(s, value)
  harness.clock.advance(DAY_MS)
  let pushed = 0
  for (let at = 0; at < 4 * 288; at += 1) {
    await ticks(s, harness, 5 * MINUTE_MS)
    // Each of its messages dies.
    const jobs = harness.queue.take().messages.map(({ body }) => body as Job)
    pushed += jobs.filter(({ kind }) => kind === 'refund').length
  }
  expect(pushed).toBeLessThan(20)
  // It is not given up: its letter's replay, or its next push, hands it over.
  const waiting = await refundNow()
  expect(waiting?.nextCheckAt).toBeGreaterThan(harness.clock.now() * 1000)
  await driveRefund(s, value.id)
  expect(await refundNow()).toMatchObject({ state: 'sent', nextCheckAt: null })
})

// A purchase has one refund at a time: one that nobody sends any more would keep its buyer from
// every other, and its order from being ruled about, for ever.
test.each([
  ['ends as refused', 'not', 'refused'],
  ['ends as sent where Stripe has it', 'applied', 'sent'],
] as const)('put aside with its dead letter it %s', async (_, fate, state) => {
  const { harness, s, placed, refundNow, restore } = await startRefund(fate)
  await harness.control('webhooks', { enabled: false })
  // The list of refunds says nothing either, as long as nobody answers.
  const silent = harness.intercept('stripe', () => new Response('{}', { status: 503 }))
  for (let at = 0; at < 12; at += 1) {
    harness.clock.advance(DAY_MS)
    await tick(s, EVERY_FIVE_MINUTES).catch(() => undefined)
    harness.queue.take()
  }
  const letters = await s.store.deadLetters({ state: 'parked' }, { limit: 9, after: null })
  const [id = ''] = letters.map((letter) => letter.id)
  const close = () => closeDeadLetter(s, { adminId: ADMIN, id }, 'Sent by hand.')
  // Unasked, it may be on its way: nothing is given up.
  await expect(close()).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
  expect(await refundNow()).toMatchObject({ state: 'requested' })
  silent()
  restore()
  must(await close())
  expect(await refundNow()).toMatchObject({ state, nextCheckAt: null })
  expect((await orderNow(s, placed)).refunding).toBeNull()
  expect(codeOf(await quoteRefund(s, { purchaseId: placed.id, cents: usdCents(333) }))).toBe('ok')
})

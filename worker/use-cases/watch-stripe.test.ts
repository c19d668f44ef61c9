// Webhooks may be lost for days. Whoever paid must get the tokens all the same, and whoever got the
// money back must not keep them.
import { expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { MINUTE_MS, startDeaf, ticks } from '../test/deaf-shop.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue } from '../test/payouts.ts'
import { order, orderNow, walletOf } from '../test/shop.ts'
import { ALICE, BOB, sdkFor } from '../test/start.ts'

const DAY_MS = 24 * 60 * MINUTE_MS

async function refundAll(harness: Harness, sessionId: string, amount?: number): Promise<void> {
  const sdk = sdkFor(harness)
  const { payment_intent: intent } = await sdk.checkout.sessions.retrieve(sessionId)
  await sdk.refunds.create({ payment_intent: String(intent), ...(amount && { amount }) })
}

// Nobody told us of payments and refunds for days: buyers wait for tokens, and spend what is not
// theirs any more.
test('three days without webhooks and crons are made up for within two ticks', async () => {
  const harness = startDeaf()
  const paid = await order(harness, 'paid')
  await harness.pay(paid.checkoutUrl)
  const refunded = await order(harness, 'refunded', BOB)
  await harness.pay(refunded.checkoutUrl)
  harness.clock.advance(DAY_MS)
  await refundAll(harness, refunded.sessionId)
  harness.clock.advance(2 * DAY_MS)
  await ticks(harness, 2)
  expect(await walletOf(harness.services, ALICE)).toMatchObject({ available: 550, openOrders: {} })
  expect(await walletOf(harness.services, BOB)).toMatchObject({ available: 0, owed: 0 })
  expect(await orderNow(harness.services, refunded)).toMatchObject({
    status: 'credited',
    taken: { tokens: 500, bonus: 50 },
    paid: { chargedCents: 999, refundedCents: 999 },
  })
})

// Its order is final, so no other look at Stripe is ever due.
test('a refund and a dispute of a quiet order are found within two ticks', async () => {
  const harness = startDeaf()
  const bought = await order(harness, 'bought')
  await harness.pay(bought.checkoutUrl)
  const disputed = await order(harness, 'disputed', BOB)
  await harness.pay(disputed.checkoutUrl, { card_number: '4000000000000259' })
  await ticks(harness, 2)
  expect(await orderNow(harness.services, bought)).toMatchObject({ status: 'credited', looks: 0 })
  await refundAll(harness, bought.sessionId, 300)
  await ticks(harness, 2)
  expect(await orderNow(harness.services, bought)).toMatchObject({
    paid: { refundedCents: 300 },
    taken: { tokens: 150, bonus: 15 },
  })
  const held = await walletOf(harness.services, BOB)
  expect(Object.values(held?.holds ?? {})).toMatchObject([{ scope: 'purchases' }])
})

// Whoever buys with a stolen card would go on buying with it.
test('an early fraud warning that nobody told of stops purchases', async () => {
  const harness = startDeaf()
  const bought = await order(harness)
  await harness.pay(bought.checkoutUrl)
  await ticks(harness, 2)
  const [charge] = (await sdkFor(harness).charges.list()).data
  await harness.control(`charges/${charge?.id}/early_fraud_warning`)
  await ticks(harness, 2)
  const held = await walletOf(harness.services)
  expect(Object.values(held?.holds ?? {})).toMatchObject([{ scope: 'purchases' }])
})

test('what was looked at once is not looked at again', async () => {
  const harness = startDeaf()
  const bought = await order(harness)
  await harness.pay(bought.checkoutUrl)
  await ticks(harness, 2)
  await refundAll(harness, bought.sessionId, 300)
  await ticks(harness, 2)
  const looks = (await orderNow(harness.services, bought))?.looks
  await ticks(harness, 30)
  expect((await orderNow(harness.services, bought))?.looks).toBe(looks)
})

// Money-rules 7: a lost message costs time, not money. Its buyer would keep both money and tokens.
test('a refund whose message is lost is found by the next tick', async () => {
  const harness = startDeaf()
  const bought = await order(harness)
  await harness.pay(bought.checkoutUrl)
  await ticks(harness, 2)
  await refundAll(harness, bought.sessionId)
  harness.clock.advance(5 * MINUTE_MS)
  await tick(harness.services, EVERY_FIVE_MINUTES)
  expect(harness.queue.take().messages).toHaveLength(1)
  harness.clock.advance(DAY_MS)
  await ticks(harness, 2)
  expect(await walletOf(harness.services)).toMatchObject({ available: 0, owed: 0 })
})

/** Nobody has heard of them, and a page of Stripe's lists holds one: 1,300 would take a while. */
async function startRefunds(count: number): Promise<Harness> {
  const harness = startDeaf()
  const bought = await order(harness)
  await harness.pay(bought.checkoutUrl)
  await ticks(harness, 2)
  harness.intercept('stripe', (request, next) => {
    const url = new URL(request.url)
    if (url.searchParams.has('limit')) url.searchParams.set('limit', '1')
    return next(new Request(url, request))
  })
  for (let n = 0; n < count; n += 1) await refundAll(harness, bought.sessionId, 1)
  harness.clock.advance(5 * MINUTE_MS)
  return harness
}

/** How many are told by each message that goes on, while no time passes and none is heard. */
async function toldOn(harness: Harness): Promise<number[]> {
  const told: number[] = []
  for (let batch = harness.queue.take(); batch.messages.length > 0; batch = harness.queue.take()) {
    const isEvent = ({ body }: { body: unknown }) => (body as { kind: string }).kind === 'event'
    told.push(batch.messages.filter(isEvent).length)
    const rest = batch.messages.filter((message) => !isEvent(message))
    expect(rest.map(({ body }) => body)).toMatchObject(
      rest.map(() => ({ kind: 'reconcile', part: 'stripe' })),
    )
    await consume(harness.services, { queue: 'kai-work', messages: rest })
  }
  return told
}

// Told again at once, all of an hour's looks pass in seconds: while Stripe stumbles for a moment,
// each of them becomes a dead letter. However the pages fill an invocation.
test.each([12, 13, 14, 15])(
  'more than one invocation may read goes on by a message: each of %i is told, and once',
  async (count) => {
    const harness = await startRefunds(count)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    const told = await toldOn(harness)
    expect(told.length).toBeGreaterThan(1)
    expect(told.reduce((sum, some) => sum + some, 0)).toBe(count)
    const page = { limit: 100, after: null }
    expect(await harness.services.store.deadLetters({ state: 'parked' }, page)).toEqual([])
    // Nobody heard of them, so the next tick begins anew.
    harness.clock.advance(5 * MINUTE_MS)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    expect((await toldOn(harness)).reduce((sum, some) => sum + some, 0)).toBe(count)
  },
)

test('a quiet tick asks Stripe four times and writes nothing', async () => {
  const harness = startDeaf()
  await ticks(harness, 1)
  const before = await harness.documents()
  let asked = 0
  harness.intercept('stripe', (request, next) => {
    asked += 1
    return next(request)
  })
  await ticks(harness, 1)
  expect(asked).toBe(4)
  expect(await harness.documents()).toEqual(before)
})

// Each tick would look at the same refunds again, for as long as Stripe refuses another list.
test('a list that stays away has the others looked at once, and fails for all to see', async () => {
  const harness = startDeaf()
  const bought = await order(harness)
  await harness.pay(bought.checkoutUrl)
  await ticks(harness, 2)
  const begun = new Set<string>()
  harness.intercept('stripe', (request, next) => {
    const { pathname, searchParams } = new URL(request.url)
    const from = searchParams.get('created[gt]')
    if (pathname === '/v1/refunds' && from !== null) begun.add(from)
    const isSessions = /\/v1\/checkout\/sessions\?created/.test(request.url)
    return isSessions ? new Response('{"error":{}}', { status: 403 }) : next(request)
  })
  await refundAll(harness, bought.sessionId, 300)
  const looks: unknown[] = []
  for (let n = 0; n < 4; n += 1) {
    harness.clock.advance(5 * MINUTE_MS)
    await expect(tick(harness.services, EVERY_FIVE_MINUTES)).rejects.toThrow()
    await drainQueue(harness)
    looks.push((await orderNow(harness.services, bought))?.looks)
  }
  expect(new Set(looks).size).toBe(1)
  expect(await orderNow(harness.services, bought)).toMatchObject({ paid: { refundedCents: 300 } })
  // What was looked at is kept, or a list that grows takes more of every tick.
  expect(begun.size).toBeGreaterThan(1)
})

test('messages for the rest do not multiply when ticks come at once', async () => {
  const harness = await startRefunds(15)
  const isolates = [harness.services, harness.isolate(), harness.isolate()]
  await Promise.all(isolates.map((s) => tick(s, EVERY_FIVE_MINUTES)))
  const again = harness.queue
    .waiting()
    .filter((body) => (body as { kind: string }).kind === 'reconcile')
  expect(again).toHaveLength(1)
})

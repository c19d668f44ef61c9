// Webhooks can be lost, all of them. Coming back to the page, or just waiting, must be enough.
import { describe, expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import type { Harness } from '../test/harness.ts'
import { codeOf, must, order, orderNow, walletOf } from '../test/shop.ts'
import { ALICE, BOB, startHarness } from '../test/start.ts'
import { checkOrder } from './check-order.ts'
import { settleOrder } from './settle-order.ts'

const MINUTE = 60_000

/** What the platform does every five minutes, and what its queue then delivers. */
async function cron(harness: Harness, minutes: number): Promise<void> {
  harness.clock.advance(minutes * MINUTE)
  harness.stripe.tick()
  await tick(harness.services, EVERY_FIVE_MINUTES)
  const batch = harness.queue.take()
  await consume(harness.services, batch)
  expect(batch.messages.map(({ endings }) => endings)).toEqual(batch.messages.map(() => ['ack']))
}

const unknownSession = (): Response =>
  Response.json(
    { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'none' } },
    { status: 404 },
  )

async function withdraw({ services: { store } }: Harness): Promise<void> {
  const ref = { kind: 'package', id: 'starter' } as const
  await store.atomically({ sold: ref }, ({ sold }) => ({
    answer: null,
    changes: sold ? [{ ref, value: { ...sold, isActive: false } }] : [],
  }))
}

async function start() {
  const harness = startHarness()
  return { harness, s: harness.services, placed: await order(harness) }
}

describe('every webhook lost', () => {
  test('the return page asks Stripe itself, and the tokens are there', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    expect(must(await settleOrder(s, placed.id, ALICE)).status).toBe('credited')
    expect(await walletOf(s)).toMatchObject({ available: 550, open: [] })
  })

  test('nobody comes back: within two ticks of the cron the tokens are there', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    await cron(harness, 5)
    expect(await orderNow(s, placed)).toMatchObject({ status: 'credited', nextCheckAt: null })
    await cron(harness, 5)
    expect(harness.queue.waiting()).toEqual([])
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
  })

  // One order whose session Stripe does not know must not take the place of others for ever.
  test('an order that nothing can be said about is looked at less and less often', async () => {
    const { harness, s, placed } = await start()
    harness.intercept('stripe', async (request, next) =>
      request.url.includes('/v1/checkout/sessions/') ? unknownSession() : next(request),
    )
    await cron(harness, 5)
    const { nextCheckAt } = await orderNow(s, placed)
    expect(nextCheckAt).toBe(placed.createdAt + 10 * MINUTE * 1000)
    expect(harness.recorder.errors()).toContain('session_vanished')
  })

  // Fifty orders that make Stripe stumble must not hide the paid one behind them.
  test('an order whose look fails every time is looked at later too', async () => {
    const { harness, s, placed } = await start()
    harness.clock.advance(5 * MINUTE)
    harness.intercept('stripe', () => new Response('{}', { status: 500 }))
    await expect(checkOrder(s, placed.id)).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    const { nextCheckAt } = await orderNow(s, placed)
    expect(nextCheckAt).toBe(placed.createdAt + 10 * MINUTE * 1000)
  })

  test('an order whose page cannot be closed is looked at later too', async () => {
    const { harness, s, placed } = await start()
    await withdraw(harness)
    harness.clock.advance(5 * MINUTE)
    harness.intercept('stripe', (request, next) =>
      request.url.endsWith('/expire') ? new Response('{}', { status: 500 }) : next(request),
    )
    await expect(checkOrder(s, placed.id)).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    const { nextCheckAt } = await orderNow(s, placed)
    expect(nextCheckAt).toBe(placed.createdAt + 10 * MINUTE * 1000)
  })

  test('a session that stays unknown to Stripe gives its slot back after a day', async () => {
    const { harness, s, placed } = await start()
    harness.intercept('stripe', async (request, next) =>
      request.url.includes('/v1/checkout/sessions/') ? unknownSession() : next(request),
    )
    harness.clock.advance(26 * 60 * MINUTE)
    await checkOrder(s, placed.id)
    expect(await orderNow(s, placed)).toMatchObject({ status: 'expired', nextCheckAt: null })
    expect(await walletOf(s)).toMatchObject({ open: [] })
  })

  test('a page left open expires after 40 minutes, and its slot is free again', async () => {
    const { harness, s, placed } = await start()
    for (const minutes of [2, 8, 20, 20]) await cron(harness, minutes)
    expect((await orderNow(s, placed)).status).toBe('pending')
    await cron(harness, 40)
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'expired',
      failureReason: 'checkout_expired',
      nextCheckAt: null,
    })
    expect((await walletOf(s))?.openOrders).toEqual({})
  })

  test('a bank debit is awaited for days, then credited', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl, { card_number: 'bank_delayed_success' })
    await cron(harness, 5)
    expect((await orderNow(s, placed)).status).toBe('awaiting_payment')
    await cron(harness, 4 * 24 * 60)
    expect(await walletOf(s)).toMatchObject({ available: 0 })
    await harness.control(`sessions/${placed.sessionId}/settle`)
    await cron(harness, 24 * 60)
    expect((await orderNow(s, placed)).status).toBe('credited')
    expect(await walletOf(s)).toMatchObject({ available: 550, open: [] })
  })

  test('a bank debit that bounces is failed, and grants nothing', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl, { card_number: 'bank_delayed_failure' })
    await cron(harness, 5)
    await harness.control(`sessions/${placed.sessionId}/settle`, { outcome: 'failure' })
    await cron(harness, 24 * 60)
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'failed',
      failureReason: 'bank_payment_failed',
    })
    expect(await walletOf(s)).toMatchObject({ available: 0, open: [] })
  })
})

describe('looking', () => {
  test('at an unpaid order changes nothing, however often', async () => {
    const { harness, s, placed } = await start()
    const before = await harness.documents()
    for (let looks = 0; looks < 3; looks += 1) {
      expect(must(await settleOrder(s, placed.id, ALICE)).status).toBe('pending')
    }
    expect(await harness.documents()).toEqual(before)
  })

  test('at a declined one tells why, and it can still be paid', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl, { card_number: '4000000000009995' })
    const declined = must(await settleOrder(s, placed.id, ALICE))
    expect(declined).toMatchObject({ status: 'pending', failureReason: 'insufficient_funds' })
    await harness.pay(placed.checkoutUrl)
    const paid = must(await settleOrder(s, placed.id, ALICE))
    expect(paid).toMatchObject({ status: 'credited', failureReason: null })
  })

  test('at a settled one asks nobody', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    await settleOrder(s, placed.id)
    harness.intercept('stripe', () => Promise.reject(new Error('asked')))
    expect(must(await settleOrder(s, placed.id)).status).toBe('credited')
  })

  test("at somebody else's finds nothing, as if it weren't there", async () => {
    const { harness, s, placed } = await start()
    const before = await harness.documents()
    expect(codeOf(await settleOrder(s, placed.id, BOB))).toBe('PURCHASE_NOT_FOUND')
    expect(await harness.documents()).toEqual(before)
  })

  test('while Stripe is away is an outage, and the order waits', async () => {
    const { harness, s, placed } = await start()
    harness.intercept('stripe', () => new Response('{}', { status: 503 }))
    const asking = settleOrder(s, placed.id, ALICE)
    await expect(asking).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    expect((await orderNow(s, placed)).status).toBe('pending')
  })
})

describe('a package that is no longer sold', () => {
  test('has its open pages closed', async () => {
    const { harness, s, placed } = await start()
    await withdraw(harness)
    await checkOrder(s, placed.id)
    expect((await orderNow(s, placed)).status).toBe('expired')
    expect((await harness.pay(placed.checkoutUrl)).status).toBeGreaterThanOrEqual(400)
    expect((await walletOf(s))?.openOrders).toEqual({})
  })

  test('is still granted to whoever paid before that', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    await withdraw(harness)
    await checkOrder(s, placed.id)
    expect((await orderNow(s, placed)).status).toBe('credited')
    expect(await walletOf(s)).toMatchObject({ available: 550 })
  })
})

// Cancelling must free the slot at once, and must never cost somebody who has paid their tokens.
import { describe, expect, test } from 'vitest'
import { purchaseIdOf } from '../domain/keys.ts'
import type { Interceptor } from '../test/harness.ts'
import { codeOf, must, order, orderNow, rowsOf, walletOf, wish } from '../test/shop.ts'
import { ALICE, BOB, sdkFor, sell, startHarness } from '../test/start.ts'
import { cancelPurchase } from './cancel-purchase.ts'
import { checkOrder } from './check-order.ts'
import { settleOrder } from './settle-order.ts'
import { startPurchase } from './start-purchase.ts'

const MINUTE = 60_000
const away = () => new Response('{"error":{"type":"api_error"}}', { status: 503 })

async function start() {
  const harness = startHarness()
  return { harness, s: harness.services, placed: await order(harness) }
}

describe('an unpaid purchase', () => {
  test('ends, says why, frees its slot, and cannot be paid any more', async () => {
    const { harness, s, placed } = await start()
    const cancelled = must(await cancelPurchase(s, placed.id, ALICE))
    expect(cancelled).toMatchObject({
      status: 'expired',
      failureReason: 'cancelled',
      nextCheckAt: null,
    })
    expect(await orderNow(s, placed)).toEqual(cancelled)
    expect(await walletOf(s)).toMatchObject({ available: 0, open: [] })
    expect((await harness.pay(placed.checkoutUrl)).status).toBe(410)
    await harness.webhooks()
    expect(await orderNow(s, placed)).toEqual(cancelled)
  })

  test('cancelled again, or five times at once, is cancelled once', async () => {
    const { harness, s, placed } = await start()
    const all = Array.from({ length: 5 }, () => cancelPurchase(s, placed.id, ALICE))
    for (const each of await Promise.all(all)) expect(must(each).status).toBe('expired')
    const before = await harness.documents()
    expect(must(await cancelPurchase(s, placed.id, ALICE)).failureReason).toBe('cancelled')
    expect(await harness.documents()).toEqual(before)
  })

  test('after a decline was cancelled all the same, not declined', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl, { card_number: '4000000000009995' })
    const cancelled = must(await cancelPurchase(s, placed.id, ALICE))
    expect(cancelled).toMatchObject({ status: 'expired', failureReason: 'cancelled' })
  })

  test("of somebody else is not found, as if it weren't there, and goes on", async () => {
    const { harness, s, placed } = await start()
    const before = await harness.documents()
    expect(codeOf(await cancelPurchase(s, placed.id, BOB))).toBe('PURCHASE_NOT_FOUND')
    expect(await harness.documents()).toEqual(before)
    expect((await s.payments.session(placed.sessionId))?.status).toBe('open')
  })
})

describe('a purchase that is paid', () => {
  test('before it is cancelled is credited', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    const answer = must(await cancelPurchase(s, placed.id, ALICE))
    expect(answer).toMatchObject({ status: 'credited', failureReason: null })
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1, open: [] })
    expect(must(await cancelPurchase(s, placed.id, ALICE))).toEqual(answer)
  })

  // The last second counts as paid: Stripe took the money.
  test('while it is being cancelled is credited', async () => {
    const { harness, s, placed } = await start()
    harness.intercept('stripe', async (request, next) => {
      if (request.url.endsWith('/expire')) await harness.pay(placed.checkoutUrl)
      return next(request)
    })
    expect(must(await cancelPurchase(s, placed.id, ALICE)).status).toBe('credited')
    expect(await walletOf(s)).toMatchObject({ available: 550, open: [] })
    expect(await rowsOf(s)).toHaveLength(1)
  })

  test('by a bank debit that is on its way stays as it is', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl, { card_number: 'bank_delayed_success' })
    expect(must(await cancelPurchase(s, placed.id, ALICE)).status).toBe('awaiting_payment')
    await harness.control(`sessions/${placed.sessionId}/settle`)
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 550, open: [] })
  })
})

describe('while Stripe is away', () => {
  test('the wish is kept, and the cron makes it come true', async () => {
    const { harness, s, placed } = await start()
    const restore = harness.intercept('stripe', away)
    const cancelling = cancelPurchase(s, placed.id, ALICE)
    await expect(cancelling).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'pending',
      failureReason: 'cancelled',
    })
    restore()
    harness.clock.advance(2 * MINUTE)
    await checkOrder(s, placed.id)
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'expired',
      failureReason: 'cancelled',
    })
    expect(await walletOf(s)).toMatchObject({ open: [] })
  })

  test('a decline that comes after the wish does not undo it', async () => {
    const { harness, s, placed } = await start()
    const restore = harness.intercept('stripe', away)
    await cancelPurchase(s, placed.id, ALICE).catch(() => undefined)
    restore()
    await harness.pay(placed.checkoutUrl, { card_number: '4000000000009995' })
    const seen = must(await settleOrder(s, placed.id, ALICE))
    expect(seen).toMatchObject({ status: 'pending', failureReason: 'cancelled' })
  })
})

describe('a purchase whose payment page never came', () => {
  const isCreate = (request: Request) =>
    request.method === 'POST' && request.url.endsWith('/v1/checkout/sessions')

  async function startUnopened() {
    const harness = startHarness()
    await sell(harness)
    const restore = harness.intercept('stripe', (request, next) =>
      isCreate(request) ? away() : next(request),
    )
    await startPurchase(harness.services, wish()).catch(() => undefined)
    restore()
    const id = purchaseIdOf(harness.services.hash.sha256, ALICE, 'key-1')
    return { harness, s: harness.services, id }
  }

  test('is given up without one, and its key opens none later', async () => {
    const { harness, s, id } = await startUnopened()
    const cancelled = must(await cancelPurchase(s, id, ALICE))
    expect(cancelled).toMatchObject({ status: 'failed', failureReason: 'cancelled' })
    expect(await walletOf(s)).toMatchObject({ open: [] })
    expect(codeOf(await startPurchase(s, wish()))).toBe('CHECKOUT_REFUSED')
    expect((await sdkFor(harness).checkout.sessions.list()).data).toEqual([])
  })

  // Another tab still waits for the page: it must not be shown one that nobody watches.
  test('because it is just being opened gets none shown', async () => {
    const harness = startHarness()
    await sell(harness)
    const s = harness.services
    const id = purchaseIdOf(s.hash.sha256, ALICE, 'key-1')
    const opening: Interceptor = async (request, next) => {
      const answer = await next(request)
      if (isCreate(request)) must(await cancelPurchase(s, id, ALICE))
      return answer
    }
    harness.intercept('stripe', opening)
    expect(codeOf(await startPurchase(s, wish()))).toBe('CHECKOUT_REFUSED')
    expect(await orderNow(s, { id })).toMatchObject({ status: 'failed', checkoutUrl: null })
    expect(await walletOf(s)).toMatchObject({ open: [] })
  })
})

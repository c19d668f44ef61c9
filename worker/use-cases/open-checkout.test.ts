// Between our order and Stripe's session answers get lost. The buyer gets one payment page or a
// clear no, and is never charged on a page we don't know.
import { describe, expect, test } from 'vitest'
import { purchaseIdOf } from '../domain/keys.ts'
import type { Harness, Interceptor } from '../test/harness.ts'
import { holding } from '../test/people.ts'
import { codeOf, must, orderNow, rowsOf, walletOf, wish } from '../test/shop.ts'
import { ALICE, sdkFor, sell, startHarness } from '../test/start.ts'
import { checkOrder } from './check-order.ts'
import { settleOrder } from './settle-order.ts'
import { startPurchase } from './start-purchase.ts'

const MINUTE = 60_000
const isCreate = (request: Request) =>
  request.method === 'POST' && request.url.endsWith('/v1/checkout/sessions')
const sessionsAt = async (harness: Harness) => (await sdkFor(harness).checkout.sessions.list()).data
const away = () => new Response('{"error":{"type":"api_error"}}', { status: 503 })

/** The order is stored, but the creation of its session goes wrong. */
async function startLost(wrong: Interceptor) {
  const harness = startHarness()
  await sell(harness)
  const s = harness.services
  const restore = harness.intercept('stripe', (request, next) =>
    isCreate(request) ? wrong(request, next) : next(request),
  )
  await expect(startPurchase(s, wish())).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
  restore()
  const id = purchaseIdOf(s.hash.sha256, ALICE, 'key-1')
  expect(await orderNow(s, { id })).toMatchObject({ status: 'creating', sessionId: null })
  return { harness, s, id }
}

const lost: Interceptor = async (request, next) => {
  await next(request)
  return away()
}

describe('an order younger than nine minutes', () => {
  for (const [name, wrong] of [
    ['made', lost],
    ['never made', away],
  ] as const) {
    test(`whose session was ${name} goes on with the same one at the next try`, async () => {
      const { harness, s, id } = await startLost(wrong)
      harness.clock.advance(9 * MINUTE - 1)
      const again = must(await startPurchase(s, wish()))
      expect(again).toMatchObject({ replayed: true, order: { id, status: 'pending' } })
      expect(await sessionsAt(harness)).toHaveLength(1)
    })
  }

  test('is healed by the cron as well, without anybody coming back', async () => {
    const { harness, s, id } = await startLost(lost)
    harness.clock.advance(2 * MINUTE)
    expect(must(await settleOrder(s, id))).toMatchObject({ status: 'pending' })
    expect(await sessionsAt(harness)).toHaveLength(1)
  })
})

describe('an order older than nine minutes', () => {
  test('whose session exists is found in the list, not made again', async () => {
    const { harness, s, id } = await startLost(lost)
    harness.clock.advance(9 * MINUTE)
    let created = 0
    harness.intercept('stripe', (request, next) => {
      if (isCreate(request)) created += 1
      return next(request)
    })
    expect(must(await startPurchase(s, wish())).order).toMatchObject({ id, status: 'pending' })
    expect(created).toBe(0)
    expect(await sessionsAt(harness)).toHaveLength(1)
  })

  test('without a session has failed, and gives its slot back', async () => {
    const { harness, s, id } = await startLost(away)
    harness.clock.advance(9 * MINUTE)
    expect(codeOf(await startPurchase(s, wish()))).toBe('CHECKOUT_REFUSED')
    expect(await orderNow(s, { id })).toMatchObject({
      status: 'failed',
      failureReason: 'checkout_refused',
      nextCheckAt: null,
    })
    expect((await walletOf(s))?.openOrders).toEqual({})
    expect(codeOf(await startPurchase(s, wish()))).toBe('CHECKOUT_REFUSED')
    expect(codeOf(await startPurchase(s, wish('key-2')))).toBe('ok')
  })

  test('stays open while Stripe cannot be asked: unseen is not the same as absent', async () => {
    const { harness, s, id } = await startLost(lost)
    harness.clock.advance(9 * MINUTE)
    const restore = harness.intercept('stripe', away)
    await expect(settleOrder(s, id)).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    restore()
    expect((await orderNow(s, { id })).status).toBe('creating')
    expect(must(await settleOrder(s, id)).status).toBe('pending')
  })
})

// Whoever is being looked at gets no payment page by waiting for the cron either.
test.each([{ holds: holding('purchases') }, { state: 'closing' }] as const)(
  'an unfinished order of an account that is %o by now is given up, not opened',
  async (more) => {
    const { harness, s, id } = await startLost(away)
    const ref = { kind: 'wallet', id: ALICE } as const
    await s.store.atomically({ wallet: ref }, ({ wallet }) => ({
      answer: 0,
      changes: wallet ? [{ ref, value: { ...wallet, ...more } }] : [],
    }))
    harness.clock.advance(2 * MINUTE)
    await checkOrder(s, id)
    expect(await orderNow(s, { id })).toMatchObject({ status: 'failed', nextCheckAt: null })
    expect(await sessionsAt(harness)).toEqual([])
    expect(await walletOf(s)).toMatchObject({ open: [] })
  },
)

// Nobody ever saw its page: keeping it would only block one of three slots for good.
test('an order past its end without a session has failed, whatever Stripe answers', async () => {
  const { harness, s, id } = await startLost(lost)
  harness.clock.advance(41 * MINUTE)
  harness.intercept('stripe', away)
  expect(must(await settleOrder(s, id))).toMatchObject({ status: 'failed', nextCheckAt: null })
  expect(await walletOf(s)).toMatchObject({ available: 0, open: [] })
})

// A refusal that was recorded, but whose answer was lost, must not turn into a success.
test('a refusal stays a refusal when its commit was applied but never answered', async () => {
  const { harness, s } = await startLost(away)
  harness.intercept('stripe', async (request, next) =>
    isCreate(request) ? refused() : next(request),
  )
  let dropped = 0
  harness.intercept('firestore', async (request, next) => {
    const answer = await next(request)
    const drop = request.url.endsWith(':commit') && dropped++ === 0
    return drop ? new Response('', { status: 502 }) : answer
  })
  expect(codeOf(await startPurchase(s, wish()))).toBe('CHECKOUT_REFUSED')
})

const refused = (): Response =>
  Response.json({ error: { type: 'invalid_request_error', message: 'no' } }, { status: 400 })

describe('a payment page that Stripe refuses', () => {
  test('is a clear no, with nothing left open', async () => {
    const harness = startHarness()
    await sell(harness)
    const s = harness.services
    harness.intercept('stripe', (request, next) =>
      isCreate(request)
        ? Response.json({ error: { type: 'invalid_request_error' } }, { status: 400 })
        : next(request),
    )
    expect(codeOf(await startPurchase(s, wish()))).toBe('CHECKOUT_REFUSED')
    expect((await walletOf(s))?.openOrders).toEqual({})
    expect(await rowsOf(s)).toEqual([])
  })

  test('or that belongs to another order, is never shown to anybody', async () => {
    const harness = startHarness()
    await sell(harness)
    const s = harness.services
    harness.intercept('stripe', async (request, next) => {
      const response = await next(request)
      if (!isCreate(request)) return response
      const session = (await response.json()) as object
      return Response.json({ ...session, client_reference_id: 'pur_other' })
    })
    expect(codeOf(await startPurchase(s, wish()))).toBe('CHECKOUT_REFUSED')
    expect(harness.recorder.errors()).toEqual(['checkout_of_another_order'])
    const id = purchaseIdOf(s.hash.sha256, ALICE, 'key-1')
    expect(await orderNow(s, { id })).toMatchObject({ status: 'failed', checkoutUrl: null })
  })
})

describe('the webhook is faster than we are', () => {
  test('paid before the session was recorded: credited, and not set back to pending', async () => {
    const harness = startHarness()
    await sell(harness)
    const s = harness.services
    harness.intercept('stripe', async (request, next) => {
      const response = await next(request)
      if (!isCreate(request)) return response
      const session = (await response.clone().json()) as { url: string }
      await harness.pay(session.url)
      await harness.webhooks()
      return response
    })
    const { order } = must(await startPurchase(s, wish()))
    expect(order.status).toBe('credited')
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1, open: [] })
    expect(await rowsOf(s)).toHaveLength(1)
  })

  test('paid although its creation was never answered: credited by the webhook alone', async () => {
    const { harness, s, id } = await startLost(lost)
    const [session] = await sessionsAt(harness)
    await harness.pay(session?.url ?? null)
    await harness.webhooks()
    expect(await orderNow(s, { id })).toMatchObject({
      status: 'credited',
      sessionId: session?.id,
    })
    expect(await walletOf(s)).toMatchObject({ available: 550, open: [] })
  })
})

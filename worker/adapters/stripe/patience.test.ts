// Stripe stumbles now and then. A buyer should not notice, and must never get two payment pages.
import Stripe from 'stripe'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SessionId } from '../../../shared/ids.ts'
import type { Order } from '../../domain/purchase.ts'
import type { HarnessOptions, Interceptor } from '../../test/harness.ts'
import { orderOf } from '../../test/orders.ts'
import { RETURN_TO, sdkFor, sell, startHarness } from '../../test/start.ts'
import { patiently } from './patience.ts'

const error = (status: number, type = 'api_error'): Response =>
  Response.json({ error: { type, message: `HTTP ${status}` } }, { status })

afterEach(() => void vi.useRealTimers())

async function start(options: HarnessOptions = {}) {
  const harness = startHarness(options)
  const { payments } = harness.services
  const { stripePriceId } = await sell(harness)
  const createdAt = harness.clock.now() * 1000
  const expiresAt = createdAt + 40 * 60_000_000
  const draft = orderOf({ status: 'creating', stripePriceId, createdAt, expiresAt })
  const order: Order = {
    ...draft,
    checkoutRequest: payments.draftCheckout(draft, RETURN_TO, 'snap'),
  }
  const keys: (string | null)[] = []
  const fault = (interceptor: Interceptor) =>
    harness.intercept('stripe', (request, next) => {
      keys.push(request.headers.get('idempotency-key'))
      return interceptor(request, next)
    })
  const sessions = async () => (await sdkFor(harness).checkout.sessions.list()).data
  return { harness, payments, order, keys, fault, sessions }
}

/** The first `times` calls go wrong, the rest are real. */
function first(times: number, wrong: Interceptor): Interceptor {
  let calls = 0
  return (request, next) => {
    calls += 1
    return calls <= times ? wrong(request, next) : next(request)
  }
}

describe('a checkout goes through, as one session under one key, after', () => {
  const stumbles: [string, Interceptor][] = [
    ['429', () => error(429, 'invalid_request_error')],
    ['409, the key in use by a twin', () => error(409, 'idempotency_error')],
    ['500', () => error(500)],
    ['503', () => error(503)],
    ['a gateway page', () => new Response('<html>', { status: 502 })],
    ["503 in a gateway's own JSON", () => Response.json({ message: 'away' }, { status: 503 })],
    ['200 with nothing in it', () => Response.json({})],
    ['a broken connection', () => Promise.reject(new TypeError('reset'))],
    [
      '500 although it was made',
      async (request, next) => {
        await next(request)
        return error(500)
      },
    ],
    [
      '200 in no JSON although it was made',
      async (request, next) => {
        await next(request)
        return new Response('<!doctype html>')
      },
    ],
  ]
  for (const [name, wrong] of stumbles) {
    test(name, async () => {
      const { payments, order, keys, fault, sessions } = await start()
      fault(first(2, wrong))
      expect(await payments.openCheckout(order)).toMatchObject({ status: 'open' })
      expect(keys).toEqual([order.id, order.id, order.id])
      expect(await sessions()).toHaveLength(1)
    })
  }

  test('silence, made or not', async () => {
    const stripeTimeoutMs = 5_000
    const { payments, order, keys, fault, sessions } = await start({ stripeTimeoutMs })
    // The time is up only for the calls that meet silence, however slow the machine is.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    fault(
      first(2, async (request, next) => {
        await next(request)
        vi.advanceTimersByTime(stripeTimeoutMs)
        return new Promise<Response>(() => undefined)
      }),
    )
    expect(await payments.openCheckout(order)).toMatchObject({ status: 'open' })
    expect(keys).toEqual([order.id, order.id, order.id])
    expect(await sessions()).toHaveLength(1)
  })
})

describe('it has an end', () => {
  test('after five calls, with pauses that double, it is an outage', async () => {
    const { harness, payments, order, keys, fault, sessions } = await start({ seed: 3 })
    fault(() => error(503))
    const opening = payments.openCheckout(order)
    await expect(opening).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    expect(keys).toHaveLength(5)
    const bounds = [200, 400, 800, 1600]
    expect(harness.pauses).toHaveLength(4)
    for (const [i, pause] of harness.pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(0)
      expect(pause).toBeLessThan(bounds[i] ?? 0)
    }
    expect(await sessions()).toEqual([])
  })

  test('after ten seconds, however few calls that were', async () => {
    const { harness, payments, order, keys, fault } = await start()
    fault(() => {
      harness.clock.advance(6_000)
      return error(500)
    })
    const opening = payments.openCheckout(order)
    await expect(opening).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    expect(keys).toHaveLength(2)
  })

  test('at once where repeating cannot help', async () => {
    const { payments, order, keys, fault } = await start()
    const undo = fault(() => error(401, 'invalid_request_error'))
    await expect(payments.openCheckout(order)).rejects.toMatchObject({
      code: 'PAYMENTS_UNAVAILABLE',
    })
    undo()
    fault(() => error(400, 'invalid_request_error'))
    expect(await payments.openCheckout(order)).toBe('refused')
    expect(keys).toHaveLength(2)
  })
})

test('every read is as patient as the checkout', async () => {
  const { payments, fault } = await start()
  for (const read of [
    () => payments.price('price_none'),
    () => payments.session(SessionId.parse('cs_test_none')),
    () => payments.paymentOf('intent', 'pi_none'),
  ]) {
    const undo = fault(first(2, () => error(500)))
    expect(await read()).toBeNull()
    undo()
  }
})

test('what is no trouble of Stripe is thrown as it is, and not repeated', async () => {
  let calls = 0
  const patience = {
    attemptsMax: 5,
    elapsedMsMax: 10_000,
    baseMs: 1,
    now: () => 0,
    fraction: () => 0,
    pause: async () => undefined,
  }
  const bug = patiently(patience, async () => {
    calls += 1
    throw new RangeError('bug')
  })
  await expect(bug).rejects.toBeInstanceOf(RangeError)
  const card = patiently(patience, async () => {
    calls += 1
    throw new Stripe.errors.StripeCardError({ type: 'card_error', message: 'x', statusCode: 402 })
  })
  await expect(card).rejects.toBeInstanceOf(Stripe.errors.StripeError)
  expect(calls).toBe(2)
})

// Pressing "buy" twice, in two tabs, or with the connection lost must start one purchase; a refusal
// must leave nothing behind.
import { describe, expect, test } from 'vitest'
import { PackageId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { purchaseIdOf } from '../domain/keys.ts'
import { emptyWallet, type Wallet } from '../domain/ledger.ts'
import type { Harness } from '../test/harness.ts'
import { holding } from '../test/people.ts'
import { codeOf, must, order, orderNow, walletOf, wish } from '../test/shop.ts'
import { ALICE, BOB, type Offer, sdkFor, sell, startHarness } from '../test/start.ts'
import { startPurchase } from './start-purchase.ts'

async function start(offer: Offer = {}) {
  const harness = startHarness()
  const sold = await sell(harness, offer)
  return { harness, s: harness.services, sold }
}

const sessionsAt = async (harness: Harness) => (await sdkFor(harness).checkout.sessions.list()).data

async function putWallet({ services: { store } }: Harness, more: Partial<Wallet>): Promise<void> {
  const ref = { kind: 'wallet', id: ALICE } as const
  const value = { ...emptyWallet(ALICE), ...more }
  await store.atomically({ seen: ref }, () => ({ answer: 0, changes: [{ ref, value }] }))
}

describe('a purchase', () => {
  test('is durable before Stripe hears of it, then waits for payment', async () => {
    const { harness, s, sold } = await start()
    const id = purchaseIdOf(s.hash.sha256, ALICE, 'key-1')
    let first: string | undefined
    harness.intercept('stripe', async (request, next) => {
      if (request.method === 'POST') first ??= (await harness.documents())[`purchases/${id}`]
      return next(request)
    })
    const { order, replayed } = must(await startPurchase(s, wish()))
    expect(JSON.parse(first ?? '{}').fields.status).toEqual({ stringValue: 'creating' })
    expect(replayed).toBe(false)
    expect(order).toMatchObject({
      id,
      status: 'pending',
      tokens: sold.tokens,
      bonusTokens: sold.bonusTokens,
      priceUsdCents: sold.priceUsdCents,
      stripePriceId: sold.stripePriceId,
      checkoutUrl: expect.stringMatching(/^http/),
    })
    expect(await orderNow(s, order)).toEqual(order)
    expect((await walletOf(s))?.openOrders).toEqual({ [order.id]: 999 })
  })

  test('grants nothing yet', async () => {
    const { s } = await start()
    must(await startPurchase(s, wish()))
    expect(await walletOf(s)).toMatchObject({ available: 0, version: 0 })
  })

  test('costs two reads, two commits and one look before attaching its session', async () => {
    const { harness, s } = await start()
    const before = { ...harness.meter }
    must(await startPurchase(s, wish()))
    expect(harness.meter.calls - before.calls).toBe(5)
  })
})

describe('the same key again', () => {
  test('gives the same order and page, and makes no second session', async () => {
    const { harness, s } = await start()
    const first = must(await startPurchase(s, wish()))
    const before = await harness.documents()
    const again = must(await startPurchase(s, wish()))
    expect(again).toEqual({ order: first.order, replayed: true })
    expect(await sessionsAt(harness)).toHaveLength(1)
    expect(await harness.documents()).toEqual(before)
  })

  test('also when the package left the shop meanwhile: the snapshot holds', async () => {
    const { harness, s, sold } = await start()
    const first = must(await startPurchase(s, wish()))
    const ref = { kind: 'package', id: sold.id } as const
    const value = { ...sold, isActive: false, tokens: tokens(1) }
    await s.store.atomically({ seen: ref }, () => ({ answer: 0, changes: [{ ref, value }] }))
    const again = must(await startPurchase(s, wish()))
    expect(again.order.tokens).toBe(first.order.tokens)
    expect(await sessionsAt(harness)).toHaveLength(1)
  })

  test('for another package is refused: two different wishes never share an order', async () => {
    const { harness, s } = await start()
    await sell(harness, { id: 'other' })
    must(await startPurchase(s, wish()))
    const other = wish('key-1', { packageId: PackageId.parse('other') })
    expect(codeOf(await startPurchase(s, other))).toBe('IDEMPOTENCY_KEY_REUSED')
  })

  test('of another person is another order', async () => {
    const { s } = await start()
    const mine = must(await startPurchase(s, wish()))
    const theirs = must(await startPurchase(s, wish('key-1', { userId: BOB })))
    expect(theirs.order.id).not.toBe(mine.order.id)
    expect(theirs.replayed).toBe(false)
  })

  test('ten times at once, on two machines, is one order with one session', async () => {
    const { harness, s } = await start()
    const elsewhere = harness.isolate()
    const started = await Promise.all(
      Array.from({ length: 10 }, (_, n) => startPurchase(n % 2 ? s : elsewhere, wish())),
    )
    const orders = started.map((result) => must(result).order)
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1)
    expect(new Set(orders.map(({ sessionId }) => sessionId)).size).toBe(1)
    expect(await sessionsAt(harness)).toHaveLength(1)
    expect(Object.keys((await walletOf(s))?.openOrders ?? {})).toHaveLength(1)
  })
})

// Whoever is being looked at gets no new payment page by repeating an old request.
test('an unfinished order of a restricted account gets no payment page', async () => {
  const { harness } = await start()
  const away = harness.intercept('stripe', (request, next) =>
    request.method === 'POST' ? new Response('{}', { status: 503 }) : next(request),
  )
  await startPurchase(harness.services, wish()).catch(() => undefined)
  away()
  const { wallet } = await harness.services.store.read({ wallet: { kind: 'wallet', id: ALICE } })
  await putWallet(harness, { ...wallet, holds: holding('all') })
  expect(codeOf(await startPurchase(harness.services, wish()))).toBe('PURCHASES_RESTRICTED')
  expect(await sessionsAt(harness)).toEqual([])
})

describe('three open orders', () => {
  test('are the limit: of ten at once exactly three are made', async () => {
    const { harness, s } = await start()
    const wishes = Array.from({ length: 10 }, (_, n) => startPurchase(s, wish(`key-${n}`)))
    const codes = (await Promise.all(wishes)).map(codeOf)
    expect(codes.filter((code) => code === 'ok')).toHaveLength(3)
    expect(codes.filter((code) => code === 'OPEN_ORDERS_EXCEEDED')).toHaveLength(7)
    expect(await sessionsAt(harness)).toHaveLength(3)
    expect(Object.keys((await walletOf(s))?.openOrders ?? {})).toHaveLength(3)
  })

  test('leave room again once one is paid', async () => {
    const { harness, s } = await start()
    const first = await order(harness, 'key-0')
    await order(harness, 'key-1')
    await order(harness, 'key-2')
    expect(codeOf(await startPurchase(s, wish('key-3')))).toBe('OPEN_ORDERS_EXCEEDED')
    await harness.pay(first.checkoutUrl)
    await harness.webhooks()
    expect(codeOf(await startPurchase(s, wish('key-3')))).toBe('ok')
  })
})

describe('a refusal leaves the database byte for byte as it was, Stripe without session', () => {
  const refusals: [string, Offer, Partial<Wallet>, string][] = [
    ['PACKAGE_INACTIVE', { isActive: false }, {}, 'starter'],
    ['PACKAGE_OUT_OF_SYNC', { outOfSync: true }, {}, 'starter'],
    ['PACKAGE_OUT_OF_SYNC', { stripeCents: 1 }, {}, 'starter'],
    ['PACKAGE_NOT_FOUND', {}, {}, 'gone'],
    ['PURCHASES_RESTRICTED', {}, { holds: holding('purchases') }, 'starter'],
    ['ACCOUNT_CLOSING', {}, { state: 'closing' }, 'starter'],
    ['OPEN_ORDERS_EXCEEDED', {}, { openOrders: { pur_a: 1, pur_b: 1, pur_c: 1 } }, 'starter'],
  ]
  for (const [code, offer, more, id] of refusals) {
    test(`${code} ${JSON.stringify(offer)}`, async () => {
      const { harness, s } = await start(offer)
      await putWallet(harness, more)
      const before = await harness.documents()
      const refused = await startPurchase(s, wish('key-1', { packageId: PackageId.parse(id) }))
      expect(codeOf(refused)).toBe(code)
      expect(await harness.documents()).toEqual(before)
      expect(await sessionsAt(harness)).toEqual([])
    })
  }
})

// The only place that grants purchased tokens. Paid means granted, once; anything else means not.
import { describe, expect, test } from 'vitest'
import { PurchaseId } from '../../shared/ids.ts'
import { rowHash } from '../domain/ledger.ts'
import type { CheckoutSession } from '../ports.ts'
import {
  COMPLETED,
  eventOf,
  flagsOf,
  order,
  orderNow,
  rowsOf,
  startPaid,
  walletOf,
} from '../test/shop.ts'
import { ALICE, BOB, sdkFor, startHarness } from '../test/start.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'
import { privatePlaceOf } from './grant-purchase.ts'

describe('a paid order', () => {
  test('is granted as its snapshot says, tokens and bonus', async () => {
    const { s, input, placed, session } = await startPaid()
    const fulfilled = await fulfilPurchase(s, input)
    expect(fulfilled).toMatchObject({ status: 'credited', sessionId: session.id })
    expect(await orderNow(s, placed)).toEqual(fulfilled)
    const [row] = await rowsOf(s)
    expect(row).toMatchObject({ amount: 550, relatedId: placed.id, type: 'purchase', seq: 1 })
    expect(row?.hash).toBe(rowHash(row ?? fail(), s.hash.sha256))
    expect(await walletOf(s)).toMatchObject({
      available: 550,
      version: 1,
      headHash: row?.hash,
      open: [],
    })
  })

  test('is granted in one commit: row, balance, order and event have one time', async () => {
    const { harness, s, input } = await startPaid()
    const told = { outcome: 'done', purchaseId: null, expiresAt: 5 } as const
    const event = { ...eventOf(COMPLETED, 'x'), ...told }
    await fulfilPurchase(s, { ...input, event })
    const times = Object.entries(await harness.documents())
      .filter(([path]) => !/^(packages|userKeys)\//.test(path))
      .map(([, text]) => JSON.parse(text).updateTime)
    expect(times).toHaveLength(4)
    expect(new Set(times).size).toBe(1)
  })

  test('costs one read and one commit', async () => {
    const { harness, s, input } = await startPaid()
    const before = { ...harness.meter }
    await fulfilPurchase(s, input)
    expect(harness.meter.calls - before.calls).toBe(2)
  })

  test('again is the same order and not one write', async () => {
    const { harness, s, input } = await startPaid()
    const first = await fulfilPurchase(s, input)
    const before = await harness.documents()
    const { calls, writes } = { ...harness.meter }
    expect(await fulfilPurchase(s, input)).toEqual(first)
    expect([harness.meter.calls - calls, harness.meter.writes - writes]).toEqual([1, 0])
    expect(await harness.documents()).toEqual(before)
  })

  test('whose order was set back by hand is not granted twice: the row is the lock', async () => {
    const { s, input, placed } = await startPaid()
    await fulfilPurchase(s, input)
    const ref = { kind: 'order', id: placed.id } as const
    await s.store.atomically({ seen: ref }, () => ({
      answer: 0,
      changes: [{ ref, value: placed }],
    }))
    await fulfilPurchase(s, input)
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
    expect(await rowsOf(s)).toHaveLength(1)
  })

  test('keeps card and name sealed, readable only through the vault', async () => {
    const { harness, s, input, placed } = await startPaid()
    const fulfilled = await fulfilPurchase(s, input)
    const { dataKey } = await s.store.read({ dataKey: { kind: 'dataKey', id: ALICE } })
    const sealed = fulfilled?.private ?? ''
    expect(s.vault.open(dataKey ?? fail(), privatePlaceOf(placed.id), sealed)).toMatchObject({
      card: { brand: 'visa', last4: '4242' },
      name: 'Test Buyer',
    })
    const text = JSON.stringify(await harness.documents())
    expect(text).not.toMatch(/Test Buyer|"4242"|"visa"/)
  })

  test('a key that cannot seal costs the card details, never the tokens', async () => {
    const { s, input } = await startPaid()
    const seal = () => {
      throw new RangeError('no key-encryption key')
    }
    const keyless = { ...s, vault: { ...s.vault, seal } }
    expect(await fulfilPurchase(keyless, input)).toMatchObject({
      status: 'credited',
      private: null,
    })
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
  })
})

describe('paid late', () => {
  test('an order that had expired with us is credited all the same', async () => {
    const { s, placed, input, session } = await startPaid()
    const unpaid: CheckoutSession = { ...session, paid: false, status: 'expired' }
    await fulfilPurchase(s, { ...input, session: unpaid })
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'expired',
      failureReason: 'checkout_expired',
    })
    expect((await walletOf(s))?.openOrders).toEqual({})
    expect(await fulfilPurchase(s, input)).toMatchObject({
      status: 'credited',
      failureReason: null,
    })
    expect(await walletOf(s)).toMatchObject({ available: 550, open: [] })
  })

  test('a closing account is booked and flagged: the money came, so people decide', async () => {
    const { harness, s, input } = await startPaid()
    const ref = { kind: 'wallet', id: ALICE } as const
    await s.store.atomically({ wallet: ref }, ({ wallet }) => ({
      answer: 0,
      changes: [{ ref, value: { ...(wallet ?? fail()), state: 'closing' } }],
    }))
    await fulfilPurchase(s, input)
    expect(await walletOf(s)).toMatchObject({ available: 550, state: 'closing' })
    expect(await flagsOf(harness)).toEqual(['account_closed'])
  })
})

describe("whose it is, the order says, not the caller and not Stripe's metadata", () => {
  test('a wrong hint costs one more look and credits the right person', async () => {
    const { s, input } = await startPaid()
    await fulfilPurchase(s, { ...input, userId: BOB })
    expect(await walletOf(s, BOB)).toBeNull()
    expect(await walletOf(s)).toMatchObject({ available: 550 })
  })

  test('a session that names no order of ours is nobody', async () => {
    const { s, input } = await startPaid()
    const purchaseId = PurchaseId.parse(`pur_${'f'.repeat(40)}`)
    expect(await fulfilPurchase(s, { ...input, purchaseId })).toBeNull()
  })

  test('a forged user in the metadata gets nothing', async () => {
    const harness = startHarness()
    const s = harness.services
    const placed = await order(harness)
    harness.intercept('stripe', async (request, next) => {
      const response = await next(request)
      if (!request.url.includes('/checkout/sessions/')) return response
      const body = (await response.json()) as { metadata: object }
      return Response.json({ ...body, metadata: { ...body.metadata, userId: BOB } })
    })
    await harness.pay(placed.checkoutUrl)
    await harness.webhooks()
    expect(await walletOf(s, BOB)).toBeNull()
    expect(await walletOf(s)).toMatchObject({ available: 550 })
    expect((await sdkFor(harness).checkout.sessions.list()).data).toHaveLength(1)
  })
})

function fail(): never {
  throw new Error('missing')
}

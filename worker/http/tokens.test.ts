import { expect, test } from 'vitest'
import { PackageList, PurchaseList, PurchaseView } from '../../shared/api/tokens.ts'
import { tokens } from '../../shared/tokens.ts'
import type { Order } from '../domain/purchase.ts'
import { PURCHASE_ID, sampleOrder, samplePackage } from './samples.ts'
import { asBrowser, asClient, codeOf, json, startEdge, userId } from './testing.ts'

const PURCHASE = '/api/tokens/purchase'
const ONE = `/api/tokens/purchases/${PURCHASE_ID}`

const storeOf = (order: Order | null) => ({
  read: async () => ({ order, tokenPackage: null, dataKey: null }) as never,
})
const hash = { sha256: () => 'ab'.repeat(32) }

test('packages for sale are public, cacheable, and say nothing of Stripe', async () => {
  const packages = [samplePackage(), samplePackage({ isActive: false, name: 'Old' })]
  const { send } = startEdge({ fakes: { store: { packages: async () => packages } } })
  const response = await send('/api/tokens/packages')
  expect(response.headers.get('cache-control')).toBe('public, max-age=60, s-maxage=60')
  const text = await response.text()
  expect(PackageList.parse(JSON.parse(text)).items.map(({ name }) => name)).toEqual(['Starter'])
  expect(text).not.toContain('price_')

  const tag = response.headers.get('etag') ?? ''
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const again = await send('/api/tokens/packages', { headers: { 'if-none-match': known } })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
  }
  const other = await send('/api/tokens/packages', { headers: { 'if-none-match': '"other"' } })
  expect(other.status).toBe(200)
})

// A phone that lost the first answer must be able to go on paying from the second.
test('a replayed purchase answers as the first time, whatever became of it', async () => {
  const requestHash = hash.sha256()
  const credited = sampleOrder({
    status: 'credited',
    requestHash,
    creditedAt: 1,
    taken: { tokens: tokens(500), bonus: tokens(50) },
  })
  const { send } = startEdge({ fakes: { store: storeOf(credited), hash } })
  const headers = { ...asBrowser('ann'), 'idempotency-key': 'key-1' }
  const response = await send(PURCHASE, json({ packageId: 'starter' }, headers))
  expect(response.status).toBe(201)
  expect(response.headers.get('idempotency-replayed')).toBe('true')
  expect(response.headers.get('location')).toBe(ONE)
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(PurchaseView.parse(await response.json())).toMatchObject({
    purchaseId: PURCHASE_ID,
    status: 'pending',
    checkoutUrl: 'http://127.0.0.1:12111/pay/cs_test_1',
    creditedAt: null,
    takenBack: 'none',
    takenBackBy: null,
  })
})

test('a refusal of the use case becomes a problem with its code', async () => {
  const other = sampleOrder({ requestHash: 'of another package' })
  const { send } = startEdge({ fakes: { store: storeOf(other), hash } })
  const headers = { ...asClient('ann'), 'idempotency-key': 'key-1' }
  const response = await send(PURCHASE, json({ packageId: 'starter' }, headers))
  expect(response.status).toBe(422)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({
    type: '/api/docs#errors-IDEMPOTENCY_KEY_REUSED',
    title: 'Key used for another request',
    status: 422,
    code: 'IDEMPOTENCY_KEY_REUSED',
  })
})

const SHOWN: [stored: Order['status'], shown: PurchaseView['status']][] = [
  ['creating', 'pending'],
  ['pending', 'pending'],
  ['awaiting_payment', 'awaiting_payment'],
  ['credited', 'credited'],
  ['expired', 'expired'],
  ['failed', 'failed'],
  ['mismatch', 'review'],
  ['refused', 'refused'],
]

// Nobody is sent to a payment page for something already paid.
test.each(SHOWN)('an order %s is shown as %s', async (status, shown) => {
  const { send } = startEdge({ fakes: { store: storeOf(sampleOrder({ status })) } })
  const response = await send(ONE, { headers: asClient('ann') })
  const text = await response.text()
  const view = PurchaseView.strict().parse(JSON.parse(text))
  expect(view.status).toBe(shown)
  expect(view.checkoutUrl !== null).toBe(shown === 'pending')
  expect(text).not.toMatch(/secret|hash|mode=payment/)
})

// Whoever never asked for a refund must read what it was that took the tokens.
test.each([
  [{ refundedCents: 100 }, 'refund'],
  [{ withdrawnCents: 100 }, 'dispute'],
  [{ refundedCents: 50, withdrawnCents: 50 }, 'both'],
])('tokens taken back after %j say how the payment went back', async (cents, takenBackBy) => {
  const paid = { chargedCents: 499, refundedCents: 0, withdrawnCents: 0, ...cents }
  const taken = { tokens: tokens(100), bonus: tokens(0) }
  const viewOf = async (more: Partial<Order>) => {
    const order = sampleOrder({ status: 'credited', paid, ...more })
    const { send } = startEdge({ fakes: { store: storeOf(order) } })
    return PurchaseView.parse(await (await send(ONE, { headers: asClient('ann') })).json())
  }
  expect(await viewOf({ taken })).toMatchObject({ takenBack: 'partial', takenBackBy })
  expect(await viewOf({})).toMatchObject({ takenBack: 'none', takenBackBy: null })
})

test('a purchase that is being cancelled sends nobody to its payment page', async () => {
  const cancelled = sampleOrder({ failureReason: 'cancelled' })
  const { send } = startEdge({ fakes: { store: storeOf(cancelled) } })
  const view = PurchaseView.parse(await (await send(ONE, { headers: asClient('ann') })).json())
  expect(view).toMatchObject({ status: 'pending', checkoutUrl: null })
})

test("another user's purchase is not there, to read or to confirm", async () => {
  const order = sampleOrder({ userId: userId('bob') })
  const { send } = startEdge({ fakes: { store: storeOf(order) } })
  const read = await send(ONE, { headers: asClient('ann') })
  const confirm = await send(`${ONE}/confirm`, { method: 'POST', headers: asClient('ann') })
  expect([read.status, await codeOf(read)]).toEqual([404, 'PURCHASE_NOT_FOUND'])
  expect([confirm.status, await codeOf(confirm)]).toEqual([404, 'PURCHASE_NOT_FOUND'])
})

test('purchases are listed by page, and a cursor keeps its filter', async () => {
  const asked: unknown[] = []
  const ordersOf = async (...args: unknown[]) => {
    asked.push(args)
    return [sampleOrder()]
  }
  const { send } = startEdge({ fakes: { store: { ordersOf } } })
  const get = (query: string) =>
    send(`/api/tokens/purchases?${query}`, { headers: asClient('ann') })
  const first = PurchaseList.parse(await (await get('limit=1&status=review')).json())
  expect(first.items[0]?.card).toBeNull()
  const cursor = first.nextCursor ?? ''
  expect((await get(`limit=5&status=review&cursor=${cursor}`)).status).toBe(200)
  expect(await codeOf(await get(`limit=1&cursor=${cursor}`))).toBe('CURSOR_INVALID')
  const position = { at: sampleOrder().createdAt, tie: PURCHASE_ID }
  expect(asked).toEqual([
    ['ann', ['mismatch'], { limit: 1, after: null }],
    ['ann', ['mismatch'], { limit: 5, after: position }],
  ])
})

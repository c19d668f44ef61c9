// Purchases as admins see them: whoever refunds the wrong one, or believes a payment that Stripe
// doesn't have, gives money away.
import { expect, test } from 'vitest'
import type { AdminPurchaseList, PaymentView, PurchaseCase } from '../../../shared/api/purchases.ts'
import type { Order } from '../../domain/purchase.ts'
import { startIsolate } from '../../test/faults/isolate.ts'
import { orderOf } from '../../test/orders.ts'
import { orderIdOf } from '../../test/queries/near-misses.ts'
import { startCredited } from '../../test/reversals.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../../test/start.ts'

const headers = { authorization: `Bearer ${ADMIN}` }

async function startWith(orders: readonly Order[]) {
  const harness = startHarness()
  const changes = orders.map((value) => ({ ref: { kind: 'order', id: value.id } as const, value }))
  await harness.services.store.atomically({}, () => ({ answer: null, changes }))
  const { send } = startIsolate(harness)
  const list = async (query: string) => {
    const answer = await send(`/api/admin/purchases?${query}`, { headers })
    return (await answer.json()) as AdminPurchaseList
  }
  return { harness, list }
}

test("a person's purchases are theirs alone, without the address to pay at", async () => {
  const orders = [ALICE, BOB, ALICE].map((userId, n) => orderOf({ id: orderIdOf(n), userId }))
  const { list } = await startWith(orders)
  const { items } = await list(`userId=${ALICE}`)
  expect(items.map(({ userId }) => userId)).toEqual([ALICE, ALICE])
  expect(JSON.stringify(items)).not.toContain('checkoutUrl')
})

const STATES = ['creating', 'pending', 'credited', 'failed', 'mismatch'] as const

test("everybody's are listed once, newest first, each page at its own price", async () => {
  const orders = Array.from({ length: 300 }, (_, n) =>
    orderOf({
      id: orderIdOf(n),
      userId: n % 2 === 0 ? ALICE : BOB,
      status: STATES[n % STATES.length] ?? 'pending',
      // Three at each moment, so that only the id tells them apart.
      createdAt: 1_000_000 * (1 + Math.floor(n / 3)),
      shard: n % 8,
    }),
  )
  const { harness, list } = await startWith(orders)
  const wanted = (fits: (order: Order) => boolean) =>
    orders
      .filter(fits)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id)
  const filters = [
    ['', wanted(() => true)],
    // Two states of ours are one to people.
    ['status=pending&', wanted(({ status }) => status === 'creating' || status === 'pending')],
    ['status=review&', wanted(({ status }) => status === 'mismatch')],
  ] as const
  for (const [query, ids] of filters) {
    const before = harness.firestore.counters()
    const first = await list(`${query}limit=20`)
    const after = harness.firestore.counters()
    expect([query, after.documentsRead - before.documentsRead]).toEqual([query, 20])
    const second = await list(`${query}limit=20&cursor=${first.nextCursor}`)
    const seen = [...first.items, ...second.items].map(({ purchaseId }) => purchaseId)
    expect([query, seen]).toEqual([query, ids.slice(0, 40)])
  }
})

test('one shows its movements and its payment as Stripe has it, and is cheap', async () => {
  const { harness, at, placed } = await startCredited()
  await at.refund(333)
  const { id: disputeId } = await at.dispute({ amount: 200, inquiry: true })
  await harness.webhooks()
  const { send } = startIsolate(harness)
  const get = async <T>(path: string) =>
    (await (await send(`/api/admin/purchases/${placed.id}${path}`, { headers })).json()) as T
  const before = harness.firestore.counters()
  const { purchase, mode, transactions, events } = await get<PurchaseCase>('')
  const { calls } = harness.firestore.counters()
  const sum = (all: Readonly<Record<string, number>>) =>
    Object.values(all).reduce((a, b) => a + b, 0)
  expect(sum(calls) - sum(before.calls)).toBe(4)
  expect(mode).toBe('test')
  expect(purchase).toMatchObject({ userId: ALICE, refundedCents: 333, dispute: 'inquiry' })
  expect(transactions.map(({ type, amount }) => [type, amount])).toEqual([
    ['purchase', 550],
    ['refund', 183],
  ])
  expect(events.map(({ type }) => type)).toContain('charge.dispute.created')
  const { payment, paymentIntentId } = await get<PaymentView>('/payment')
  expect(paymentIntentId).toBe(purchase.paymentIntentId)
  expect(payment).toMatchObject({
    chargedCents: 999,
    refundedCents: 333,
    withdrawnCents: 0,
    refunds: [{ cents: 333, state: 'succeeded', refundId: null }],
    disputes: [{ id: disputeId, state: 'inquiry', cents: 200 }],
  })
})

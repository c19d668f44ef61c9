// Asks Stripe about an order and does what follows: for the return page, the crons and replays.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId, UserId } from '../../shared/ids.ts'
import { isClosed, nextCheckAfter, type Order } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'
import { nowMicros } from './now.ts'
import { openCheckout } from './open-checkout.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

const notFound = () => refuse('PURCHASE_NOT_FOUND', 'Check the address, or look at your purchases.')

/** With `userId`, another user's purchase is not found. Throws PAYMENTS_UNAVAILABLE. */
export async function settleOrder(
  s: Needs,
  id: PurchaseId,
  userId?: UserId,
): Promise<Result<Order>> {
  const { order } = await s.store.read({ order: { kind: 'order', id } })
  if (!order || (userId !== undefined && order.userId !== userId)) return notFound()
  return settle(s, order)
}

async function settle(s: Needs, order: Order): Promise<Result<Order>> {
  if (isClosed(order)) return ok(order)
  if (order.sessionId === null) {
    const opened = await openCheckout(s, order)
    // Refused for good: the order says so itself now.
    if (!opened.ok) return reread(s, order.id)
    if (opened.value.sessionId === null || opened.value.status !== 'pending') return opened
    return settle(s, opened.value)
  }
  const session = await s.payments.session(order.sessionId)
  if (!session) {
    s.log.error('session_vanished', { purchaseId: order.id, sessionId: order.sessionId })
    return ok(order)
  }
  const { id: purchaseId, userId } = order
  return ok((await fulfilPurchase(s, { purchaseId, session, userId })) ?? order)
}

async function reread(s: Needs, id: PurchaseId): Promise<Result<Order>> {
  const { order } = await s.store.read({ order: { kind: 'order', id } })
  return order ? ok(order) : notFound()
}

/** The cron's look at one order; the session of a package no longer sold is closed first. */
export async function checkOrder(s: Needs, id: PurchaseId): Promise<void> {
  const { order } = await s.store.read({ order: { kind: 'order', id } })
  if (!order) return
  if (order.status === 'pending' && order.sessionId) {
    const ref = { kind: 'package', id: order.packageId } as const
    const { tokenPackage } = await s.store.read({ tokenPackage: ref })
    if (tokenPackage && !tokenPackage.isActive) await s.payments.expire(order.sessionId)
  }
  const settled = await settle(s, order)
  if (settled.ok) await lookLater(s, settled.value)
}

/** An order that nothing can be said about must not stay due, or it would crowd out the others. */
async function lookLater(s: Needs, { id, nextCheckAt }: Order): Promise<void> {
  const now = nowMicros(s.clock)
  if (nextCheckAt === null || nextCheckAt > now) return
  const ref = { kind: 'order', id } as const
  await s.store.atomically({ order: ref }, ({ order }) => {
    if (!order || order.nextCheckAt !== nextCheckAt) return { answer: null, changes: [] }
    const value = { ...order, nextCheckAt: nextCheckAfter(order.createdAt, now) }
    return { answer: null, changes: [{ ref, value }] }
  })
}

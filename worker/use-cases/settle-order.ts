// Asks Stripe about an order and does what follows: for the return page and replays.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId, UserId } from '../../shared/ids.ts'
import { isClosed, isSettled, type Order, withoutOpenOrder } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'
import { nowMicros } from './now.ts'
import { resumeCheckout } from './open-checkout.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

const VANISHED_MICROS = 86_400_000_000

const notFound = () => refuse('PURCHASE_NOT_FOUND', 'Check the address, or look at your purchases.')

/** With `userId`, another user's purchase is not found. Throws PAYMENTS_UNAVAILABLE. */
export async function settleOrder(
  s: Needs,
  id: PurchaseId,
  userId?: UserId,
): Promise<Result<Order>> {
  const { order } = await s.store.read({ order: { kind: 'order', id } })
  if (!order || (userId !== undefined && order.userId !== userId)) return notFound()
  return ok(await settle(s, order))
}

/** Asks about an order that was read just now. */
export async function settle(s: Needs, order: Order): Promise<Order> {
  if (isSettled(order) || (isClosed(order) && order.sessionId === null)) return order
  if (order.sessionId === null) {
    const resumed = await resumeCheckout(s, order)
    const open = resumed.status === 'pending' && resumed.sessionId !== null
    return open ? settle(s, resumed) : resumed
  }
  const session = await s.payments.session(order.sessionId)
  if (!session) {
    s.log.error('session_vanished', { purchaseId: order.id, sessionId: order.sessionId })
    return expireVanished(s, order)
  }
  const { id: purchaseId, userId } = order
  return (await fulfilPurchase(s, { purchaseId, session, userId })) ?? order
}

/** Nobody can pay what Stripe doesn't know; a day after its end its slot is given back. */
function expireVanished(s: Needs, order: Order): Promise<Order> {
  const refs = {
    order: { kind: 'order', id: order.id },
    wallet: { kind: 'wallet', id: order.userId },
  } as const
  const over = nowMicros(s.clock) > order.expiresAt + VANISHED_MICROS
  return s.store.atomically(refs, ({ order: seen, wallet }) => {
    const current = seen ?? order
    if (!over || isClosed(current) || !wallet) return { answer: current, changes: [] }
    const expired: Order = { ...current, status: 'expired', nextCheckAt: null }
    const freed = withoutOpenOrder(wallet, order.id)
    const changes = [
      { ref: refs.order, value: expired },
      { ref: refs.wallet, value: freed },
    ]
    return { answer: expired, changes }
  })
}

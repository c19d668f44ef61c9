// Brings an order from creating to pending: one session an order, whatever answers were lost.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import { emptyWallet } from '../domain/ledger.ts'
import { mayBuy, type Order, RESEND_MICROS_MAX, withoutOpenOrder } from '../domain/purchase.ts'
import { attach, failedToOpen, neverOpened } from '../domain/settlement.ts'
import type { CheckoutSession, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'clock' | 'log'>

/**
 * Refuses CHECKOUT_REFUSED. Throws PAYMENTS_UNAVAILABLE; then the order stays `creating` for the
 * next caller.
 */
export async function openCheckout(s: Needs, order: Order): Promise<Result<Order>> {
  const now = await opened(s, order)
  // As it stands: somebody else, or our own unanswered commit, may have decided it.
  return neverOpened(now)
    ? refuse('CHECKOUT_REFUSED', 'No payment page could be opened. Start again.')
    : ok(now)
}

/**
 * For an order found `creating` later: no payment page for somebody who may not buy any more.
 * Throws PAYMENTS_UNAVAILABLE.
 */
export async function resumeCheckout(s: Needs, order: Order): Promise<Order> {
  const { wallet } = await s.store.read({ wallet: { kind: 'wallet', id: order.userId } })
  return wallet && !mayBuy(wallet, nowMicros(s.clock)).ok ? giveUp(s, order) : opened(s, order)
}

/**
 * Sends the stored request again while Stripe still remembers its key, later looks the session up;
 * never a second session blind.
 */
async function opened(s: Needs, order: Order): Promise<Order> {
  const now = nowMicros(s.clock)
  // Its address was never given to anybody, so after its end there is nothing left to find.
  if (now >= order.expiresAt) return giveUp(s, order)
  const young = now - order.createdAt < RESEND_MICROS_MAX
  const session = young ? await s.payments.openCheckout(order) : await s.payments.findSession(order)
  if (session === 'refused' || session === null) return giveUp(s, order)
  if (session.clientReferenceId !== order.id) {
    s.log.error('checkout_of_another_order', { purchaseId: order.id, sessionId: session.id })
    return giveUp(s, order)
  }
  return recordSession(s, order, session)
}

function recordSession(s: Needs, order: Order, session: CheckoutSession): Promise<Order> {
  const refs = { order: { kind: 'order', id: order.id } } as const
  return s.store.atomically(refs, ({ order: seen }) => {
    const current = seen ?? order
    // A webhook may have been faster; then the order is further than `pending` already.
    if (current.status !== 'creating') return { answer: current, changes: [] }
    const pending = attach(current, session)
    return { answer: pending, changes: [{ ref: refs.order, value: pending }] }
  })
}

function giveUp(s: Needs, order: Order): Promise<Order> {
  const refs = {
    order: { kind: 'order', id: order.id },
    wallet: { kind: 'wallet', id: order.userId },
  } as const
  return s.store.atomically(refs, (seen) => {
    const current = seen.order ?? order
    if (current.status !== 'creating') return { answer: current, changes: [] }
    const wallet = seen.wallet ?? emptyWallet(order.userId)
    const failed = failedToOpen(current)
    return {
      answer: failed,
      changes: [
        { ref: refs.order, value: failed },
        { ref: refs.wallet, value: withoutOpenOrder(wallet, order.id) },
      ],
    }
  })
}

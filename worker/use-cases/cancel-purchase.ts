// An owner's wish to cancel. It is durable before Stripe hears of it, and Stripe has the last word:
// who pays in the same second gets the tokens.
import type { Result } from '../../shared/failure.ts'
import type { PurchaseId, UserId } from '../../shared/ids.ts'
import { emptyWallet } from '../domain/ledger.ts'
import { isClosed, type Order, withoutOpenOrder } from '../domain/purchase.ts'
import { askedToCancel } from '../domain/settlement.ts'
import type { Change, Services } from '../ports.ts'
import { settleOrder } from './settle-order.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

/**
 * Answers the purchase as it stands afterwards, also when there was nothing to cancel. Refuses
 * PURCHASE_NOT_FOUND; throws PAYMENTS_UNAVAILABLE, and then the cron goes on.
 */
export async function cancelPurchase(
  s: Needs,
  id: PurchaseId,
  userId: UserId,
): Promise<Result<Order>> {
  const order = await recordWish(s, id, userId)
  if (order?.status === 'pending' && order.sessionId) await s.payments.expire(order.sessionId)
  return settleOrder(s, id, userId)
}

/** null = not this person's. */
function recordWish(s: Needs, id: PurchaseId, userId: UserId): Promise<Order | null> {
  const refs = {
    order: { kind: 'order', id },
    wallet: { kind: 'wallet', id: userId },
  } as const
  return s.store.atomically(refs, (seen) => {
    if (seen.order?.userId !== userId) return { answer: null, changes: [] }
    const asked = askedToCancel(seen.order)
    const changes: Change[] = [{ ref: refs.order, value: asked }]
    if (isClosed(asked)) {
      const wallet = seen.wallet ?? emptyWallet(userId)
      changes.push({ ref: refs.wallet, value: withoutOpenOrder(wallet, id) })
    }
    return { answer: asked, changes: asked === seen.order ? [] : changes }
  })
}

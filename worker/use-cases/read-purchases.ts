// A person's own purchases.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId, UserId } from '../../shared/ids.ts'
import type { Order, OrderStatus } from '../domain/purchase.ts'
import type { CheckoutSession, Page, Services, WrappedKey } from '../ports.ts'
import { privatePlaceOf } from './fulfil-purchase.ts'

export type Card = NonNullable<CheckoutSession['personal']['card']>
export interface ReadPurchase {
  readonly order: Order
  readonly card: Card | null
}

/** Another user's purchase is not found, as if it weren't there. */
export async function readPurchase(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  userId: UserId,
  id: PurchaseId,
): Promise<Result<ReadPurchase>> {
  const { order, dataKey } = await s.store.read({
    order: { kind: 'order', id },
    dataKey: { kind: 'dataKey', id: userId },
  })
  if (order?.userId !== userId) {
    return refuse('PURCHASE_NOT_FOUND', 'Check the address, or look at your purchases.')
  }
  return ok({ order, card: openCard(s, order, dataKey) })
}

/** What an order was paid with; null without a card, or once the person was forgotten. */
export async function cardOf(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  order: Order,
): Promise<Card | null> {
  if (order.private === null) return null
  const { dataKey } = await s.store.read({ dataKey: { kind: 'dataKey', id: order.userId } })
  return openCard(s, order, dataKey)
}

/** Card details that can't be opened are left out: the purchase is what matters. */
function openCard(
  s: Pick<Services, 'vault' | 'log'>,
  order: Order,
  dataKey: WrappedKey | null,
): Card | null {
  if (!dataKey || order.private === null) return null
  try {
    const opened = s.vault.open(dataKey, privatePlaceOf(order.id), order.private)
    return (opened as CheckoutSession['personal']).card ?? null
  } catch (error) {
    s.log.error('unsealing_failed', { purchaseId: order.id, error })
    return null
  }
}

const STATUSES: Readonly<Record<PurchaseView['status'], readonly OrderStatus[]>> = {
  pending: ['creating', 'pending'],
  awaiting_payment: ['awaiting_payment'],
  credited: ['credited'],
  expired: ['expired'],
  failed: ['failed'],
  review: ['mismatch'],
  refused: ['refused'],
}

export function listPurchases(
  s: Pick<Services, 'store'>,
  userId: UserId,
  query: { readonly status?: PurchaseView['status'] | undefined; readonly page: Page },
): Promise<Order[]> {
  return s.store.ordersOf(userId, query.status ? STATUSES[query.status] : [], query.page)
}

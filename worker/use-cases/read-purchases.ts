// A person's own purchases.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId, UserId } from '../../shared/ids.ts'
import { addTokens } from '../../shared/tokens.ts'
import { SHARDS } from '../domain/ledger.ts'
import type { Order, OrderStatus } from '../domain/purchase.ts'
import { totalOf } from '../domain/reversal.ts'
import type { CheckoutSession, Page, Services, WrappedKey } from '../ports.ts'
import { privatePlaceOf } from './grant-purchase.ts'

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

export interface Paid {
  /** null without a card, or once the person was forgotten. */
  readonly card: Card | null
  /** Of the wallet with the tokens in it; null while they are not. */
  readonly walletVersion: number | null
}
const UNPAID: Paid = { card: null, walletVersion: null }

/** What an order was paid with and what came of it, in one call at most. */
export async function readPaid(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  order: Order,
): Promise<Paid> {
  if (order.status !== 'credited') return UNPAID
  const { dataKey, wallet } = await s.store.read({
    dataKey: { kind: 'dataKey', id: order.userId },
    wallet: { kind: 'wallet', id: order.userId },
  })
  return { card: openCard(s, order, dataKey), walletVersion: wallet?.version ?? null }
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

/** For admins: one person's, or everybody's. */
export function listAllPurchases(
  s: Pick<Services, 'store'>,
  {
    userId,
    ...query
  }: Parameters<typeof listPurchases>[2] & { readonly userId?: UserId | undefined },
): Promise<Order[]> {
  if (userId !== undefined) return listPurchases(s, userId, query)
  return s.store.ordersAmong(query.status ? STATUSES[query.status] : [], query.page, SHARDS)
}

/** Which of the two took the money back, and the tokens after it. */
export function takenBackBy(order: Order): PurchaseView['takenBackBy'] {
  if (takenBackOf(order) === 'none') return null
  const { refundedCents, withdrawnCents } = order.paid
  if (withdrawnCents === 0) return 'refund'
  return refundedCents > 0 ? 'both' : 'dispute'
}

/** How it looks to its owner. */
export function takenBackOf(order: Order): 'none' | 'partial' | 'full' {
  const taken = totalOf(order.taken)
  if (taken === 0) return 'none'
  return taken < addTokens(order.tokens, order.bonusTokens) ? 'partial' : 'full'
}

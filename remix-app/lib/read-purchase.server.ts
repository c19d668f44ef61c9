// One purchase for its owner. Whoever looks may have paid, and Stripe's event be late or lost: it
// is asked before anybody reads that nothing was charged, or pays once more.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import type { ReturnResult } from './purchases.ts'

interface Read {
  readonly answer: Answer<PurchaseView>
  /** Stripe said it just now. */
  readonly isAsked: boolean
}

export const purchaseApi = (id: string): string => `/api/tokens/purchases/${encodeURIComponent(id)}`

/** Asking twice credits once, so a reload does no harm. */
export async function readPurchase(visit: Visit, id: string, result: ReturnResult): Promise<Read> {
  const path = purchaseApi(id)
  const answer = await callApi<PurchaseView>(visit, path)
  if (!answer.ok || !mayBePaid(answer.value, result)) return { answer, isAsked: false }
  const confirmed = await callApi<PurchaseView>(visit, `${path}/confirm`, { method: 'POST' })
  if (confirmed.ok) return { answer: confirmed, isAsked: true }
  if (result !== 'paid') return { answer, isAsked: false }
  // An earlier card's decline says nothing about the payment that just brought them back.
  return { answer: { ...answer, value: { ...answer.value, failureReason: null } }, isAsked: false }
}

/** Without a page at Stripe nobody can have paid. */
const mayBePaid = ({ status, checkoutUrl }: PurchaseView, result: ReturnResult): boolean =>
  status === 'pending' && (result === 'paid' || checkoutUrl !== null)

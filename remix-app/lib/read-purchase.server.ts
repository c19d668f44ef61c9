// One own purchase. One that is unpaid as far as we know may be paid: then Stripe is asked, as
// often as its limit allows. Asking twice credits once, so a reload does no harm.
import type { PurchaseView } from '../../shared/api/tokens.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import type { ReturnResult } from './purchases.ts'

export interface PurchaseRead {
  readonly answer: Answer<PurchaseView>
  /** Whether what is pending is unpaid by Stripe's own word. */
  readonly asked: boolean
}

export const purchasePath = (id: string): string =>
  `/api/tokens/purchases/${encodeURIComponent(id)}`

export async function readPurchase(
  visit: Visit,
  id: string,
  result: ReturnResult,
): Promise<PurchaseRead> {
  const path = purchasePath(id)
  const seen = await callApi<PurchaseView>(visit, path)
  if (!seen.ok || !mayBePaid(seen.value, result)) return { answer: seen, asked: false }
  const confirmed = await callApi<PurchaseView>(visit, `${path}/confirm`, { method: 'POST' })
  if (confirmed.ok) return { answer: confirmed, asked: true }
  // When Stripe does not answer the page waits all the same.
  if (result !== 'paid') return { answer: seen, asked: false }
  // An earlier card's decline says nothing about the payment that just brought them back.
  return { answer: { ...seen, value: { ...seen.value, failureReason: null } }, asked: false }
}

const mayBePaid = ({ status, checkoutUrl }: PurchaseView, result: ReturnResult): boolean =>
  status === 'pending' && (result === 'paid' || checkoutUrl !== null)

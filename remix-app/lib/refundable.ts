// Whether a purchase can be refunded from its page, and if not, why.
import type { AdminPurchaseView } from '../../shared/api/ledger.ts'
import type { PaymentView } from '../../shared/api/purchases.ts'

export type Refundable =
  | { readonly may: true; readonly mostCents: number }
  | { readonly may: false; readonly why: Hindrance }

export type Hindrance = 'own' | 'disputed' | 'underWay' | 'review' | 'unpaid' | 'all' | 'unknown'

const not = (why: Hindrance): Refundable => ({ may: false, why })

/** `payment`: as Stripe has it now; undefined: it doesn't answer. */
export function refundableOf(
  purchase: Pick<AdminPurchaseView, 'status' | 'userId' | 'dispute' | 'refunding'>,
  payment: PaymentView['payment'] | undefined,
  viewerId: string,
): Refundable {
  const { status, userId, dispute, refunding } = purchase
  if (status === 'review' || status === 'refused') return not('review')
  if (status !== 'credited' || payment === null) return not('unpaid')
  if (userId === viewerId) return not('own')
  const disputes = payment?.disputes.map(({ state }) => state) ?? [dispute]
  if (disputes.includes('open') || disputes.includes('lost')) return not('disputed')
  if (refunding !== null) return not('underWay')
  if (payment === undefined) return not('unknown')
  const { chargedCents, refundedCents, withdrawnCents } = payment
  const mostCents = chargedCents - refundedCents - withdrawnCents
  return mostCents > 0 ? { may: true, mostCents } : not('all')
}

// Whether a payment can be refunded, where, and if not, why.
import type { AdminPurchaseView } from '../../shared/api/ledger.ts'
import type { PaymentView } from '../../shared/api/purchases.ts'
import type { ReviewedPayment, ReviewView } from '../../shared/api/reviews.ts'

export type Refundable =
  | { readonly may: true; readonly mostCents: number }
  | { readonly may: false; readonly why: Hindrance }

export type Hindrance =
  | 'own'
  | 'disputed'
  | 'underWay'
  | 'review'
  | 'refused'
  | 'granted'
  | 'ungranted'
  | 'unpaid'
  | 'all'
  | 'unknown'

const not = (why: Hindrance): Refundable => ({ may: false, why })

/** From its page. `payment`: as Stripe has it now; undefined: it doesn't answer. */
export function refundableOf(
  purchase: Pick<AdminPurchaseView, 'status' | 'userId' | 'dispute' | 'refunding'>,
  payment: PaymentView['payment'] | undefined,
  viewerId: string,
): Refundable {
  const { status, userId, dispute, refunding } = purchase
  if (status === 'review' || status === 'refused') return not(status)
  if (status !== 'credited' && payment === undefined) return not('unknown')
  if (status !== 'credited') return not(payment ? 'ungranted' : 'unpaid')
  if (payment === null) return not('unpaid')
  if (userId === viewerId) return not('own')
  const disputes = payment?.disputes.map(({ state }) => state) ?? [dispute]
  if (disputes.includes('open') || disputes.includes('lost')) return not('disputed')
  if (refunding !== null) return not('underWay')
  if (payment === undefined) return not('unknown')
  const mostCents = leftOf(payment)
  return mostCents > 0 ? { may: true, mostCents } : not('all')
}

type Sums = Readonly<Record<'chargedCents' | 'refundedCents' | 'withdrawnCents', number>>
const leftOf = ({ chargedCents, refundedCents, withdrawnCents }: Sums): number =>
  Math.max(0, chargedCents - refundedCents - withdrawnCents)

type Judged = Pick<ReviewView, 'status' | 'userId' | 'refunding' | 'paymentIntentId'>

export const isGranted = (
  { status, paymentIntentId }: Judged,
  { session }: Pick<ReviewedPayment, 'session'>,
): boolean => status === 'credited' && session?.paymentIntentId === paymentIntentId

/** One of the payments of an order, beside it: whole, and no token moves. */
export function refundableBeside(
  review: Judged,
  paid: Pick<ReviewedPayment, 'session' | 'payment'>,
  viewerId: string,
): Refundable {
  const { status, userId, refunding } = review
  const { session, payment } = paid
  if (!session?.paid || !payment) return not('unpaid')
  if (isGranted(review, paid)) return not('granted')
  const mostCents = leftOf(payment)
  if (mostCents === 0) return not('all')
  if (status !== 'review' && status !== 'refused' && status !== 'credited') return not('ungranted')
  if (userId === viewerId) return not('own')
  if (payment.dispute === 'open' || payment.dispute === 'lost') return not('disputed')
  return refunding === null ? { may: true, mostCents } : not('underWay')
}

/** What of an order's payments is with us: an order is refused once nothing is. */
export const stillHere = (
  payments: readonly ReviewedPayment[],
): readonly { readonly sessionId: string; readonly cents: number; readonly currency: string }[] =>
  payments.flatMap(({ sessionId, session, payment }) => {
    const cents = payment ? leftOf(payment) : 0
    return session && cents > 0 ? [{ sessionId, cents, currency: session.currency }] : []
  })

// Stripe's refunds, disputes and warnings in the words of the domain.
import type Stripe from 'stripe'
import type { DisputeFacts, RefundFacts } from '../../domain/reversal.ts'
import type { PaymentHint } from '../../ports.ts'

/** A payment intent, or what belongs to one. */
export type PartOfPayment =
  | Stripe.PaymentIntent
  | Stripe.Charge
  | Stripe.Refund
  | Stripe.Dispute
  | Stripe.Radar.EarlyFraudWarning

/** Null when it belongs to no payment intent: then it isn't of Checkout, so not ours. */
export function toPaymentHint(part: PartOfPayment): PaymentHint | null {
  const intent = part.object === 'payment_intent' ? part : (part.payment_intent ?? null)
  if (intent === null) return null
  if (typeof intent === 'string') return { intentId: intent, purchaseId: null }
  return { intentId: intent.id, purchaseId: intent.metadata.purchaseId ?? null }
}

export const toRefund = (refund: Stripe.Refund): RefundFacts => ({
  id: refund.id,
  cents: refund.amount,
  state: refundStateOf(refund),
  refundId: refund.metadata?.refundId ?? null,
  createdAt: refund.created * 1_000_000,
})

/** What the buyer paid, and what the account got of it; null: nothing that is known. */
export interface Charged {
  readonly cents: number
  readonly currency: string
  readonly received: Pick<Stripe.BalanceTransaction, 'amount' | 'currency'> | null
}

export function toCharged(intent: Stripe.PaymentIntent): Charged {
  const charge = typeof intent.latest_charge === 'string' ? null : intent.latest_charge
  const entry = charge?.balance_transaction ?? null
  const received = typeof entry === 'string' ? null : entry
  return { cents: intent.amount_received, currency: intent.currency, received }
}

export const toDispute = (dispute: Stripe.Dispute, charged: Charged): DisputeFacts => ({
  id: dispute.id,
  cents: dispute.amount,
  state: disputeStateOf(dispute.status),
  withdrawnCents: withdrawnOf(dispute, charged),
  reason: dispute.reason,
  createdAt: dispute.created * 1_000_000,
})

/** What isn't known to have failed counts as money that went back. */
function refundStateOf({ status }: Stripe.Refund): RefundFacts['state'] {
  if (status === 'failed' || status === 'canceled') return 'failed'
  return status === 'succeeded' ? 'succeeded' : 'pending'
}

/** A state that nobody knows yet is looked at by people. */
function disputeStateOf(status: Stripe.Dispute.Status): DisputeFacts['state'] {
  switch (status) {
    case 'won':
      return 'won'
    case 'lost':
      return 'lost'
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'inquiry'
    case 'warning_closed':
    case 'prevented':
      return 'over'
    default:
      return 'open'
  }
}

/**
 * The part of the dispute that was withdrawn and not reinstated. Its balance transactions are in
 * the currency of the account, so only their ratio counts, to what was withdrawn at once: one that
 * was won and taken up again is withdrawn twice. A dispute in another currency than the charge is
 * measured by what the account got for the charge, or it would take too few or too many cents.
 */
function withdrawnOf(dispute: Stripe.Dispute, charged: Charged): number {
  const { amount, currency, balance_transactions: moves } = dispute
  const amounts = moves.map((move) => move.amount)
  const whole = -Math.min(0, ...amounts)
  const gone = -amounts.reduce((sum, one) => sum + one, 0)
  const { received } = charged
  const isComparable = received !== null && moves.every((one) => one.currency === received.currency)
  const isForeign = currency !== charged.currency
  const base = isForeign && isComparable ? received.amount : whole
  const most = isForeign ? charged.cents : amount
  return base <= 0 ? 0 : Math.min(most, Math.max(0, Math.round((most * gone) / base)))
}

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

export const toDispute = (dispute: Stripe.Dispute): DisputeFacts => ({
  id: dispute.id,
  cents: dispute.amount,
  state: disputeStateOf(dispute.status),
  withdrawnCents: withdrawnOf(dispute),
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
 * was won and taken up again is withdrawn twice.
 */
function withdrawnOf({ amount, balance_transactions: moves }: Stripe.Dispute): number {
  const amounts = moves.map((move) => move.amount)
  const whole = -Math.min(0, ...amounts)
  const gone = -amounts.reduce((sum, one) => sum + one, 0)
  return whole === 0 ? 0 : Math.min(amount, Math.max(0, Math.round((amount * gone) / whole)))
}

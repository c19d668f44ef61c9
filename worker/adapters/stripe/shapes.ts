// Stripe's objects in the words of the domain.
import type Stripe from 'stripe'
import { SessionId } from '../../../shared/ids.ts'
import type { PriceFacts } from '../../domain/purchase.ts'
import type { SessionFacts } from '../../domain/settlement.ts'
import type { CheckoutSession } from '../../ports.ts'

export function toPrice(price: Stripe.Price): PriceFacts {
  return {
    id: price.id,
    productId: idOf(price.product),
    cents: price.unit_amount,
    currency: price.currency,
    active: price.active && price.type === 'one_time',
  }
}

export function toSession(session: Stripe.Checkout.Session): CheckoutSession {
  const intent = typeof session.payment_intent === 'string' ? null : session.payment_intent
  const charge = typeof intent?.latest_charge === 'string' ? null : (intent?.latest_charge ?? null)
  const card = charge?.payment_method_details?.card
  const name = charge?.billing_details.name ?? session.customer_details?.name
  return {
    id: SessionId.parse(session.id),
    url: session.url,
    status: statusOf(session),
    paid: session.payment_status === 'paid',
    clientReferenceId: session.client_reference_id,
    snapshot: session.metadata?.snapshot ?? null,
    userIdHint: session.metadata?.userId ?? null,
    currency: session.currency ?? '',
    subtotalCents: session.amount_subtotal,
    livemode: session.livemode,
    intent: intent && toIntent(intent),
    personal: {
      ...(card?.brand && card.last4 && { card: { brand: card.brand, last4: card.last4 } }),
      ...(name && { name }),
      ...(charge?.receipt_url && { receiptUrl: charge.receipt_url }),
    },
    cardFingerprint: card?.fingerprint ?? null,
  }
}

function toIntent(intent: Stripe.PaymentIntent): NonNullable<SessionFacts['intent']> {
  const error = intent.last_payment_error
  const declineCode = error ? (error.decline_code ?? error.code ?? 'card_declined') : null
  return { id: intent.id, state: stateOf(intent), declineCode }
}

function statusOf({ status }: Stripe.Checkout.Session): SessionFacts['status'] {
  if (status === 'complete') return 'complete'
  return status === 'expired' ? 'expired' : 'open'
}

function stateOf(intent: Stripe.PaymentIntent): NonNullable<SessionFacts['intent']>['state'] {
  if (intent.status === 'succeeded') return 'succeeded'
  if (intent.status === 'processing') return 'processing'
  if (intent.status === 'canceled' || intent.last_payment_error) return 'failed'
  return 'waiting'
}

function idOf(object: string | { readonly id: string }): string {
  return typeof object === 'string' ? object : object.id
}

// Stripe's lists by time of creation, for comparing them with the books.
import type Stripe from 'stripe'
import type { Watched } from '../../domain/windows.ts'
import type { CreatedPage, CreatedThing, CreatedWindow } from '../../ports.ts'
import { away, type Call } from './calls.ts'

const PAGE_MAX = 100

/** Throws PAYMENTS_UNAVAILABLE. */
export async function createdIn(
  stripe: Stripe,
  call: Call,
  kind: Watched,
  { from, to, after }: CreatedWindow,
): Promise<CreatedPage> {
  const params = {
    created: { gt: from, lte: to },
    limit: PAGE_MAX,
    ...(after !== null && { starting_after: after }),
  }
  const page = await call(() => list(stripe, kind, params)).catch((error: unknown) => {
    throw away(error)
  })
  const last = page.data.at(-1)
  return { items: page.data.map(thingOf), next: page.has_more && last ? last.id : null }
}

type Listed =
  | Stripe.Checkout.Session
  | Stripe.Refund
  | Stripe.Dispute
  | Stripe.Radar.EarlyFraudWarning

function list(
  stripe: Stripe,
  kind: Watched,
  params: Stripe.RefundListParams,
): Promise<{ readonly data: Listed[]; readonly has_more: boolean }> {
  switch (kind) {
    case 'session':
      return stripe.checkout.sessions.list(params)
    case 'refund':
      return stripe.refunds.list(params)
    case 'dispute':
      return stripe.disputes.list(params)
    case 'warning':
      return stripe.radar.earlyFraudWarnings.list(params)
  }
}

function thingOf(listed: Listed): CreatedThing {
  const isSession = listed.object === 'checkout.session'
  const intent = listed.payment_intent ?? null
  return {
    id: listed.id,
    createdAt: listed.created * 1_000_000,
    paid: isSession && listed.payment_status === 'paid',
    reference: isSession ? listed.client_reference_id : null,
    intentId: typeof intent === 'string' ? intent : (intent?.id ?? null),
  }
}

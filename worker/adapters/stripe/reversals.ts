// What became of a payment at Stripe: refunds, disputes and warnings, and refunds sent from here.
import type Stripe from 'stripe'
import { Outage } from '../../../shared/failure.ts'
import type { PaymentPart, Payments, RefundWish } from '../../ports.ts'
import { away, type Call, isFinalRefusal, orNull } from './calls.ts'
import {
  type PartOfPayment,
  toCharged,
  toDispute,
  toPaymentHint,
  toRefund,
} from './reversal-shapes.ts'

type Reversing = Pick<Payments, 'paymentOf' | 'reversals' | 'refund'>

const PAGE = 100
/** More of one payment than anybody makes; a batch must fit into 50 calls an invocation. */
const PAGES_MAX = 3
const WITH_BALANCE = { expand: ['latest_charge.balance_transaction'] }
const WITH_INTENT = { expand: ['payment_intent'] }

export function reversalsOf(stripe: Stripe, call: Call): Reversing {
  return {
    async paymentOf(kind, id) {
      const found = await orNull(() => call(() => retrieve(stripe, kind, id)))
      const hint = found && toPaymentHint(found)
      const reference = hint && (await referenceOf(stripe, call, hint.intentId))
      return hint && { ...hint, purchaseId: reference ?? hint.purchaseId }
    },

    async reversals(intentId) {
      const find = () => stripe.paymentIntents.retrieve(intentId, WITH_BALANCE)
      const intent = await orNull(() => call(find))
      if (!intent) return null
      const charged = toCharged(intent)
      const ofIntent = { payment_intent: intentId, limit: PAGE }
      const [refunds, disputes] = await Promise.all([
        everyPage((page) => call(() => stripe.refunds.list({ ...ofIntent, ...page }))),
        everyPage((page) => call(() => stripe.disputes.list({ ...ofIntent, ...page }))),
      ])
      return {
        chargedCents: charged.cents,
        refunds: refunds.map(toRefund),
        disputes: disputes.map((dispute) => toDispute(dispute, charged)),
      }
    },

    async refund({ id, intentId, cents, reason }: RefundWish) {
      const metadata = { refundId: id }
      const params = { payment_intent: intentId, amount: cents, reason, metadata }
      try {
        return toRefund(await call(() => stripe.refunds.create(params, { idempotencyKey: id })))
      } catch (error) {
        if (isFinalRefusal(error)) return 'refused'
        throw away(error)
      }
    },
  }
}

interface Listed<T> {
  readonly object: 'list'
  readonly data: readonly T[]
  readonly has_more: boolean
}

/** Half of the refunds would take back half of the tokens: all of them, or none. */
async function everyPage<T extends { readonly id: string }>(
  list: (page: { starting_after?: string }) => Promise<Listed<T>>,
): Promise<T[]> {
  const found: T[] = []
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const last = found.at(-1)
    const page = await list(last ? { starting_after: last.id } : {}).catch((error: unknown) => {
      throw away(error)
    })
    found.push(...page.data)
    if (!page.has_more) return found
  }
  throw new Outage('PAYMENTS_UNAVAILABLE', 'too many refunds or disputes to look through')
}

/** Anybody at the dashboard may change metadata; what a session was made for stays. */
async function referenceOf(stripe: Stripe, call: Call, intentId: string): Promise<string | null> {
  const ofIntent = { payment_intent: intentId, limit: 1 }
  const { data } = await call(() => stripe.checkout.sessions.list(ofIntent)).catch(
    (error: unknown) => {
      throw away(error)
    },
  )
  return data[0]?.client_reference_id ?? null
}

/** The payment's own metadata comes with it, in one call. */
function retrieve(stripe: Stripe, kind: PaymentPart, id: string): Promise<PartOfPayment> {
  switch (kind) {
    case 'intent':
      return stripe.paymentIntents.retrieve(id)
    case 'charge':
      return stripe.charges.retrieve(id, WITH_INTENT)
    case 'refund':
      return stripe.refunds.retrieve(id, WITH_INTENT)
    case 'dispute':
      return stripe.disputes.retrieve(id, WITH_INTENT)
    case 'warning':
      return stripe.radar.earlyFraudWarnings.retrieve(id, WITH_INTENT)
  }
}

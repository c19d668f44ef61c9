// Refunds: part or all of a charge, by charge or payment intent; some fail after they succeeded.
import type Stripe from 'stripe'
import { invalid, missing } from './errors.ts'
import { changed, emit } from './events.ts'
import { type ListShape, listOf, listPage } from './lists.ts'
import type { Params, Supports } from './params.ts'
import { existingCharge, existingIntent } from './payment-intents.ts'
import { recordBalance } from './payment-objects.ts'
import type { Call, Route } from './route.ts'
import { refundsOf } from './test-cards.ts'
import type { ChargeRow, Context, RefundRow } from './types.ts'

const CREATE: Supports<Stripe.RefundCreateParams> = {
  amount: 'used',
  charge: 'used',
  currency: 'refused',
  customer: 'refused',
  instructions_email: 'ignored',
  metadata: 'used',
  origin: 'refused',
  payment_intent: 'used',
  reason: 'used',
  refund_application_fee: 'refused',
  reverse_transfer: 'refused',
}
const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const
const LIST_PARAMS: Supports<Stripe.RefundListParams> = {
  charge: 'used',
  created: 'used',
  payment_intent: 'used',
}
const LIST: ListShape = {
  url: '/v1/refunds',
  params: LIST_PARAMS,
  fields: { charge: '$.charge', payment_intent: '$.payment_intent' },
}

export const refundRoutes: Route[] = [
  { name: 'refunds.create', method: 'POST', path: '/v1/refunds', prepare: create },
  { name: 'refunds.list', method: 'GET', path: '/v1/refunds', prepare: list },
  { name: 'refunds.retrieve', method: 'GET', path: '/v1/refunds/:id', prepare: retrieve },
  { name: 'refunds.update', method: 'POST', path: '/v1/refunds/:id', prepare: update },
  { name: 'refunds.cancel', method: 'POST', path: '/v1/refunds/:id/cancel', prepare: cancel },
]

export function existingRefund({ store }: Context, id: string): RefundRow {
  const refund = store.get('refund', id)
  if (!refund) throw missing('refund', id)
  return refund
}

/** The bank returned the money: the charge is no longer refunded by this amount. */
export function failRefund(
  context: Context,
  before: RefundRow,
  failure_reason = 'expired_or_canceled_card',
): RefundRow {
  if (before.status === 'failed' || before.status === 'canceled') {
    throw invalid(`This refund has already ${before.status}.`)
  }
  const charge = existingCharge(context, before.charge)
  const returned = recordBalance(context, before.currency, {
    amount: before.amount,
    source: before.id,
    type: 'refund_failure',
    category: 'refund_failure',
  })
  const failed = {
    ...before,
    status: 'failed',
    failure_reason,
    failure_balance_transaction: returned.id,
  } satisfies RefundRow
  context.store.unschedule(before.id)
  context.store.save(failed)
  context.store.save({
    ...charge,
    amount_refunded: charge.amount_refunded - before.amount,
    refunded: false,
  })
  emitUpdated(context, before, failed)
  emit(context, 'refund.failed', failed)
  return failed
}

/** A bank debit's refund takes days; this is the day it arrives. */
export function completeRefund(context: Context, before: RefundRow): RefundRow {
  if (before.status !== 'pending') throw invalid(`This refund is already ${before.status}.`)
  const arrived = { ...before, status: 'succeeded' } satisfies RefundRow
  context.store.unschedule(before.id)
  context.store.save(arrived)
  emitUpdated(context, before, arrived)
  return arrived
}

/** One change, two events: of the refund, and of its charge's refund. */
function emitUpdated(context: Context, before: RefundRow, after: RefundRow): void {
  const previous = changed(before, after)
  emit(context, 'refund.updated', after, previous)
  emit(context, 'charge.refund.updated', after, previous)
}

function create({ params, context }: Call): () => object {
  params.allow(CREATE)
  const wanted = params.integer('amount', { min: 1 })
  const reason = params.oneOf('reason', REASONS) ?? null
  const metadata = params.metadata('metadata')
  if (!params.has('charge') && !params.has('payment_intent')) {
    const message =
      'One of the following params should be provided for this request: payment_intent or charge.'
    throw invalid(message)
  }
  return () => {
    const charge = refundableCharge(context, params)
    const left = charge.amount - charge.amount_refunded
    const amount = wanted ?? left
    if (amount > left) {
      const message =
        `Refund amount (${dollars(amount)}) is greater than unrefunded amount on charge ` +
        `(${dollars(left)})`
      throw invalid(message, 'amount')
    }
    return refund(context, charge, { amount, reason, metadata })
  }
}

type RefundTerms = Pick<RefundRow, 'amount' | 'reason' | 'metadata'>

function refund(context: Context, charge: ChargeRow, terms: RefundTerms): RefundRow {
  const card = charge.payment_method_details?.type === 'card'
  const later = !card || outcomeOf(charge) === 'later'
  const id = context.newId(card ? 're_3' : 'pyr_3')
  const balance = recordBalance(context, charge.currency, {
    amount: -terms.amount,
    source: id,
    type: 'refund',
    category: 'refund',
  })
  const row = {
    id,
    object: 'refund',
    ...terms,
    balance_transaction: balance.id,
    charge: charge.id,
    created: context.seconds(),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: destination(card),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    receipt_number: null,
    source_transfer_reversal: null,
    status: later ? 'pending' : 'succeeded',
    transfer_reversal: null,
  } satisfies RefundRow
  const refunded = charge.amount_refunded + terms.amount
  const after = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount }
  context.store.save(row)
  context.store.save(after)
  emit(context, 'refund.created', row)
  emit(context, 'charge.refunded', after, changed(charge, after))
  scheduleOutcome(context, row, charge)
  return row
}

function scheduleOutcome(context: Context, row: RefundRow, charge: ChargeRow): void {
  if (context.settleMs === undefined) return
  const at = context.now() + context.settleMs
  const { store } = context
  if (row.status === 'pending') store.schedule({ kind: 'complete-refund', target: row.id }, at)
  if (outcomeOf(charge) === 'fail') store.schedule({ kind: 'fail-refund', target: row.id }, at)
}

const outcomeOf = (charge: ChargeRow) => refundsOf(charge.payment_method_details?.card?.fingerprint)

function refundableCharge(context: Context, params: Params): ChargeRow {
  const charge = chargeOf(context, params)
  const disputes = context.store.where('dispute', '$.charge', charge.id)
  if (disputes.some((dispute) => !dispute.is_charge_refundable)) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`
    throw invalid(message, undefined, 'charge_disputed')
  }
  if (charge.status !== 'succeeded') throw uncharged(charge.payment_intent)
  if (charge.refunded) {
    const message = `Charge ${charge.id} has already been refunded.`
    throw invalid(message, undefined, 'charge_already_refunded')
  }
  return charge
}

function chargeOf(context: Context, params: Params): ChargeRow {
  const id = params.string('charge')
  if (id !== undefined) return existingCharge(context, id)
  const intent = existingIntent(context, params.required('payment_intent'), 'payment_intent')
  if (intent.latest_charge) return existingCharge(context, intent.latest_charge)
  throw uncharged(intent.id)
}

function uncharged(intent: string | null): Error {
  return invalid(`This PaymentIntent (${intent}) does not have a successful charge to refund.`)
}

function destination(card: boolean): NonNullable<RefundRow['destination_details']> {
  if (!card) return { type: 'us_bank_transfer', us_bank_transfer: emptyReference }
  const reference_type = 'acquirer_reference_number'
  return { type: 'card', card: { reference_status: 'pending', reference_type, type: 'refund' } }
}

const emptyReference = { reference: null, reference_status: null }

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`
}

function list({ params, context }: Call): () => object {
  const page = listPage(params, LIST)
  return () => listOf(context, 'refund', page, LIST.url)
}

function retrieve({ params, context, id }: Call): () => object {
  params.allow({})
  return () => existingRefund(context, id)
}

function update({ params, context, id }: Call): () => object {
  params.allow({ metadata: 'used' })
  return () => {
    const before = existingRefund(context, id)
    const metadata = params.metadata('metadata', before.metadata ?? {})
    const after = { ...before, metadata } satisfies RefundRow
    context.store.save(after)
    emitUpdated(context, before, after)
    return after
  }
}

function cancel({ params, context, id }: Call): () => object {
  params.allow({})
  return () => {
    existingRefund(context, id)
    throw invalid('Canceling this refund is unsupported.')
  }
}

// Payment intents and charges: read, describe, cancel. Checkout creates them; the API here doesn't.
import type Stripe from 'stripe'
import { invalid, missing } from './errors.ts'
import { changed, emit } from './events.ts'
import { type ListShape, listOf, listPage } from './lists.ts'
import type { Supports } from './params.ts'
import type { Call, Route } from './route.ts'
import type { ChargeRow, Context, PaymentIntentRow } from './types.ts'

const INTENTS = '/v1/payment_intents'
const CHARGES = '/v1/charges'

const INTENT_LIST: Supports<Stripe.PaymentIntentListParams> = {
  created: 'used',
  customer: 'used',
  customer_account: 'refused',
}
const INTENT_SHAPE: ListShape = {
  url: INTENTS,
  params: INTENT_LIST,
  fields: { customer: '$.customer' },
}
const CHARGE_LIST: Supports<Stripe.ChargeListParams> = {
  created: 'used',
  customer: 'used',
  payment_intent: 'used',
  transfer_group: 'used',
}
const CHARGE_SHAPE: ListShape = {
  url: CHARGES,
  params: CHARGE_LIST,
  fields: {
    customer: '$.customer',
    payment_intent: '$.payment_intent',
    transfer_group: '$.transfer_group',
  },
}
const CHARGE_UPDATE: Supports<Stripe.ChargeUpdateParams> = {
  customer: 'refused',
  description: 'used',
  fraud_details: 'used',
  metadata: 'used',
  receipt_email: 'used',
  shipping: 'refused',
  transfer_group: 'refused',
}
const CANCEL: Supports<Stripe.PaymentIntentCancelParams> = { cancellation_reason: 'used' }
const CANCEL_REASONS = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const

export const paymentRoutes: Route[] = [
  { name: 'paymentIntents.list', method: 'GET', path: INTENTS, prepare: listIntents },
  { name: 'paymentIntents.retrieve', method: 'GET', path: `${INTENTS}/:id`, prepare: getIntent },
  { name: 'paymentIntents.update', method: 'POST', path: `${INTENTS}/:id`, prepare: describe },
  {
    name: 'paymentIntents.cancel',
    method: 'POST',
    path: `${INTENTS}/:id/cancel`,
    prepare: cancel,
  },
  { name: 'charges.list', method: 'GET', path: CHARGES, prepare: listCharges },
  { name: 'charges.retrieve', method: 'GET', path: `${CHARGES}/:id`, prepare: getCharge },
  { name: 'charges.update', method: 'POST', path: `${CHARGES}/:id`, prepare: updateCharge },
]

export function existingCharge({ store }: Context, id: string, param?: string): ChargeRow {
  const charge = store.get('charge', id)
  if (!charge) throw missing('charge', id, param)
  return charge
}

export function existingIntent({ store }: Context, id: string, param?: string): PaymentIntentRow {
  const intent = store.get('payment_intent', id)
  if (!intent) throw missing('payment_intent', id, param)
  return intent
}

function listIntents({ params, context }: Call): () => object {
  const page = listPage(params, INTENT_SHAPE)
  return () => listOf(context, 'payment_intent', page, INTENTS)
}

function getIntent({ params, context, id }: Call): () => object {
  params.allow({})
  return () => existingIntent(context, id)
}

function describe({ params, context, id }: Call): () => object {
  params.allow({ description: 'used', metadata: 'used', receipt_email: 'used' })
  return () => {
    const before = existingIntent(context, id)
    const after = {
      ...before,
      description: params.string('description', 1000) ?? before.description,
      metadata: params.metadata('metadata', before.metadata),
      receipt_email: params.string('receipt_email', 800) ?? before.receipt_email,
    }
    context.store.save(after)
    return after
  }
}

function cancel({ params, context, id }: Call): () => object {
  params.allow(CANCEL)
  const reason = params.oneOf('cancellation_reason', CANCEL_REASONS) ?? null
  return () => {
    const intent = existingIntent(context, id)
    if (!intent.status.startsWith('requires_')) {
      const { status } = intent
      const message = `You cannot cancel this PaymentIntent because it has a status of ${status}.`
      throw invalid(message, undefined, 'payment_intent_unexpected_state')
    }
    const canceled = {
      ...intent,
      status: 'canceled',
      canceled_at: context.seconds(),
      cancellation_reason: reason,
    } satisfies PaymentIntentRow
    context.store.save(canceled)
    emit(context, 'payment_intent.canceled', canceled)
    return canceled
  }
}

function listCharges({ params, context }: Call): () => object {
  const page = listPage(params, CHARGE_SHAPE)
  return () => listOf(context, 'charge', page, CHARGES)
}

function getCharge({ params, context, id }: Call): () => object {
  params.allow({})
  return () => existingCharge(context, id)
}

function updateCharge({ params, context, id }: Call): () => object {
  params.allow(CHARGE_UPDATE)
  const report = params.object('fraud_details')?.oneOf('user_report', ['fraudulent', 'safe'])
  return () => {
    const before = existingCharge(context, id)
    const after = {
      ...before,
      description: params.string('description', 1000) ?? before.description,
      fraud_details: report ? { user_report: report } : before.fraud_details,
      metadata: params.metadata('metadata', before.metadata),
      receipt_email: params.string('receipt_email', 800) ?? before.receipt_email,
    } satisfies ChargeRow
    context.store.save(after)
    emit(context, 'charge.updated', after, changed(before, after))
    return after
  }
}

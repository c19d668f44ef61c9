// What the account only reads: events, early fraud warnings and entries of its balance.
import type Stripe from 'stripe'
import { invalid, missing } from './errors.ts'
import { type ListShape, listOf, listPage } from './lists.ts'
import type { Supports } from './params.ts'
import type { Call, Route } from './route.ts'
import type { Context, EventRow } from './types.ts'

const EVENT_LIST: Supports<Stripe.EventListParams> = {
  created: 'used',
  delivery_success: 'used',
  type: 'used',
  types: 'used',
}
const EVENTS: ListShape = { url: '/v1/events', params: EVENT_LIST }

const BALANCE_LIST: Supports<Stripe.BalanceTransactionListParams> = {
  created: 'used',
  currency: 'used',
  payout: 'refused',
  source: 'used',
  type: 'used',
}
const BALANCES: ListShape = {
  url: '/v1/balance_transactions',
  params: BALANCE_LIST,
  fields: { currency: '$.currency', source: '$.source', type: '$.type' },
}

const WARNING_LIST: Supports<Stripe.Radar.EarlyFraudWarningListParams> = {
  charge: 'used',
  created: 'used',
  payment_intent: 'used',
}
const WARNINGS: ListShape = {
  url: '/v1/radar/early_fraud_warnings',
  params: WARNING_LIST,
  fields: { charge: '$.charge', payment_intent: '$.payment_intent' },
}

export const recordRoutes: Route[] = [
  { name: 'events.list', method: 'GET', path: EVENTS.url, prepare: listEvents },
  { name: 'events.retrieve', method: 'GET', path: `${EVENTS.url}/:id`, prepare: getEvent },
  ...readOnly('balanceTransactions', 'balance_transaction', BALANCES),
  ...readOnly('radar.earlyFraudWarnings', 'radar.early_fraud_warning', WARNINGS),
]

function readOnly(
  name: string,
  kind: 'balance_transaction' | 'radar.early_fraud_warning',
  shape: ListShape,
): Route[] {
  const list = ({ params, context }: Call) => {
    const page = listPage(params, shape)
    return () => listOf(context, kind, page, shape.url)
  }
  const retrieve = ({ params, context, id }: Call) => {
    params.allow({})
    return () => {
      const row = context.store.get(kind, id)
      if (!row) throw missing(kind, id)
      return row
    }
  }
  return [
    { name: `${name}.list`, method: 'GET', path: shape.url, prepare: list },
    { name: `${name}.retrieve`, method: 'GET', path: `${shape.url}/:id`, prepare: retrieve },
  ]
}

function listEvents({ params, context }: Call): () => object {
  const type = params.string('type')
  const types = params.strings('types')
  if (type !== undefined && types) {
    throw invalid('You may only specify one of these parameters: type, types.')
  }
  const delivered = params.boolean('delivery_success')
  const conditions = [typeCondition(type === undefined ? types : [type]), deliveryOf(delivered)]
  const page = listPage(params, EVENTS)
  const sql = conditions.filter((condition) => condition !== undefined).join(' and ') || undefined
  return () => {
    const list = listOf(context, 'event', { ...page, sql }, EVENTS.url)
    return { ...list, data: list.data.map((event) => withPending(context, event)) }
  }
}

/** `charge.*` matches every event of that family. */
function typeCondition(types: string[] | undefined): string | undefined {
  if (!types) return undefined
  const each = types.map((type) => {
    if (!/^[a-z_.]+(\.\*)?$/.test(type)) throw invalid(`Invalid event type: ${type}`, 'type')
    return `json_extract(body, '$.type') glob '${type}'`
  })
  return `(${each.join(' or ')})`
}

function deliveryOf(delivered: boolean | undefined): string | undefined {
  if (delivered === undefined) return undefined
  const ids = `select event from deliveries where state in ('delivered', 'none')`
  return delivered ? `id in (${ids})` : `id not in (${ids})`
}

function getEvent({ params, context, id }: Call): () => object {
  params.allow({})
  return () => {
    const event = context.store.get('event', id)
    if (!event) throw missing('event', id)
    return withPending(context, event)
  }
}

/** The event itself never changes; how many endpoints still wait for it does. */
function withPending({ store }: Context, event: EventRow): EventRow {
  const delivery = store.one<{ state: string }>(
    'select state from deliveries where event = ?',
    event.id,
  )
  const done = delivery?.state === 'delivered' || delivery?.state === 'none'
  return { ...event, pending_webhooks: done ? 0 : 1 }
}

// What the stand-in keeps: Stripe's own object types, with references as the ids they are on disk.
import type Stripe from 'stripe'
import type { Fate, HostileTerms } from './hostile.ts'
import type { Store } from './store.ts'

export interface WebhookTarget {
  url: string
  secret: string
}

export interface StripeOptions {
  /** `:memory:` or a path; a file survives restarts and kill -9. */
  file: string
  /** Where the hosted page is reached, e.g. `http://127.0.0.1:12111`. */
  publicUrl: string | (() => string)
  webhook?: WebhookTarget
  /** Milliseconds. */
  now?: () => number
  random?: () => number
  /** Used for webhooks only. */
  fetch?: typeof fetch
  /** Longest wait of the faults `drop` and `hang`. */
  hangMs?: number
  /** Base of the webhook back-off; it doubles with each attempt. */
  webhookRetryMs?: number
  /** Bank debits settle by themselves after this long; without it only `/__local/` settles them. */
  settleMs?: number
  /** How webhooks fare from the start; null or absent: as they should. */
  hostile?: HostileTerms | null
  /** `false`: nothing happens by itself, only on requests, `tick()` and `flushWebhooks()`. */
  timers?: boolean
}

/** Narrows the expandable fields of `T` to the ids that are stored. */
type Ids<T, K extends keyof T> = Omit<T, K> & {
  [P in K]: Extract<T[P], string | null | undefined>
}

export type ProductRow = Ids<Stripe.Product, 'default_price' | 'tax_code'>
/** On the wire `unit_amount_decimal` is a string; the SDK turns it into its `Decimal`. */
export type PriceRow = Omit<Stripe.Price, 'product' | 'unit_amount_decimal'> & {
  product: string
  unit_amount_decimal: string | null
}
export type LineItemRow = Omit<Stripe.LineItem, 'price'> & { price: PriceRow }
export type SessionRow = Ids<Omit<Stripe.Checkout.Session, 'line_items'>, 'payment_intent'>
export type PaymentIntentRow = Ids<Stripe.PaymentIntent, 'latest_charge' | 'payment_method'>
export type ChargeRow = Ids<Stripe.Charge, 'payment_intent' | 'balance_transaction'>
export type RefundRow = Ids<Stripe.Refund, 'charge' | 'payment_intent' | 'balance_transaction'> & {
  charge: string
}
export type DisputeRow = Ids<Stripe.Dispute, 'charge' | 'payment_intent'>
export type BalanceTransactionRow = Ids<Stripe.BalanceTransaction, 'source'>
export type WarningRow = Ids<Stripe.Radar.EarlyFraudWarning, 'charge' | 'payment_intent'>

/** Every event the stand-in sends, with the object it carries. */
export interface EventObjects {
  'charge.dispute.closed': DisputeRow
  'charge.dispute.created': DisputeRow
  'charge.dispute.funds_reinstated': DisputeRow
  'charge.dispute.funds_withdrawn': DisputeRow
  'charge.dispute.updated': DisputeRow
  'charge.failed': ChargeRow
  'charge.pending': ChargeRow
  'charge.refund.updated': RefundRow
  'charge.refunded': ChargeRow
  'charge.succeeded': ChargeRow
  'charge.updated': ChargeRow
  'checkout.session.async_payment_failed': SessionRow
  'checkout.session.async_payment_succeeded': SessionRow
  'checkout.session.completed': SessionRow
  'checkout.session.expired': SessionRow
  'payment_intent.canceled': PaymentIntentRow
  'payment_intent.created': PaymentIntentRow
  'payment_intent.payment_failed': PaymentIntentRow
  'payment_intent.processing': PaymentIntentRow
  'payment_intent.succeeded': PaymentIntentRow
  'price.created': PriceRow
  'price.deleted': PriceRow
  'price.updated': PriceRow
  'product.created': ProductRow
  'product.deleted': ProductRow
  'product.updated': ProductRow
  'radar.early_fraud_warning.created': WarningRow
  'refund.created': RefundRow
  'refund.failed': RefundRow
  'refund.updated': RefundRow
}
/** The intersection refuses a name that the pinned SDK doesn't know. */
export type EventType = keyof EventObjects & Stripe.Event['type']

export type EventRow = Omit<Stripe.EventBase, 'data' | 'type'> & {
  type: EventType
  data: { object: EventObjects[EventType]; previous_attributes?: object }
}

export interface Rows {
  product: ProductRow
  price: PriceRow
  'checkout.session': SessionRow
  payment_intent: PaymentIntentRow
  charge: ChargeRow
  refund: RefundRow
  dispute: DisputeRow
  balance_transaction: BalanceTransactionRow
  event: EventRow
  'radar.early_fraud_warning': WarningRow
}
export type Kind = keyof Rows
export type Row = Rows[Kind]

/** What a session needs to remember but never shows. */
export interface SessionExtra {
  lineItems: LineItemRow[]
  intent: Pick<PaymentIntentRow, 'description' | 'metadata' | 'receipt_email'> &
    Pick<PaymentIntentRow, 'statement_descriptor' | 'statement_descriptor_suffix'>
  /** Set once a bank debit is under way. */
  settles?: 'success' | 'failure'
}

/** What one operation works with; `request` names the API call its events are credited to. */
export interface Context {
  store: Store
  /** Milliseconds. */
  now(): number
  /** Seconds, as Stripe's timestamps. */
  seconds(): number
  newId(prefix: string, length?: number): string
  publicUrl(): string
  request: Stripe.Event.Request | null
  /** What becomes of the webhook of an event that happens now. */
  fate(): Fate
  settleMs: number | undefined
}

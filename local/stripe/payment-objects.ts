// The payment intent, charge and balance entry of one attempt to pay, as Stripe would show them.
import type {
  BalanceTransactionRow,
  ChargeRow,
  Context,
  PaymentIntentRow,
  SessionExtra,
  SessionRow,
} from './types.ts'

const FEE_FIXED_CENTS = 30
const FEE_BPS = 290
const AVAILABLE_AFTER_SECONDS = 2 * 24 * 60 * 60

export function newIntent(
  context: Context,
  session: SessionRow,
  intent: SessionExtra['intent'],
): PaymentIntentRow {
  const id = context.newId('pi_3')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${context.newId('')}`,
    confirmation_method: 'automatic',
    created: context.seconds(),
    currency: session.currency ?? 'usd',
    customer: null,
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: cardOptions },
    payment_method_types: session.payment_method_types,
    payment_record: null,
    processing: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
    ...intent,
  } satisfies PaymentIntentRow
}

const cardOptions = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
} as const

export interface Payer {
  name: string | null
  email: string | null
}

export interface ChargeTerms {
  payer: Payer
  status: 'succeeded' | 'pending' | 'failed'
  details: NonNullable<ChargeRow['payment_method_details']>
  failure?: { code: string; decline: string; message: string }
}

export function newCharge(
  context: Context,
  intent: PaymentIntentRow,
  terms: ChargeTerms,
): ChargeRow {
  const id = context.newId('ch_3')
  const taken = terms.status === 'succeeded'
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: taken ? intent.amount : 0,
    amount_refunded: 0,
    ...NO_CONNECT,
    balance_transaction: null,
    billing_details: { address: ADDRESS, phone: null, tax_id: null, ...terms.payer },
    calculated_statement_descriptor: intent.statement_descriptor ?? 'KAI',
    captured: taken,
    created: context.seconds(),
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: terms.failure?.code ?? null,
    failure_message: terms.failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    outcome: outcomeOf(terms),
    paid: taken,
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    payment_method_details: terms.details,
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: taken ? receiptUrl(context, id) : null,
    refunded: false,
    review: null,
    source: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: terms.status,
  } satisfies ChargeRow
}

export function receiptUrl(context: Context, charge: string): string {
  return `${context.publicUrl()}/receipts/${charge}`
}

/** Fields of connected accounts and shipped goods. */
const NO_CONNECT = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  on_behalf_of: null,
  shipping: null,
  source_transfer: null,
  transfer_data: null,
  transfer_group: null,
}

const ADDRESS = {
  city: null,
  country: 'US',
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}

function outcomeOf({ failure }: ChargeTerms): NonNullable<ChargeRow['outcome']> {
  return {
    advice_code: failure ? 'try_again_later' : null,
    network_advice_code: null,
    network_decline_code: failure ? '05' : null,
    network_status: failure ? 'declined_by_network' : 'approved_by_network',
    reason: failure?.decline ?? null,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: failure
      ? 'The bank did not return any further details with this decline.'
      : 'Payment complete.',
    type: failure ? 'issuer_declined' : 'authorized',
  }
}

export interface BalanceTerms {
  amount: number
  fee?: number
  source: string
  type: BalanceTransactionRow['type']
  category: string
}

/** Money entering or leaving the account; negative amounts leave. */
export function recordBalance(
  context: Context,
  currency: string,
  terms: BalanceTerms,
): BalanceTransactionRow {
  const fee = terms.fee ?? 0
  const row = {
    id: context.newId('txn_3'),
    object: 'balance_transaction',
    amount: terms.amount,
    available_on: context.seconds() + AVAILABLE_AFTER_SECONDS,
    balance_type: 'payments',
    created: context.seconds(),
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail(currency, fee)],
    net: terms.amount - fee,
    reporting_category: terms.category,
    source: terms.source,
    status: 'pending',
    type: terms.type,
  } satisfies BalanceTransactionRow
  context.store.save(row)
  return row
}

function feeDetail(currency: string, amount: number) {
  const description = 'Stripe processing fees'
  return { amount, application: null, currency, description, type: 'stripe_fee' }
}

export function cardFee(amount: number): number {
  return FEE_FIXED_CENTS + Math.round((amount * FEE_BPS) / 10_000)
}

// What happens when somebody presses Pay: objects and events in the order the real service makes
// them. A bank debit completes the session at once and settles later.
import { openDispute, warnOfFraud } from './disputes.ts'
import { changed, emit } from './events.ts'
import {
  type ChargeTerms,
  cardFee,
  newCharge,
  newIntent,
  type Payer,
  receiptUrl,
  recordBalance,
} from './payment-objects.ts'
import { type After, fingerprintOf, type TestCard } from './test-cards.ts'
import type { ChargeRow, Context, PaymentIntentRow, SessionExtra, SessionRow } from './types.ts'

export interface Attempt {
  number: string
  card: TestCard
  payer: Payer
  expiry: { month: number; year: number }
}

export type PayResult = { kind: 'complete' } | { kind: 'declined'; message: string }

export function pay(context: Context, session: SessionRow, attempt: Attempt): PayResult {
  const extra = context.store.extra(session.id)
  if (!extra) throw new Error(`session ${session.id} has no line items`)
  const asked = fromPage(context)
  const intent = intentFor(asked, session, extra)
  const attempted = { ...intent, payment_method: context.newId('pm_1') }
  const details = detailsOf(context, attempt)
  const base = { payer: attempt.payer, details }
  const { card } = attempt
  if (card.kind === 'declined') {
    const failure = { code: card.code, decline: card.decline, message: card.message }
    decline(asked, attempted, { ...base, status: 'failed', failure })
    saveWithIntent(context, session, intent)
    return { kind: 'declined', message: card.message }
  }
  const done = { ...session, ...completion(attempt.payer), payment_intent: intent.id }
  if (card.kind === 'bank') {
    startDebit(asked, attempted, base)
    complete(context, { ...done, payment_status: 'unpaid' }, { ...extra, settles: card.settles })
    scheduleSettlement(context, session.id)
    return { kind: 'complete' }
  }
  const charge = newCharge(asked, attempted, { ...base, status: 'succeeded' })
  succeedCharge(asked, charge)
  followUp(context, charge, card.after)
  succeedIntent(asked, attempted, charge)
  complete(context, { ...done, payment_status: 'paid' }, extra)
  capture(context, charge.id)
  return { kind: 'complete' }
}

/** The payment page is a client of the API too: what it does names a request, with a key. */
function fromPage(context: Context): Context {
  const request = { id: context.newId('req_', 14), idempotency_key: context.newId('', 36) }
  return { ...context, request }
}

/** Test cards with a sequel: it comes before the payment intent says that it succeeded. */
function followUp(context: Context, charge: ChargeRow, after: After | undefined): void {
  if (after === undefined) return
  if (after === 'warning') warnOfFraud(context, charge)
  else openDispute(context, charge, { inquiry: after === 'inquiry', reason: REASONS[after] })
}

const REASONS = {
  dispute: 'fraudulent',
  inquiry: 'fraudulent',
  undelivered: 'product_not_received',
} as const

/** The bank answered. A session settles once; asking again changes nothing. */
export function settle(context: Context, id: string, outcome?: 'success' | 'failure'): boolean {
  const { store } = context
  const session = store.get('checkout.session', id)
  const intent = store.get('payment_intent', session?.payment_intent ?? '')
  const charge = store.get('charge', intent?.latest_charge ?? '')
  store.unschedule(id)
  if (!session || !intent || !charge || intent.status !== 'processing') return false
  if ((outcome ?? store.extra(id)?.settles) === 'success') {
    const taken = withBalance(context, settledCharge(context, charge))
    succeedCharge(context, taken)
    succeedIntent(context, intent, taken)
    const paid = { ...session, payment_status: 'paid' } as const
    store.save(paid)
    emit(context, 'checkout.session.async_payment_succeeded', paid)
    return true
  }
  const failure = {
    code: 'insufficient_funds',
    decline: 'insufficient_funds',
    message: 'The customer’s bank account has insufficient funds to cover this debit.',
  }
  failCharge(context, intent, {
    ...charge,
    status: 'failed',
    failure_code: failure.code,
    failure_message: failure.message,
  })
  emit(context, 'checkout.session.async_payment_failed', session)
  return true
}

function intentFor(context: Context, session: SessionRow, extra: SessionExtra): PaymentIntentRow {
  const { store } = context
  const known = session.payment_intent && store.get('payment_intent', session.payment_intent)
  if (known) return known
  const intent = newIntent(context, session, extra.intent)
  store.save(intent)
  emit(context, 'payment_intent.created', intent)
  return intent
}

function saveWithIntent(context: Context, session: SessionRow, intent: PaymentIntentRow): void {
  context.store.save({ ...session, payment_intent: intent.id })
}

function completion({ name, email }: Payer) {
  return {
    status: 'complete',
    url: null,
    customer_details: {
      address: {
        city: null,
        country: 'US',
        line1: null,
        line2: null,
        postal_code: null,
        state: null,
      },
      business_name: null,
      email,
      individual_name: null,
      name,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
  } satisfies Partial<SessionRow>
}

function complete(context: Context, session: SessionRow, extra: SessionExtra): void {
  context.store.save(session, extra)
  context.store.unschedule(session.id)
  emit(context, 'checkout.session.completed', session)
}

function scheduleSettlement(context: Context, session: string): void {
  if (context.settleMs === undefined) return
  context.store.schedule({ kind: 'settle', target: session }, context.now() + context.settleMs)
}

function decline(context: Context, intent: PaymentIntentRow, terms: ChargeTerms): void {
  failCharge(context, intent, newCharge(context, intent, terms))
}

function failCharge(context: Context, intent: PaymentIntentRow, charge: ChargeRow): void {
  const failed = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    processing: null,
    latest_charge: charge.id,
    last_payment_error: {
      charge: charge.id,
      code: charge.failure_code ?? undefined,
      decline_code: charge.outcome?.reason ?? charge.failure_code ?? undefined,
      doc_url: `https://stripe.com/docs/error-codes/${charge.failure_code?.replaceAll('_', '-')}`,
      message: charge.failure_message ?? undefined,
      payment_method_type: charge.payment_method_details?.type,
      type: 'card_error',
    },
  } satisfies PaymentIntentRow
  context.store.save(charge)
  context.store.save(failed)
  emit(context, 'charge.failed', charge)
  emit(context, 'payment_intent.payment_failed', failed)
}

function startDebit(
  context: Context,
  intent: PaymentIntentRow,
  base: Pick<ChargeTerms, 'payer' | 'details'>,
): void {
  const charge = newCharge(context, intent, { ...base, status: 'pending' })
  const processing = {
    ...intent,
    status: 'processing',
    latest_charge: charge.id,
    last_payment_error: null,
    processing: null,
  } as const
  context.store.save(charge)
  context.store.save(processing)
  emit(context, 'charge.pending', charge)
  emit(context, 'payment_intent.processing', processing)
}

function settledCharge(context: Context, charge: ChargeRow): ChargeRow {
  return {
    ...charge,
    status: 'succeeded',
    paid: true,
    captured: true,
    amount_captured: charge.amount,
    receipt_url: receiptUrl(context, charge.id),
  }
}

function succeedCharge(context: Context, charge: ChargeRow): void {
  context.store.save(charge)
  emit(context, 'charge.succeeded', charge)
}

function succeedIntent(context: Context, intent: PaymentIntentRow, charge: ChargeRow): void {
  const succeeded = {
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
    processing: null,
  } as const
  context.store.save(succeeded)
  emit(context, 'payment_intent.succeeded', succeeded)
}

/** Asynchronous capture: the entry in the balance comes after the success, with its own event. */
function capture(context: Context, id: string): void {
  const charge = context.store.get('charge', id)
  if (!charge) return
  const captured = withBalance(context, charge)
  context.store.save(captured)
  emit(context, 'charge.updated', captured, changed(charge, captured))
}

function withBalance(context: Context, charge: ChargeRow): ChargeRow {
  const balance = recordBalance(context, charge.currency, {
    amount: charge.amount,
    fee: cardFee(charge.amount),
    source: charge.id,
    type: 'charge',
    category: 'charge',
  })
  return { ...charge, balance_transaction: balance.id }
}

function detailsOf(context: Context, { number, card, expiry }: Attempt): ChargeTerms['details'] {
  if (card.kind === 'bank') return { type: 'us_bank_account', us_bank_account: bankAccount }
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: card.kind === 'paid' ? context.newId('').slice(0, 6) : null,
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: expiry.month,
      exp_year: expiry.year,
      fingerprint: fingerprintOf(number),
      funding: 'credit',
      installments: null,
      last4: number.slice(-4),
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

const bankAccount = {
  account_holder_type: 'individual',
  account_type: 'checking',
  bank_name: 'STRIPE TEST BANK',
  fingerprint: fingerprintOf('110000000/000123456789'),
  last4: '6789',
  payment_reference: null,
  routing_number: '110000000',
} as const

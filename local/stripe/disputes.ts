// Disputes: a card's bank takes the money back, and gives it back again when the account wins.
import type Stripe from 'stripe'
import { invalid, missing } from './errors.ts'
import { changed, emit } from './events.ts'
import { type ListShape, listOf, listPage } from './lists.ts'
import type { Params, Supports } from './params.ts'
import { recordBalance } from './payment-objects.ts'
import type { Call, Route } from './route.ts'
import type { ChargeRow, Context, DisputeRow, WarningRow } from './types.ts'

const DISPUTE_FEE_CENTS = 1500
const EVIDENCE_SECONDS = 9 * 24 * 60 * 60
const UPDATE: Supports<Stripe.DisputeUpdateParams> = {
  evidence: 'used',
  intended_submission_method: 'ignored',
  metadata: 'used',
  submit: 'used',
}
const LIST_PARAMS: Supports<Stripe.DisputeListParams> = {
  charge: 'used',
  created: 'used',
  payment_intent: 'used',
}
const LIST: ListShape = {
  url: '/v1/disputes',
  params: LIST_PARAMS,
  fields: { charge: '$.charge', payment_intent: '$.payment_intent' },
}

export const disputeRoutes: Route[] = [
  { name: 'disputes.list', method: 'GET', path: '/v1/disputes', prepare: list },
  { name: 'disputes.retrieve', method: 'GET', path: '/v1/disputes/:id', prepare: retrieve },
  { name: 'disputes.update', method: 'POST', path: '/v1/disputes/:id', prepare: update },
  { name: 'disputes.close', method: 'POST', path: '/v1/disputes/:id/close', prepare: close },
]

export interface DisputeTerms {
  /** Part of the charge; default: what was not refunded. */
  amount?: number
  reason?: string
  /** A question first: no money moves unless it is escalated. */
  inquiry?: boolean
}

export function openDispute(context: Context, charge: ChargeRow, terms: DisputeTerms): DisputeRow {
  const left = charge.amount - charge.amount_refunded
  const amount = Math.min(terms.amount ?? left, charge.amount)
  const dispute = newDispute(context, charge, amount, terms)
  const disputed = { ...charge, disputed: true }
  context.store.save(disputed)
  context.store.save(dispute)
  emit(context, 'charge.dispute.created', dispute)
  return terms.inquiry ? dispute : withdraw(context, dispute)
}

/** An inquiry that the bank turned into a dispute. */
export function escalate(context: Context, dispute: DisputeRow): DisputeRow {
  if (!dispute.status.startsWith('warning_')) throw invalid('Only an inquiry can be escalated.')
  const escalated = { ...dispute, status: 'needs_response', is_charge_refundable: false } as const
  context.store.save(escalated)
  emit(context, 'charge.dispute.updated', escalated, changed(dispute, escalated))
  return withdraw(context, escalated)
}

export function existingDispute({ store }: Context, id: string): DisputeRow {
  const dispute = store.get('dispute', id)
  if (!dispute) throw missing('dispute', id)
  return dispute
}

export type DisputeOutcome = 'won' | 'lost' | 'warning_closed'

export function decide(context: Context, dispute: DisputeRow, outcome: DisputeOutcome): DisputeRow {
  if (isFinal(dispute)) throw invalid('This dispute is already closed.')
  const inquiry = dispute.status.startsWith('warning_')
  const status = inquiry && outcome !== 'lost' ? 'warning_closed' : outcome
  const decided = { ...dispute, status } satisfies DisputeRow
  const final = status === 'won' ? reinstate(context, decided) : decided
  context.store.save(final)
  emit(context, 'charge.dispute.closed', final)
  return final
}

export function warnOfFraud(context: Context, charge: ChargeRow): WarningRow {
  const warning = {
    id: context.newId('issfr_1'),
    object: 'radar.early_fraud_warning',
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: context.seconds(),
    fraud_type: 'made_with_stolen_card',
    livemode: false,
    payment_intent: charge.payment_intent ?? undefined,
  } satisfies WarningRow
  context.store.save(warning)
  emit(context, 'radar.early_fraud_warning.created', warning)
  return warning
}

function newDispute(
  context: Context,
  charge: ChargeRow,
  amount: number,
  { reason = 'fraudulent', inquiry = false }: DisputeTerms,
): DisputeRow {
  const brand = charge.payment_method_details?.card?.brand ?? 'visa'
  return {
    id: context.newId('du_1'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: context.seconds(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: context.seconds() + EVIDENCE_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand,
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: brand,
        network_reason_code: '10.4',
      },
    },
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  } satisfies DisputeRow
}

function withdraw(context: Context, dispute: DisputeRow): DisputeRow {
  return move(context, dispute, 'charge.dispute.funds_withdrawn')
}

function reinstate(context: Context, dispute: DisputeRow): DisputeRow {
  return move(context, dispute, 'charge.dispute.funds_reinstated')
}

function move(
  context: Context,
  dispute: DisputeRow,
  type: 'charge.dispute.funds_withdrawn' | 'charge.dispute.funds_reinstated',
): DisputeRow {
  const back = type === 'charge.dispute.funds_reinstated'
  const entry = recordBalance(context, dispute.currency, {
    amount: back ? dispute.amount : -dispute.amount,
    fee: back ? 0 : DISPUTE_FEE_CENTS,
    source: dispute.id,
    type: 'adjustment',
    category: back ? 'dispute_reversal' : 'dispute',
  })
  const balance_transactions = [...dispute.balance_transactions, entry]
  const moved = { ...dispute, balance_transactions } satisfies DisputeRow
  context.store.save(moved)
  emit(context, type, moved)
  return moved
}

function isFinal({ status }: DisputeRow): boolean {
  return ['won', 'lost', 'warning_closed', 'prevented'].includes(status)
}

function list({ params, context }: Call): () => object {
  const page = listPage(params, LIST)
  return () => listOf(context, 'dispute', page, LIST.url)
}

function retrieve({ params, context, id }: Call): () => object {
  params.allow({})
  return () => existingDispute(context, id)
}

/** As in the real test mode, the text of the evidence decides the case. */
function update({ params, context, id }: Call): () => object {
  params.allow(UPDATE)
  const submit = params.boolean('submit') ?? true
  return () => {
    const before = existingDispute(context, id)
    const given = evidenceOf(params)
    const text = given?.uncategorized_text
    if (given && isFinal(before)) throw invalid('This dispute is already closed.')
    const after = {
      ...before,
      metadata: params.metadata('metadata', before.metadata),
      ...(given && withEvidence(before, given, submit)),
    } satisfies DisputeRow
    context.store.save(after)
    emit(context, 'charge.dispute.updated', after, changed(before, after))
    if (submit && text === 'winning_evidence') return decide(context, after, 'won')
    if (submit && text === 'losing_evidence') return decide(context, after, 'lost')
    return after
  }
}

function evidenceOf(params: Params): Record<string, string> | undefined {
  const evidence = params.object('evidence')
  if (!evidence) return undefined
  evidence.allow(Object.fromEntries(Object.keys(noEvidence).map((key) => [key, 'used'])))
  return Object.fromEntries(evidence.keys().map((key) => [key, evidence.text(key) ?? '']))
}

function withEvidence(
  before: DisputeRow,
  given: Record<string, string>,
  submit: boolean,
): Partial<DisputeRow> {
  const { evidence, evidence_details: details, status } = before
  const reviewed = status.startsWith('warning_') ? 'warning_under_review' : 'under_review'
  return {
    evidence: { ...evidence, ...given },
    evidence_details: {
      ...details,
      has_evidence: true,
      submission_count: details.submission_count + (submit ? 1 : 0),
      submission_method: submit ? 'manual' : details.submission_method,
    },
    status: submit ? reviewed : status,
  }
}

/** Accepting a dispute loses it. */
function close({ params, context, id }: Call): () => object {
  params.allow({})
  return () => decide(context, existingDispute(context, id), 'lost')
}

const noEvidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
} satisfies DisputeRow['evidence']

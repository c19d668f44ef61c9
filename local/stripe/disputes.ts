// Disputes: a card's bank takes the money back, and gives it back again when the account wins.
import type Stripe from 'stripe'
import { evidenceOf, NO_EVIDENCE, VERDICTS, withEvidence } from './dispute-evidence.ts'
import { invalid, missing } from './errors.ts'
import { changed, emit } from './events.ts'
import { type ListShape, listOf, listPage } from './lists.ts'
import type { Supports } from './params.ts'
import { recordBalance } from './payment-objects.ts'
import { failRefund } from './refunds.ts'
import type { Call, Route } from './route.ts'
import type { DisputeJob } from './store.ts'
import type { ChargeRow, Context, DisputeRow, WarningRow } from './types.ts'

const DISPUTE_FEE_CENTS = 1500
const DAY_SECONDS = 24 * 60 * 60
const EVIDENCE_DAYS = 8
const REASON_CODES: Record<string, string> = { fraudulent: '10.4', product_not_received: '13.1' }
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
  /** Settled between the banks before it began: no money moves at all. */
  prevented?: boolean
}

export function openDispute(context: Context, charge: ChargeRow, terms: DisputeTerms): DisputeRow {
  const left = charge.amount - charge.amount_refunded
  const amount = Math.min(terms.amount ?? left, charge.amount)
  const dispute = newDispute(context, charge, amount, terms)
  const disputed = { ...charge, disputed: true }
  context.store.save(disputed)
  context.store.save(dispute)
  if (!terms.prevented) loseWhenDue(context, dispute)
  emit(context, 'charge.dispute.created', dispute)
  if (terms.prevented) return dispute
  return terms.inquiry ? dispute : withdraw(context, dispute)
}

/** An inquiry that the bank turned into a dispute. */
export function escalate(context: Context, dispute: DisputeRow): DisputeRow {
  if (!dispute.status.startsWith('warning_')) throw invalid('Only an inquiry can be escalated.')
  const escalated = { ...dispute, status: 'needs_response', is_charge_refundable: false } as const
  context.store.save(escalated)
  loseWhenDue(context, escalated)
  emit(context, 'charge.dispute.updated', escalated, changed(dispute, escalated))
  return withdraw(context, escalated)
}

/** Who says nothing loses. */
function loseWhenDue({ store }: Context, { id, evidence_details }: DisputeRow): void {
  store.schedule({ kind: 'lose-dispute', target: id }, (evidence_details.due_by ?? 0) * 1000)
}

export function existingDispute({ store }: Context, id: string): DisputeRow {
  const dispute = store.get('dispute', id)
  if (!dispute) throw missing('dispute', id)
  return dispute
}

export type DisputeOutcome = 'won' | 'lost' | 'warning_closed'

export function decide(context: Context, dispute: DisputeRow, outcome: DisputeOutcome): DisputeRow {
  if (isFinal(dispute)) throw invalid('This dispute is already closed')
  // No money moved for an inquiry, so it can be neither won nor lost.
  const status = dispute.status.startsWith('warning_') ? 'warning_closed' : outcome
  const won = status === 'won'
  const refundable = won || dispute.is_charge_refundable
  const decided = { ...dispute, status, is_charge_refundable: refundable } satisfies DisputeRow
  context.store.unschedule(dispute.id)
  const final = won ? reinstate(context, decided) : decided
  context.store.save(final)
  emit(context, 'charge.dispute.closed', final)
  return final
}

/** A bank takes up again what it had decided for the account, and takes the money after all. */
export function takeUpAgain(context: Context, dispute: DisputeRow): DisputeRow {
  if (dispute.status !== 'won') throw invalid('Only a dispute that was won can return.')
  const lost = { ...dispute, status: 'lost', is_charge_refundable: false } satisfies DisputeRow
  emit(context, 'charge.dispute.updated', lost, changed(dispute, lost))
  const taken = move(context, lost, 'charge.dispute.funds_withdrawn')
  emit(context, 'charge.dispute.closed', taken)
  return taken
}

/** The bank's answer, or the day on which it would have needed one from the account. */
export function endReview(context: Context, kind: DisputeJob, dispute: DisputeRow): void {
  if (isFinal(dispute)) return
  if (kind === 'win-dispute') decide(context, dispute, 'won')
  else if (kind === 'lose-dispute') decide(context, overdue(context, dispute), 'lost')
  else if (dispute.status.startsWith('warning_')) escalate(context, dispute)
}

function overdue(context: Context, dispute: DisputeRow): DisputeRow {
  const { evidence_details: details } = dispute
  const isPast = !details.has_evidence && context.seconds() >= (details.due_by ?? 0)
  return isPast ? { ...dispute, evidence_details: { ...details, past_due: true } } : dispute
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
  { reason = 'fraudulent', inquiry = false, prevented = false }: DisputeTerms,
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
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: dueBy(context),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry || prevented,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand,
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: brand,
        network_reason_code: inquiry ? '10' : (REASON_CODES[reason] ?? '10.4'),
      },
    },
    reason,
    status: statusOf(inquiry, prevented),
  } satisfies DisputeRow
}

function statusOf(inquiry: boolean, prevented: boolean): DisputeRow['status'] {
  if (prevented) return 'prevented'
  return inquiry ? 'warning_needs_response' : 'needs_response'
}

/** The end of a day, some days on. */
function dueBy(context: Context): number {
  const lastDay = Math.floor(context.seconds() / DAY_SECONDS) + EVIDENCE_DAYS
  return (lastDay + 1) * DAY_SECONDS - 1
}

/** A refund on its way is stopped, or the money would go back twice. */
function withdraw(context: Context, dispute: DisputeRow): DisputeRow {
  for (const refund of context.store.where('refund', '$.charge', dispute.charge)) {
    if (refund.status !== 'pending') continue
    failRefund(context, refund, 'charge_for_pending_refund_disputed')
  }
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

/** The bank takes a while: the answer says that the evidence is under review. */
function update({ params, context, id }: Call): () => object {
  params.allow(UPDATE)
  const submit = params.boolean('submit') ?? true
  return () => {
    const before = existingDispute(context, id)
    const given = evidenceOf(params)
    if (isFinal(before)) throw invalid('This dispute is already closed')
    const after = {
      ...before,
      metadata: params.metadata('metadata', before.metadata),
      ...(given && withEvidence(before, given, submit)),
    } satisfies DisputeRow
    context.store.save(after)
    emit(context, 'charge.dispute.updated', after, changed(before, after))
    if (given && submit) review(context, after)
    return after
  }
}

function review(context: Context, dispute: DisputeRow): void {
  tellOfCharge(context, dispute)
  context.store.unschedule(dispute.id)
  const kind = VERDICTS[dispute.evidence.uncategorized_text ?? '']
  if (!kind) return
  const at = context.now() + (context.settleMs ?? 0)
  context.store.schedule({ kind, target: dispute.id }, at)
}

/** What the account does in a dispute is told of its charge as well. */
function tellOfCharge(context: Context, { charge }: DisputeRow): void {
  const disputed = context.store.get('charge', charge)
  if (disputed) emit(context, 'charge.updated', disputed)
}

/** Accepting a dispute loses it. */
function close({ params, context, id }: Call): () => object {
  params.allow({})
  return () => {
    const closed = decide(context, existingDispute(context, id), 'lost')
    tellOfCharge(context, closed)
    return closed
  }
}

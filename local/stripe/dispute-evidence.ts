// What an account says in a dispute. As in the real test mode, its text decides the case.
import type { Params } from './params.ts'
import type { DisputeJob } from './store.ts'
import type { DisputeRow } from './types.ts'

/** By `uncategorized_text`; any other text leaves the case under review. */
export const VERDICTS: Record<string, DisputeJob> = {
  winning_evidence: 'win-dispute',
  losing_evidence: 'lose-dispute',
  escalate_inquiry_evidence: 'escalate-dispute',
}

export function evidenceOf(params: Params): Record<string, string> | undefined {
  const evidence = params.object('evidence')
  if (!evidence) return undefined
  evidence.allow(Object.fromEntries(Object.keys(NO_EVIDENCE).map((key) => [key, 'used'])))
  return Object.fromEntries(evidence.keys().map((key) => [key, evidence.text(key) ?? '']))
}

export function withEvidence(
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

export const NO_EVIDENCE = {
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

// Which check meets a kind of difference, and so is the one that may say that it is gone. Pure.
import type { DifferenceKind } from '../../shared/difference-kind.ts'

export type Check = 'person' | 'heads' | 'payouts' | 'predictions' | 'adjustments' | 'audit'

/** Null: nobody looks at it again; what is told of it a second time says something else. */
const CHECKED_BY: Readonly<Record<DifferenceKind, Check | null>> = {
  row_unreadable: 'person',
  row_hash: 'person',
  row_postings: 'person',
  row_totals: 'person',
  row_chain: 'person',
  row_missing: 'person',
  row_double: 'person',
  row_without_source: 'person',
  row_without_order: 'person',
  row_without_balance: null,
  row_without_commitment: 'person',
  row_without_adjustment: 'person',
  balance_missing: 'person',
  balance_unreadable: 'person',
  balance_rows: 'person',
  balance_held: 'person',
  commitment_unreadable: 'person',
  commitment_row: 'person',
  adjustment_unreadable: 'adjustments',
  adjustment_row: 'adjustments',
  adjustment_undecided: 'adjustments',
  order_unreadable: 'person',
  order_missing: 'person',
  order_snapshot: 'person',
  order_without_row: 'person',
  order_row: 'person',
  order_taken: 'person',
  order_unpaid: null,
  order_uncredited: 'person',
  order_unruled: 'person',
  order_refunding: 'person',
  session_without_order: null,
  head_lost: 'heads',
  heads_unfit: null,
  checkpoint_unfit: 'person',
  payout_unreadable: 'payouts',
  payout_sums: 'payouts',
  payout_outcome: 'payouts',
  payout_missing: 'predictions',
  prediction_unreadable: 'predictions',
  refund_unreadable: null,
  event_unreadable: null,
  supply: null,
  audit_chain: 'audit',
}

export const kindsOf = (check: Check): DifferenceKind[] =>
  (Object.keys(CHECKED_BY) as DifferenceKind[]).filter((kind) => CHECKED_BY[kind] === check)

// Where the books say two things at once. Pure.
import type { PurchaseId, UserId } from '../../shared/ids.ts'

export type DifferenceKind =
  | 'row_unreadable'
  | 'row_hash'
  | 'row_postings'
  | 'row_totals'
  | 'row_chain'
  | 'row_missing'
  | 'row_double'
  | 'row_without_order'
  | 'row_without_balance'
  | 'balance_unreadable'
  | 'balance_rows'
  | 'balance_held'
  | 'order_unreadable'
  | 'order_without_row'
  | 'order_row'
  | 'order_taken'
  | 'order_unpaid'
  | 'order_uncredited'
  | 'session_without_order'
  | 'payout_unreadable'
  | 'payout_sums'
  | 'payout_outcome'
  | 'supply'

export type Facts = Readonly<Record<string, string | number | boolean | null>>

export interface Difference {
  readonly kind: DifferenceKind
  /** Of the document to look at. */
  readonly id: string
  readonly userId: UserId | null
  readonly purchaseId?: PurchaseId | null
  readonly facts: Facts
}

/** A document as it was found; null: nothing the product would have written. */
export interface Found<T> {
  readonly id: string
  readonly value: T | null
}

/** These mean that a person's own books can't be trusted: nothing more may be spent from them. */
const OF_A_PERSON: ReadonlySet<DifferenceKind> = new Set([
  'row_unreadable',
  'row_hash',
  'row_postings',
  'row_totals',
  'row_chain',
  'row_missing',
  'row_double',
  'balance_unreadable',
  'balance_rows',
  'balance_held',
])
export const breaksTrust = ({ kind }: Difference): boolean => OF_A_PERSON.has(kind)

/** What was changed by hand may lack what every document has. */
export function readably<T>(check: () => T, unreadable: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof TypeError) return unreadable()
    throw error
  }
}

// Where the books say two things at once. Pure.
import type { DifferenceKind } from '../../shared/difference-kind.ts'
import { FlagId, type PurchaseId, type UserId } from '../../shared/ids.ts'
import type { Micros, Sha256 } from './ledger.ts'

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
  /** Whom it names, readable or not. */
  readonly owner?: UserId | null
  /** When the database wrote it: never twice, for what never changes. */
  readonly writtenAt?: string
  /** Its place among others by time; null: no later page can begin after it. */
  readonly at?: { readonly at: Micros; readonly tie: number | string } | null
}

/** One a kind and document. */
export function caseIdOf({ kind, id }: Pick<Difference, 'kind' | 'id'>, sha256: Sha256): string {
  const plain = FlagId.safeParse(`recon_${kind}_${id}`)
  // Whoever makes documents by hand may call them anything.
  return plain.success ? plain.data : `recon_${kind}_${sha256(id)}`
}

/** What a cron should have seen to, and nobody can read: its owner waits for a person. */
export const bentBy = (
  kind: 'order' | 'payout' | 'prediction' | 'refund' | 'event',
  bent: readonly Found<never>[],
): Difference[] =>
  bent.map(({ id, owner = null, writtenAt = '' }) => ({
    kind: `${kind}_unreadable`,
    id,
    userId: owner,
    facts: { writtenAt },
  }))

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
  'head_lost',
  'checkpoint_unfit',
])
export const breaksTrust = ({ kind }: Difference): boolean => OF_A_PERSON.has(kind)

/** What was changed by hand may lack what every document has. */
export function readably<T>(check: () => T, unreadable: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return unreadable()
    throw error
  }
}

// Whether one row is as it was written and stands where it belongs, by its neighbours. Pure.
import type { Found } from './difference.ts'
import type { Sha256, TokenTransaction, Wallet } from './ledger.ts'
import {
  atTheBeginning,
  type Place,
  placeBefore,
  placeOfBalance,
  stepBack,
} from './reconcile-chain.ts'
import { faultsOfRow } from './reconcile-row.ts'

export interface ChainVerdict {
  /** Its own hash, made anew of what it says. */
  readonly hash: boolean
  /** Its postings add up to what it says they moved, and to the state after it. */
  readonly sums: boolean
  /** It follows the row before it, or begins the books. */
  readonly link: boolean
  /** The row after it, or the balance, follows it. */
  readonly next: boolean
}
export interface Surrounded {
  readonly row: TokenTransaction
  readonly older: Found<TokenTransaction> | null
  readonly newer: Found<TokenTransaction> | null
  /** No older than `row`, and no newer than `newer`. */
  readonly wallet: Wallet | null
}

/** Null: it was changed into something that can't be judged. */
export function chainOf(
  { row, older, newer, wallet }: Surrounded,
  sha256: Sha256,
): ChainVerdict | null {
  const kinds = faultsOfRow({ id: row.id, value: row }, sha256).map(({ kind }) => kind)
  if (kinds.includes('row_unreadable') || !isShowable(row)) return null
  const written = (each: Found<TokenTransaction>): TokenTransaction | null =>
    faultsOfRow(each, sha256).length === 0 ? each.value : null
  const before = older && written(older)
  const behind = newer && written(newer)
  const after = newer ? behind && placeBefore(behind) : wallet && placeOfBalance(wallet)
  return {
    hash: !kinds.includes('row_hash'),
    sums: !kinds.includes('row_postings') && !kinds.includes('row_totals'),
    link: older
      ? !!before && follows(placeBefore(row), before, row)
      : atTheBeginning(placeBefore(row), row.userId).length === 0,
    next: !!after && follows(after, row, behind ?? wallet),
  }
}

/** It has the form of a row, whatever it says. */
const isShowable = ({ postings, metadata, timestamp }: TokenTransaction): boolean =>
  Array.isArray(postings) &&
  typeof metadata === 'object' &&
  Number.isSafeInteger(timestamp) &&
  Number.isSafeInteger(metadata.bonusTokens ?? 0)

const follows = (
  place: Place,
  before: TokenTransaction,
  after: Pick<Wallet, 'userId'> | null,
): boolean =>
  before.userId === after?.userId &&
  before.seq === place.seq &&
  stepBack(place, before).differences.length === 0

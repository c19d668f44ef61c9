// One ledger row by itself: its postings are added up here anew, by nothing that wrote them. Pure.
import type { DifferenceKind } from '../../shared/difference-kind.ts'
import { canonicalJson } from './canonical.ts'
import { type Difference, type Found, readably } from './difference.ts'
import type { Deltas, Posting, Sha256, TokenTransaction } from './ledger.ts'

export const NOTHING: Deltas = {
  dAvailable: 0,
  dCommitted: 0,
  dOwed: 0,
  dStripe: 0,
  dPromo: 0,
  dBook: 0,
  dAdjust: 0,
}
const ACCOUNTS = Object.keys(NOTHING) as (keyof Deltas)[]

export const addDeltas = (a: Deltas, b: Deltas): Deltas => ({
  dAvailable: a.dAvailable + b.dAvailable,
  dCommitted: a.dCommitted + b.dCommitted,
  dOwed: a.dOwed + b.dOwed,
  dStripe: a.dStripe + b.dStripe,
  dPromo: a.dPromo + b.dPromo,
  dBook: a.dBook + b.dBook,
  dAdjust: a.dAdjust + b.dAdjust,
})

export const subtractDeltas = (a: Deltas, b: Deltas): Deltas => ({
  dAvailable: a.dAvailable - b.dAvailable,
  dCommitted: a.dCommitted - b.dCommitted,
  dOwed: a.dOwed - b.dOwed,
  dStripe: a.dStripe - b.dStripe,
  dPromo: a.dPromo - b.dPromo,
  dBook: a.dBook - b.dBook,
  dAdjust: a.dAdjust - b.dAdjust,
})

export function faultsOfRow(
  { id, value: row, owner = null, writtenAt = '' }: Found<TokenTransaction>,
  sha256: Sha256,
): Difference[] {
  // A row never changes: written at another time it was changed once more.
  const unreadable: Difference[] = [
    { kind: 'row_unreadable', id, userId: owner, facts: { writtenAt } },
  ]
  if (!row) return unreadable
  const fault = (kind: DifferenceKind): Difference => {
    return { kind, id, userId: row.userId, facts: { seq: row.seq, writtenAt } }
  }
  return readably(
    () => [
      ...(row.id === id && row.hash === hashOf(row, sha256) ? [] : [fault('row_hash')]),
      ...(isMoved(row, sumsOf(row)) ? [] : [fault('row_postings')]),
      ...(isSound(row) ? [] : [fault('row_totals')]),
    ],
    () => unreadable,
  )
}

function hashOf(row: TokenTransaction, sha256: Sha256): string {
  const { hash: _, ...rest } = row
  return sha256(canonicalJson(rest))
}

const isMoved = ({ deltas }: TokenTransaction, sums: Deltas | null): boolean =>
  sums !== null && ACCOUNTS.every((account) => sums[account] === deltas[account])

/** Null when a posting can't be one: no tokens, or an account of nobody. */
function sumsOf({ userId, postings }: TokenTransaction): Deltas | null {
  const sums = new Map<string, number>()
  for (const { from, to, amount } of postings) {
    if (!Number.isSafeInteger(amount) || amount <= 0) return null
    sums.set(from, (sums.get(from) ?? 0) - amount)
    sums.set(to, (sums.get(to) ?? 0) + amount)
  }
  const take = (account: Posting['from']): number => {
    const sum = sums.get(account) ?? 0
    sums.delete(account)
    return sum
  }
  const taken: Deltas = {
    dAvailable: take(`user:${userId}:available`),
    dCommitted: take(`user:${userId}:committed`),
    // Owing is a debt account below zero.
    dOwed: 0 - take(`debt:${userId}`),
    dStripe: take('world:stripe'),
    dPromo: take('house:promo'),
    dBook: take('house:book'),
    dAdjust: take('house:adjust'),
  }
  return sums.size === 0 ? taken : null
}

/** The state after it is one that a wallet may be in, and follows from the balance before it. */
function isSound({ balanceBefore, balanceAfter, deltas, after, seq }: TokenTransaction): boolean {
  const { available, committed, owed, totalEarned, totalSpent, version } = after
  const whole = [balanceBefore, available, committed, owed, totalEarned, totalSpent].every(
    (count) => Number.isSafeInteger(count) && count >= 0,
  )
  const follows = balanceBefore + deltas.dAvailable === balanceAfter && balanceAfter === available
  return whole && follows && version === seq && (available === 0 || owed === 0)
}

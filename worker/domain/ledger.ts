// The ledger: rows are lists of postings, and a wallet is their projection. Pure.

import type { RowType } from '../../shared/api/wallet.ts'
import type { PredictionId, UserId } from '../../shared/ids.ts'
import { addTokens, NO_TOKENS, type Tokens, tokens } from '../../shared/tokens.ts'
import { canonicalJson } from './canonical.ts'
import type { Holds } from './holds.ts'
import { type DayCounters, NO_DAY, NO_LIMITS, type OwnLimits } from './limits.ts'

/** Microseconds since 1970; safe as a number until the year 2255. */
export type Micros = number

export type Account =
  | `user:${string}:available`
  | `user:${string}:committed`
  | `debt:${string}`
  | 'world:stripe'
  | 'house:promo'
  | 'house:book'
  | 'house:adjust'

export const availableOf = (userId: UserId): Account => `user:${userId}:available`
export const committedOf = (userId: UserId): Account => `user:${userId}:committed`
const debtOf = (userId: UserId): Account => `debt:${userId}`

/** One leg of a movement. The amount is above zero: an unbalanced row can't be written down. */
export interface Posting {
  readonly from: Account
  readonly to: Account
  readonly amount: Tokens
}

export interface Totals {
  readonly available: Tokens
  readonly committed: Tokens
  readonly owed: Tokens
  readonly totalEarned: Tokens
  readonly totalSpent: Tokens
  readonly version: number
}

/** A projection of the rows of one person, plus what guards their orders. */
export interface Wallet extends Totals {
  readonly userId: UserId
  readonly holds: Holds
  readonly state: 'active' | 'closing' | 'erased'
  /** Unpaid orders and their price in cents. */
  readonly openOrders: Readonly<Record<string, number>>
  readonly limits: OwnLimits
  readonly day: DayCounters
  /** Until then settlement asks everybody else to wait a moment. */
  readonly yieldUntil: Micros
  readonly headHash: string
  /** Time of the last row; 0 before the first. */
  readonly lastUpdated: Micros
}

export interface RowMetadata {
  readonly stripePaymentId?: string
  readonly packageId?: string
  readonly packageName?: string
  readonly predictionTitle?: string
  readonly commitmentId?: string
  readonly position?: 'yes' | 'no'
  readonly oddsBps?: number
  /** What a commitment may return: its payout stands on this. */
  readonly potentialWinning?: number
  readonly cause?: string
  readonly bonusTokens?: number
  /** What was paid for it. */
  readonly cents?: number
  /** What went back with it as Stripe said it; below zero: what came again. */
  readonly refundedCents?: number
  readonly withdrawnCents?: number
}

/** A ledger row: the truth. Immutable. Its id is the idempotency key of its effect. */
export interface TokenTransaction {
  readonly id: string
  readonly userId: UserId
  readonly type: RowType
  readonly amount: Tokens
  readonly balanceBefore: Tokens
  readonly balanceAfter: Tokens
  readonly relatedId: string | null
  /** For bets and their settlement. */
  readonly predictionId?: PredictionId
  /** Resolution that wrote it, for settlements and their reversals. */
  readonly resolutionVersion?: number
  readonly metadata: RowMetadata
  readonly postings: readonly Posting[]
  /** Signed sums of the postings by account, for aggregation queries. */
  readonly deltas: Deltas
  readonly seq: number
  readonly after: Totals
  readonly requestHash: string
  readonly prevHash: string
  readonly hash: string
  readonly timestamp: Micros
  /** hash(id) mod 8: spreads cross-user reads over the index. */
  readonly shard: number
}

export interface Deltas {
  readonly dAvailable: number
  readonly dCommitted: number
  readonly dOwed: number
  readonly dStripe: number
  readonly dPromo: number
  readonly dBook: number
  readonly dAdjust: number
}

/** What moves: the primary postings of money-rules 1 and how the lifetime totals change. */
export interface Movement {
  readonly id: string
  readonly type: RowType
  readonly amount: Tokens
  readonly relatedId: string | null
  readonly predictionId?: PredictionId
  readonly resolutionVersion?: number
  readonly metadata: RowMetadata
  readonly primary: readonly Posting[]
  readonly earned?: number
  readonly spent?: number
  readonly requestHash: string
}

export const SHARDS = 8
export type Sha256 = (text: string) => string

export function emptyWallet(userId: UserId): Wallet {
  return {
    userId,
    available: NO_TOKENS,
    committed: NO_TOKENS,
    owed: NO_TOKENS,
    totalEarned: NO_TOKENS,
    totalSpent: NO_TOKENS,
    version: 0,
    holds: {},
    state: 'active',
    openOrders: {},
    limits: NO_LIMITS,
    day: NO_DAY,
    yieldUntil: 0,
    headHash: '',
    lastUpdated: 0,
  }
}

/** A posting, or none when there is nothing to move. */
export function post(from: Account, to: Account, amount: Tokens): Posting[] {
  return amount === 0 ? [] : [{ from, to, amount }]
}

export const shardOf = (id: string, sha256: Sha256): number =>
  Number.parseInt(sha256(id).slice(0, 8), 16) % SHARDS

/**
 * Appends one row: primary postings, then at most one debt posting (borrow what is missing, repay
 * what is owed), so that a balance never goes below zero and available and owed are never both
 * above it. Throws when a balance, or available and committed together, would leave 0..2^53-1:
 * settlement bounds prevent it.
 */
export function append(
  wallet: Wallet,
  movement: Movement,
  now: Micros,
  sha256: Sha256,
): { wallet: Wallet; row: TokenTransaction } {
  const postings = [...movement.primary, ...debtPosting(wallet, movement.primary)]
  const deltas = sumDeltas(wallet.userId, postings)
  const after: Totals = {
    available: tokens(wallet.available + deltas.dAvailable),
    committed: tokens(wallet.committed + deltas.dCommitted),
    owed: tokens(wallet.owed + deltas.dOwed),
    totalEarned: tokens(wallet.totalEarned + (movement.earned ?? 0)),
    totalSpent: tokens(wallet.totalSpent + (movement.spent ?? 0)),
    version: wallet.version + 1,
  }
  // What is shown as the total has to be a number too.
  addTokens(after.available, after.committed)
  const body = {
    id: movement.id,
    userId: wallet.userId,
    type: movement.type,
    amount: movement.amount,
    balanceBefore: wallet.available,
    balanceAfter: after.available,
    relatedId: movement.relatedId,
    ...(movement.predictionId !== undefined && { predictionId: movement.predictionId }),
    ...(movement.resolutionVersion !== undefined && {
      resolutionVersion: movement.resolutionVersion,
    }),
    metadata: movement.metadata,
    postings,
    deltas,
    seq: after.version,
    after,
    requestHash: movement.requestHash,
    prevHash: wallet.headHash,
    timestamp: Math.max(now, wallet.lastUpdated + 1),
    shard: shardOf(movement.id, sha256),
  }
  const row: TokenTransaction = { ...body, hash: rowHash(body, sha256) }
  return {
    row,
    wallet: { ...wallet, ...after, headHash: row.hash, lastUpdated: row.timestamp },
  }
}

/** The chain covers every field of the row but the hash itself. */
export function rowHash(row: Omit<TokenTransaction, 'hash'>, sha256: Sha256): string {
  const { hash: _, ...body } = row as TokenTransaction
  return sha256(canonicalJson(body))
}

function debtPosting(wallet: Wallet, primary: readonly Posting[]): Posting[] {
  const debt = debtOf(wallet.userId)
  const own = availableOf(wallet.userId)
  const available = wallet.available + sumDeltas(wallet.userId, primary).dAvailable
  if (available < 0) return post(debt, own, tokens(-available))
  if (wallet.owed > 0) return post(own, debt, tokens(Math.min(available, wallet.owed)))
  return []
}

const FIELD_OF: Readonly<Record<string, keyof Deltas>> = {
  'world:stripe': 'dStripe',
  'house:promo': 'dPromo',
  'house:book': 'dBook',
  'house:adjust': 'dAdjust',
}

function sumDeltas(userId: UserId, postings: readonly Posting[]): Deltas {
  const sums = {
    dAvailable: 0,
    dCommitted: 0,
    dOwed: 0,
    dStripe: 0,
    dPromo: 0,
    dBook: 0,
    dAdjust: 0,
  }
  const add = (account: Account, amount: number): void => {
    if (account === availableOf(userId)) sums.dAvailable += amount
    else if (account === committedOf(userId)) sums.dCommitted += amount
    // What a person owes is the debt account's balance turned round.
    else if (account === debtOf(userId)) sums.dOwed -= amount
    else {
      const field = FIELD_OF[account]
      if (!field) throw new RangeError(`posting to an account of someone else: ${account}`)
      sums[field] += amount
    }
  }
  for (const { from, to, amount } of postings) {
    if (amount <= 0) throw new RangeError('a posting moves at least one token')
    add(from, -amount)
    add(to, amount)
  }
  return sums
}

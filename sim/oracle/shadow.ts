// What the books must say, kept beside the product and without its code: folded from the documents
// that commits wrote, and compared with the balances in them.
import type { Plain } from './decode.ts'

export interface Posting {
  readonly from: string
  readonly to: string
  readonly amount: number
}
/** A row as it is stored. */
export interface Row {
  readonly id: string
  readonly userId: string
  readonly type: string
  readonly amount: number
  readonly balanceBefore: number
  readonly balanceAfter: number
  readonly relatedId: string | null
  readonly predictionId?: string
  readonly resolutionVersion?: number
  readonly metadata: { readonly commitmentId?: string; readonly cause?: string }
  readonly postings: readonly Posting[]
  readonly seq: number
  readonly after: Plain
  readonly requestHash: string
  readonly prevHash: string
  readonly hash: string
  readonly timestamp: number
}
export interface Bet {
  readonly id: string
  readonly userId: string
  readonly predictionId: string
  readonly tokensCommitted: number
  readonly position: 'yes' | 'no'
  readonly oddsBps: number
  readonly potentialWinning: number
  readonly requestHash: string
  readonly status: 'active' | 'won' | 'lost' | 'refunded'
  readonly settledVersion: number
  readonly payout: number
}
export interface Order {
  readonly id: string
  readonly userId: string
  readonly status: string
  readonly tokens: number
  readonly bonusTokens: number
  readonly priceUsdCents: number
  readonly sessionId: string | null
  readonly paymentIntentId: string | null
  readonly nextCheckAt: number | null
  readonly paid: Readonly<Record<'chargedCents' | 'refundedCents' | 'withdrawnCents', number>>
  readonly taken: { readonly tokens: number; readonly bonus: number }
  readonly reversals: number
  readonly looks: number
  readonly dispute: string
  readonly refunding: string | null
}
export interface Refund {
  readonly id: string
  readonly purchaseId: string
  readonly userId: string
  /** null: the one that was granted. */
  readonly paymentIntentId: string | null
  readonly cents: number
  readonly state: 'requested' | 'sent' | 'failed' | 'refused'
  readonly stripeRefundId: string | null
  readonly requestedBy: string
}
export interface Proposal {
  readonly id: string
  readonly userId: string
  readonly state: 'proposed' | 'approved' | 'rejected'
  readonly proposedBy: string
  readonly createdAt: number
  readonly decidedBy: string | null
}
export interface Adjustment extends Proposal {
  readonly direction: 'add' | 'take'
  readonly tokens: number
}
export interface Resolution extends Proposal {
  readonly predictionId: string
  readonly outcome: string
}
export interface Ruling extends Proposal {
  readonly purchaseId: string
  readonly sessionId: string
  readonly paymentIntentId: string
  readonly verdict: 'release' | 'refuse'
}
export interface Prediction {
  readonly id: string
  readonly status: string
  readonly outcome: string | null
  readonly resolutionVersion: number
  readonly oddsBps: { readonly yes: number; readonly no: number }
  readonly closesAt: number
  readonly minTokens: number
  readonly maxTokens: number
  readonly title: string
}

export interface Purse {
  available: number
  committed: number
  owed: number
  totalEarned: number
  totalSpent: number
  version: number
  headHash: string
  lastUpdated: number
  /** Stakes of the own bets that no resolution has settled. */
  held: number
}

export interface Shadow {
  /** Every document as it was written last. */
  readonly documents: Map<string, Plain>
  readonly bornAt: Map<string, number>
  readonly purses: Map<string, Purse>
  /** Rows of each person in order, for the look at the end. */
  readonly rows: Map<string, Row[]>
  readonly rowIds: Set<string>
  /** Sums of rows over everybody. */
  readonly house: Record<'world:stripe' | 'house:promo' | 'house:book' | 'house:adjust', number>
  /** Per prediction: what rows moved to the book, and what its bets say they should have. */
  readonly books: Map<string, { rows: number; bets: number }>
  readonly creditedSessions: Set<string>
  readonly creditedIntents: Set<string>
  /** By session: those of payments that do not fit their order. */
  readonly cases: Map<string, Plain>
  /** By purchase: those that went through us. */
  readonly refunds: Map<string, string[]>
  /** By refund: how often its purchase had been looked at when it was asked for. */
  readonly looksAtRefund: Map<string, number>
}

export const newShadow = (): Shadow => ({
  documents: new Map(),
  bornAt: new Map(),
  purses: new Map(),
  rows: new Map(),
  rowIds: new Set(),
  house: { 'world:stripe': 0, 'house:promo': 0, 'house:book': 0, 'house:adjust': 0 },
  books: new Map(),
  creditedSessions: new Set(),
  creditedIntents: new Set(),
  cases: new Map(),
  refunds: new Map(),
  looksAtRefund: new Map(),
})

export function purseOf({ purses }: Shadow, userId: string): Purse {
  const known = purses.get(userId)
  if (known) return known
  const sums = { available: 0, committed: 0, owed: 0, totalEarned: 0, totalSpent: 0, version: 0 }
  const made = { ...sums, headHash: '', lastUpdated: 0, held: 0 }
  purses.set(userId, made)
  return made
}

export function bookOf({ books }: Shadow, predictionId: string): { rows: number; bets: number } {
  const known = books.get(predictionId)
  if (known) return known
  const made = { rows: 0, bets: 0 }
  books.set(predictionId, made)
  return made
}

/** One document that a commit wrote. */
export interface Moved {
  readonly collection: string
  readonly path: string
  readonly before: Plain | undefined
  readonly after: Plain
  readonly createdAt: number
}
/** Everything that one commit wrote. */
export interface Effect {
  readonly moved: readonly Moved[]
  /** When it was asked for, and when the database applied it, which may be much later. */
  readonly askedAt: number
  readonly at: number
  of(collection: string): readonly Moved[]
  /** As it is after this commit. */
  now(path: string): Plain | undefined
}

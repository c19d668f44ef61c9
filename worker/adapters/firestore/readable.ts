// What a document must be for a check to believe that the product wrote it: whoever edits the
// database by hand may leave anything in any field, and nothing of it may stop the check.
import * as z from 'zod'
import {
  AdjustmentId,
  CommitmentId,
  PayoutJobId,
  PredictionId,
  PurchaseId,
  SessionId,
  UserId,
} from '../../../shared/ids.ts'

const whole = z.int()
const count = whole.min(0)
const text = z.string()
/** Each of these. */
const all = (names: readonly string[], each: typeof whole) =>
  z.looseObject(
    Object.fromEntries(names.map((name) => [name, each])) as Record<string, typeof each>,
  )

const TOTALS = ['available', 'committed', 'owed', 'totalEarned', 'totalSpent', 'version'] as const
const DELTAS = [
  'dAvailable',
  'dCommitted',
  'dOwed',
  'dStripe',
  'dPromo',
  'dBook',
  'dAdjust',
] as const

/** Of any other the product lets nothing be spent: `domain/holds.ts`. */
const Hold = z.looseObject({
  scope: z.enum(['purchases', 'commitments', 'all']),
  at: whole,
  endsAt: whole.nullable(),
})

const Wallet = all(TOTALS, count).extend({
  userId: UserId,
  headHash: text,
  lastUpdated: count,
  holds: z.record(text, Hold),
})

const some = text.optional()
const Metadata = z.looseObject({
  ...{ packageId: some, packageName: some, predictionTitle: some, commitmentId: some },
  ...{ stripePaymentId: some, position: some, cause: some },
  ...{ bonusTokens: count.optional(), oddsBps: count.optional() },
})

const Row = z.looseObject({
  id: text,
  userId: UserId,
  type: text,
  amount: count,
  balanceBefore: whole,
  balanceAfter: whole,
  relatedId: text.nullable(),
  metadata: Metadata,
  postings: z.array(z.looseObject({ from: text, to: text, amount: whole })),
  deltas: all(DELTAS, whole),
  seq: count,
  // Sums that no wallet may be in are told as such.
  after: all(TOTALS, whole),
  requestHash: text,
  prevHash: text,
  hash: text,
  timestamp: count,
  shard: whole,
})

const Order = z.looseObject({
  id: PurchaseId,
  userId: UserId,
  status: text,
  tokens: count,
  bonusTokens: count,
  priceUsdCents: count,
  requestHash: text,
  checkoutRequest: text,
  sessionId: SessionId.nullable(),
  reversals: count,
  taken: z.looseObject({ tokens: count, bonus: count }),
  paid: z.looseObject({ chargedCents: count, refundedCents: count, withdrawnCents: whole }),
  createdAt: count,
  creditedAt: count.nullable(),
})

const Sums = z.looseObject({ rows: whole, book: whole, committed: whole })
const Job = z.looseObject({
  id: PayoutJobId,
  predictionId: PredictionId,
  resolutionVersion: whole.min(1),
  outcome: z.enum(['yes', 'no', 'void']),
  state: z.enum(['queued', 'running', 'done', 'blocked']),
  expected: whole,
  counts: z.looseObject({ won: whole, lost: whole, refunded: whole }),
  sums: Sums,
  paid: whole,
})

const Commitment = z.looseObject({
  id: CommitmentId,
  userId: UserId,
  predictionId: PredictionId,
  predictionTitle: text,
  tokensCommitted: count,
  position: z.enum(['yes', 'no']),
  oddsBps: count,
  potentialWinning: count,
  status: text,
  committedAt: count,
  resolvedAt: count.nullable(),
  settledVersion: count,
  payout: count,
  requestHash: text,
  shard: whole,
})

const Prediction = z.looseObject({
  id: PredictionId,
  status: z.enum(['draft', 'open', 'locked', 'resolving', 'resolved', 'voided']),
  outcome: z.enum(['yes', 'no', 'void']).nullable(),
  resolutionVersion: count,
})

const Adjustment = z.looseObject({
  id: AdjustmentId,
  userId: UserId,
  direction: z.enum(['add', 'take']),
  tokens: count,
  reason: text,
  state: z.enum(['proposed', 'approved', 'rejected']),
  proposedBy: UserId,
  decidedBy: UserId.nullable(),
  createdAt: count,
  decidedAt: count.nullable(),
})

const Checkpoint = all(TOTALS, count).extend({ id: text, userId: UserId, headHash: text })

const Flag = z.looseObject({
  id: text,
  reason: text,
  facts: text,
  createdAt: count,
  state: z.enum(['open', 'closed']),
  closed: z.looseObject({ by: UserId, at: count }).nullable(),
  goneAt: count.nullable(),
  earlier: z.array(z.looseObject({ facts: text, createdAt: count })),
})

const Alert = z.looseObject({
  ...{ id: text, cause: text, facts: text, token: text },
  ...{ at: count, rungAt: count },
})

/** As much as its message needs. */
const Event = z.looseObject({ id: text, type: text, objectId: text, createdAt: count })

const SHAPES = {
  event: Event,
  alert: Alert,
  flag: Flag,
  checkpoint: Checkpoint,
  wallet: Wallet,
  row: Row,
  order: Order,
  payoutJob: Job,
  commitment: Commitment,
  prediction: Prediction,
  adjustment: Adjustment,
} as const

/** Kinds without a shape are never changed by anybody but the checks themselves. */
export const isReadable = (kind: string, value: unknown): boolean =>
  !(kind in SHAPES) || SHAPES[kind as keyof typeof SHAPES].safeParse(value).success

/** Null: it holds what no document of ours does. */
export function readably<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}

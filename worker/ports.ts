// Every interface to the outside, in the words of the domain. Adapters implement them; outages are
// thrown as `Outage` (shared/failure.ts), expected refusals are values.
import type { CommitmentStatus, PredictionStatus } from '../shared/api/predictions.ts'
import type {
  PackageId,
  PayoutJobId,
  PredictionId,
  PurchaseId,
  RefundId,
  UserId,
} from '../shared/ids.ts'
import type { Adjustment } from './domain/adjustment.ts'
import type { AuditEntry, AuditHead } from './domain/audit.ts'
import type { Commitment } from './domain/commitment.ts'
import type { DeadLetter } from './domain/dead-letter.ts'
import type { Found } from './domain/difference.ts'
import type { Flag } from './domain/flag.ts'
import type { Micros, TokenTransaction, Wallet } from './domain/ledger.ts'
import type { PayoutJob, PayoutSums } from './domain/payout-job.ts'
import type { Gate, Lock, Prediction } from './domain/prediction.ts'
import type { Order, TokenPackage } from './domain/purchase.ts'
import type { Refund } from './domain/refund.ts'
import type { ProposedResolution } from './domain/resolution.ts'
import type { Ruling } from './domain/ruling.ts'
import type { Alarm, Archive, Books, Due, StoredBooks } from './ports-books.ts'
import type { ConsoleReads } from './ports-console.ts'
import type { PaymentEvent, Payments } from './ports-payments.ts'
import type { Identity, RateLimiter } from './ports-people.ts'
import type { Counts } from './ports-stats.ts'

export type * from './ports-books.ts'
export type * from './ports-console.ts'
export type * from './ports-payments.ts'
export type * from './ports-people.ts'
export type * from './ports-stats.ts'

/** Everything that is stored, by kind. A reference names one document. */
export interface Stored extends StoredBooks {
  wallet: Wallet
  row: TokenTransaction
  order: Order
  package: TokenPackage
  dataKey: WrappedKey
  event: EventRecord
  flag: Flag
  audit: AuditEntry
  auditHead: AuditHead
  receipt: Receipt
  deadLetter: DeadLetter
  prediction: Prediction
  /** Its id is `{prediction}/gates/{gate}`. */
  gate: Gate
  lock: Lock
  totals: SideTotals
  adjustment: Adjustment
  commitment: Commitment
  payoutJob: PayoutJob
  refund: Refund
  ruling: Ruling
  resolution: ProposedResolution
}
/** Tokens committed per side as they were added up a moment ago; for pages, never for money. */
export interface SideTotals {
  readonly predictionId: PredictionId
  readonly yes: number
  readonly no: number
  readonly at: Micros
}
/** First answer to an admin's keyed request, for its replays. */
export interface Receipt {
  readonly id: string
  readonly requestHash: string
  readonly answer: string
  readonly at: Micros
}
export type Kind = keyof Stored
export interface Ref<K extends Kind = Kind> {
  readonly kind: K
  readonly id: string
}
export type Seen<R extends Record<string, Ref>> = {
  readonly [N in keyof R]: R[N] extends Ref<infer K> ? Stored[K] | null : never
}
export type Change = { readonly [K in Kind]: { ref: Ref<K>; value: Stored[K] } }[Kind]
/** No change: the answer was decided by what was seen (a refusal, a replay). */
export interface Decision<T> {
  readonly answer: T
  readonly changes: readonly Change[]
  /** Read, not changed, and yet the commit must fail if it has moved. It must exist. */
  readonly guards?: readonly Ref[]
}
export type Decide<R extends Record<string, Ref>, T> = (seen: Seen<R>) => Decision<T>

export interface Store extends Books, ConsoleReads, Counts {
  /**
   * Reads `refs` in one call, decides, and writes the changes in one guarded commit: a document
   * that was read and is written (or named in `guards`) must still be as read (or still absent),
   * any other change must create its document. What is only read is not guarded. Lost races read
   * and decide again, so `decide` must answer from what it sees when its effect is already there.
   * Throws STORE_BUSY or STORE_UNAVAILABLE; then the effect happened once or not at all. Throws
   * Unstorable: nothing happened, nor ever will.
   * `settling`: marks the wallets it lost to, so that everybody else waits a moment.
   */
  atomically<R extends Record<string, Ref>, T>(
    refs: R,
    decide: Decide<R, T>,
    options?: { readonly settling?: boolean },
  ): Promise<T>
  /**
   * The same for one person's spending, joined with what that person asks of this isolate at the
   * same time: decided one after the other, written in one commit. While wallet and gates are
   * known, it guesses that every other document is absent and saves the read; what would change
   * nothing is never decided by a guess.
   */
  joined<R extends Record<string, Ref>, T>(
    userId: UserId,
    refs: R,
    decide: Decide<R, T>,
  ): Promise<T>
  /** Fetches what other isolates know of these, along with whatever Redis is asked just now. */
  warm(refs: readonly Ref[]): Promise<void>
  /** Two seconds old at most, and never before `version`. */
  wallet(userId: UserId, version: number): Promise<Wallet | null>
  read<R extends Record<string, Ref>>(refs: R): Promise<Seen<R>>
  packages(): Promise<TokenPackage[]>
  rowsOf(userId: UserId, filter: RowFilter, page: Page): Promise<TokenTransaction[]>
  /** How many rows fit; counted no further than `most`. */
  countRows(userId: UserId, filter: RowFilter, most: number): Promise<number>
  neighboursOf(row: TokenTransaction): Promise<Neighbours>
  ordersOf(userId: UserId, statuses: readonly Order['status'][], page: Page): Promise<Order[]>
  /** Orders whose next look at Stripe is due, soonest first; an equal share of each shard. */
  ordersDue(now: Micros, shards: number, limit: number): Promise<Due<PurchaseId>>
  ordersReviewed(status: 'mismatch' | 'refused', page: Page): Promise<Order[]>
  pendingOrdersOf(packageId: PackageId, limit: number): Promise<PurchaseId[]>

  predictions(filter: PredictionFilter, page: Page): Promise<Prediction[]>
  /** Open ones that should have closed, soonest first. */
  predictionsDue(now: Micros, limit: number): Promise<Due<PredictionId>>
  commitmentsOf(userId: UserId, filter: CommitmentFilter, page: Page): Promise<Commitment[]>
  /** Commitments that resolution `version` has not settled yet, in no promised order. */
  unsettled(id: PredictionId, version: number, limit: number): Promise<Found<Commitment>[]>
  /** All of a prediction's, by id; for looks at what a resolution would do. */
  commitmentsIn(id: PredictionId, after: string | null, limit: number): Promise<Commitment[]>
  holdsCommitment(id: PredictionId, userId: UserId): Promise<boolean>
  /** Added up by the database just now. */
  stakesIn(id: PredictionId, side: 'yes' | 'no'): Promise<SideStakes>
  /** What the rows of one resolution add up to. */
  settledRows(id: PredictionId, version: number): Promise<PayoutSums>
  payoutJobs(filter: PayoutJobFilter, limit: number): Promise<PayoutJob[]>
  payoutJobsDue(now: Micros, limit: number): Promise<Due<PayoutJobId>>

  refunds(filter: RefundFilter, page: Page): Promise<Refund[]>
  refundsDue(now: Micros, limit: number): Promise<Due<RefundId>>
  adjustments(filter: AdjustmentFilter, page: Page): Promise<Adjustment[]>
  rulings(filter: RulingFilter, page: Page): Promise<Ruling[]>
  resolutions(filter: ResolutionFilter, page: Page): Promise<ProposedResolution[]>
  /** In no promised order. */
  rulingsOf(id: PurchaseId, limit: number): Promise<Ruling[]>
  deadLetters(filter: DeadLetterFilter, page: Page): Promise<DeadLetter[]>
  /** When the one that has waited longest was parked; null: none waits. */
  oldestParked(): Promise<Micros | null>
}
export type Neighbours = Readonly<Record<'older' | 'newer', TokenTransaction | null>>
export interface SideStakes {
  readonly count: number
  readonly stakes: number
  readonly winnings: number
}
export interface PredictionFilter {
  readonly status?: PredictionStatus | undefined
  readonly category?: string | undefined
  /** `closing`: by closing time, soonest first; `newest`: by creation, latest first. */
  readonly sort: 'closing' | 'newest'
}
export interface CommitmentFilter {
  readonly status?: CommitmentStatus | undefined
  readonly predictionId?: PredictionId | undefined
  /** Any of these; up to 30. */
  readonly predictionIds?: readonly PredictionId[] | undefined
}
export interface AdjustmentFilter {
  readonly state?: Adjustment['state'] | undefined
  readonly userId?: UserId | undefined
}
export interface RulingFilter {
  readonly state?: Ruling['state'] | undefined
}
export interface ResolutionFilter {
  readonly state?: ProposedResolution['state'] | undefined
}
export interface DeadLetterFilter {
  readonly state?: DeadLetter['state'] | undefined
}
export interface FlagFilter {
  readonly state?: Flag['state'] | undefined
  readonly userId?: UserId | undefined
}
export interface PayoutJobFilter {
  readonly state?: PayoutJob['state'] | undefined
  readonly predictionId?: PredictionId | undefined
}
export interface RefundFilter {
  readonly state?: Refund['state'] | undefined
  readonly purchaseId?: PurchaseId | undefined
}
export interface Page {
  readonly limit: number
  /** Position of the last item of the page before; null = from the newest. */
  readonly after: { readonly at: Micros; readonly tie: number | string } | null
}
export interface RowFilter {
  readonly type?: TokenTransaction['type'] | undefined
  readonly from?: Micros | undefined
  readonly to?: Micros | undefined
}

export interface EventRecord extends PaymentEvent {
  /**
   * `unhandled`: kept by an older version of the product; `parked`: kept, and then its message
   * died, so its dead letter waits for a person.
   */
  readonly outcome: 'done' | 'ignored' | 'unhandled' | 'parked'
  /** What it was about; null: nothing of ours, not looked at yet, or nothing came of it. */
  readonly purchaseId: PurchaseId | null
  /** When it may be deleted; null: never, it waits for a replay. */
  readonly expiresAt: Micros | null
}

export type Job =
  | { readonly v: 1; readonly kind: 'event'; readonly event: PaymentEvent }
  | { readonly v: 1; readonly kind: 'order'; readonly purchaseId: PurchaseId }
  | { readonly v: 1; readonly kind: 'retire'; readonly packageId: PackageId }
  | { readonly v: 1; readonly kind: 'lock'; readonly predictionId: PredictionId }
  | { readonly v: 1; readonly kind: 'payout'; readonly jobId: PayoutJobId }
  | { readonly v: 1; readonly kind: 'recheck'; readonly packageId: PackageId }
  | { readonly v: 1; readonly kind: 'refund'; readonly refundId: RefundId }
  | Reconcile
  /** Those created on that day; days since 1970. */
  | { readonly v: 1; readonly kind: 'countOrders'; readonly day: number }
export interface Reconcile {
  readonly v: 1
  readonly kind: 'reconcile'
  readonly part: ReconcilePart
  /** Which step of it: done already, the message asks for nothing. */
  readonly step?: number | undefined
}
export type ReconcilePart = 'night' | 'ledger' | 'stripe'
export interface WorkQueue {
  send(jobs: readonly Job[]): Promise<void>
}
export interface WrappedKey {
  readonly userId: UserId
  readonly wrapped: string
  readonly kekVersion: number
  readonly keyVersion: number
}
export interface Vault {
  newKey(userId: UserId): WrappedKey
  /** `place` = document path and field; a sealed text opens only there. */
  seal(key: WrappedKey, place: string, plain: unknown): string
  open(key: WrappedKey, place: string, sealed: string): unknown
  fingerprint(text: string): string
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}
export interface Hash {
  /** Lower-case hex. */
  sha256(text: string): string
}
export interface Random {
  uuid(): string
  /** 0 <= x < 1, for jitter. */
  fraction(): number
}
export interface Log {
  /** Structured; never tokens, keys, emails or payloads. */
  info(event: string, fields?: Record<string, unknown>): void
  warn(event: string, fields?: Record<string, unknown>): void
  error(event: string, fields?: Record<string, unknown>): void
}

export interface Services {
  readonly store: Store
  readonly payments: Payments
  readonly queue: WorkQueue
  readonly vault: Vault
  readonly identity: Identity
  readonly limiter: RateLimiter
  readonly alarm: Alarm
  readonly archive: Archive
  readonly clock: Clock
  readonly hash: Hash
  readonly random: Random
  readonly log: Log
}

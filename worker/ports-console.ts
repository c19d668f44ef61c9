// What the console reads besides what people read of themselves. Kept apart from ports.ts, which is
// a page long already.
import type { PredictionId, PurchaseId, UserId } from '../shared/ids.ts'
import type { Adjustment } from './domain/adjustment.ts'
import type { Commitment } from './domain/commitment.ts'
import type { DeadLetter } from './domain/dead-letter.ts'
import type { Found } from './domain/difference.ts'
import type { Flag } from './domain/flag.ts'
import type { Micros, TokenTransaction } from './domain/ledger.ts'
import type { PayoutJob } from './domain/payout-job.ts'
import type { Prediction } from './domain/prediction.ts'
import type { Order } from './domain/purchase.ts'
import type { Refund } from './domain/refund.ts'
import type { Report } from './domain/report.ts'
import type { ProposedResolution } from './domain/resolution.ts'
import type { Ruling } from './domain/ruling.ts'
import type {
  AdjustmentFilter,
  CommitmentFilter,
  DeadLetterFilter,
  EventRecord,
  FlagFilter,
  Page,
  PayoutJobFilter,
  PredictionFilter,
  RefundFilter,
  ReportFilter,
  ResolutionFilter,
  RowFilter,
  RulingFilter,
} from './ports.ts'

/** By kind or by prediction: both at once have no index. */
export type LedgerFilter = Pick<RowFilter, 'from' | 'to'> &
  (
    | { readonly type?: RowFilter['type']; readonly predictionId?: undefined }
    | { readonly type?: undefined; readonly predictionId: PredictionId }
  )

export type NeighboursFound = Readonly<Record<'older' | 'newer', Found<TokenTransaction> | null>>

export interface OrderFilter {
  /** None named: in all of them. */
  readonly statuses: readonly Order['status'][]
  /** undefined: everybody's. */
  readonly userId?: UserId | undefined
}

type Listing<Filter, T> = (filter: Filter, page: Page) => Promise<Found<T>[]>

/** What lists show, newest first; one that can't be read hides no other. */
export interface ConsoleLists {
  ordersAmong(filter: OrderFilter, page: Page, shards: number): Promise<Found<Order>[]>
  ordersReviewed: Listing<'mismatch' | 'refused', Order>
  refunds: Listing<RefundFilter, Refund>
  commitmentsAmong(id: UserId, filter: CommitmentFilter, page: Page): Promise<Found<Commitment>[]>
  predictionsAmong: Listing<PredictionFilter, Prediction>
  payoutJobs(filter: PayoutJobFilter, limit: number): Promise<Found<PayoutJob>[]>
  adjustments: Listing<AdjustmentFilter, Adjustment>
  rulings: Listing<RulingFilter, Ruling>
  resolutions: Listing<ResolutionFilter, ProposedResolution>
  flagsAmong: Listing<FlagFilter, Flag>
  deadLetters: Listing<DeadLetterFilter, DeadLetter>
  reports: Listing<ReportFilter, Report>
}

export interface ConsoleReads extends ConsoleLists {
  /** Everybody's, newest first; one that can't be read hides no other. */
  rowsAmong(filter: LedgerFilter, page: Page, shards: number): Promise<Found<TokenTransaction>[]>
  /** Counted no further than `most`. */
  countRowsAmong(filter: LedgerFilter, most: number, shards: number): Promise<number>
  /** When the one that has waited longest was parked; null: none waits. */
  oldestParked(): Promise<Micros | null>
  /** The rows before and after it in its chain, readable or not. */
  neighboursFound(row: TokenTransaction): Promise<NeighboursFound>
  /** What Stripe told of a purchase, in no promised order. */
  eventsOf(id: PurchaseId, limit: number): Promise<EventRecord[]>
  /** What Stripe told of one of its objects, in no promised order. */
  eventsAbout(objectId: string, limit: number): Promise<EventRecord[]>
  /** By Stripe's id of its session or of its payment. */
  orderAtStripe(id: string): Promise<Order | null>
  refundAtStripe(id: string): Promise<Refund | null>
  /** Cases about a purchase, in no promised order. */
  flagsAbout(id: PurchaseId, limit: number): Promise<Flag[]>
}

// What the console reads besides what people read of themselves. Kept apart from ports.ts, which is
// a page long already.
import type { PredictionId, PurchaseId } from '../shared/ids.ts'
import type { Found } from './domain/difference.ts'
import type { Flag } from './domain/flag.ts'
import type { TokenTransaction } from './domain/ledger.ts'
import type { Order } from './domain/purchase.ts'
import type { Refund } from './domain/refund.ts'
import type { EventRecord, Page, RowFilter } from './ports.ts'

/** By kind or by prediction: both at once have no index. */
export type LedgerFilter = Pick<RowFilter, 'from' | 'to'> &
  (
    | { readonly type?: RowFilter['type']; readonly predictionId?: undefined }
    | { readonly type?: undefined; readonly predictionId: PredictionId }
  )

export type NeighboursFound = Readonly<Record<'older' | 'newer', Found<TokenTransaction> | null>>

export interface ConsoleReads {
  /** Everybody's, newest first; one that can't be read hides no other. */
  rowsAmong(filter: LedgerFilter, page: Page, shards: number): Promise<Found<TokenTransaction>[]>
  /** Counted no further than `most`. */
  countRowsAmong(filter: LedgerFilter, most: number, shards: number): Promise<number>
  /** Everybody's in any of these states, newest first; none named: in all of them. */
  ordersAmong(statuses: readonly Order['status'][], page: Page, shards: number): Promise<Order[]>
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

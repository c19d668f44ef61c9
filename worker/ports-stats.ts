// What the numbers of the business need of the database: it counts and adds up, nobody reads rows.
import type { OrderCounts, Takings } from './domain/daily-stats.ts'
import type { Micros } from './domain/ledger.ts'

export interface Counts {
  /** Orders created from `from` until before `to`. */
  countOrders(from: Micros, to: Micros, shards: number): Promise<Omit<OrderCounts, 'countedAt'>>
  /** Of all orders that were ever credited. */
  takings(): Promise<Takings>
  /** What waits for a person; of proposals, those made after `proposedAfter`. */
  countWaiting(proposedAfter: Micros): Promise<Waiting>
}

export interface Waiting {
  readonly cases: number
  readonly adjustments: number
  readonly rulings: number
  readonly resolutions: number
  readonly deadLetters: number
}

// What checking the books needs of the outside: readings that survive documents changed by hand, an
// alarm, and an archive. Kept apart from ports.ts, which is a page long already.
import type { UserId } from '../shared/ids.ts'
import type { Alert } from './domain/alert.ts'
import type { AuditEntry } from './domain/audit.ts'
import type { Checkpoint } from './domain/checkpoint.ts'
import type { Commitment } from './domain/commitment.ts'
import type { DayStats } from './domain/daily-stats.ts'
import type { Found } from './domain/difference.ts'
import type { Flag } from './domain/flag.ts'
import type { Micros, TokenTransaction } from './domain/ledger.ts'
import type { LedgerState } from './domain/ledger-state.ts'
import type { LedgerSums } from './domain/ledger-sums.ts'
import type { Night } from './domain/night.ts'
import type { Order } from './domain/purchase.ts'
import type { Supply } from './domain/reconcile-payout.ts'
import type { Report } from './domain/report.ts'
import type { Ruling } from './domain/ruling.ts'
import type { StripeWatch } from './domain/windows.ts'
import type { EventRecord, FlagFilter, Page, Ref, RowFilter, Stored } from './ports.ts'

export interface StoredBooks {
  alert: Alert
  /** One document, `ledger`: whether payouts are frozen. */
  ledgerState: LedgerState
  /** One document, `night`: how far the nightly check has come. */
  night: Night
  /** One document, `sums`: what all rows so far have moved. */
  ledgerSums: LedgerSums
  /** One document, `stripe`: how far its lists were compared. */
  stripeWatch: StripeWatch
  checkpoint: Checkpoint
  report: Report
  /** One a UTC day. */
  dailyStats: DayStats
}

/** Each thing by the name of its reference; null: it isn't there. */
export type Looked<R extends Record<string, Ref>> = {
  readonly [N in keyof R]: R[N] extends Ref<infer K> ? Found<Stored[K]> | null : never
}
export type Walked =
  | 'wallet'
  | 'row'
  | 'order'
  | 'payoutJob'
  | 'auditHead'
  | 'audit'
  | 'commitment'
  | 'prediction'
  | 'adjustment'

export interface ReportFilter {
  readonly kind?: Report['kind'] | undefined
}
/** Readings for checks: they name what can't be read instead of failing over it. */
export interface Books {
  look<R extends Record<string, Ref>>(refs: R): Promise<Looked<R>>
  /** All of a kind by their names, after one of them. */
  walk<K extends Walked>(kind: K, after: string | null, limit: number): Promise<Found<Stored[K]>[]>
  /** Newest first. */
  rowsFound(userId: UserId, filter: RowFilter, page: Page): Promise<Found<TokenTransaction>[]>
  /** Over all people, oldest first. */
  rowsBetween(stretch: Stretch, shards: number): Promise<Found<TokenTransaction>[]>
  /** Up to 30 hashes. */
  rowsWithHashes(hashes: readonly string[]): Promise<Found<TokenTransaction>[]>
  /** The first of everybody's rows, by their names. */
  firstRows(after: string | null, limit: number): Promise<Found<TokenTransaction>[]>
  /** The first of what each admin did. */
  firstEntries(limit: number): Promise<Found<AuditEntry>[]>
  /** Of whoever asked for any of these, up to 30, in no promised order. */
  entriesAsking(requestHashes: readonly string[], limit: number): Promise<Found<AuditEntry>[]>
  /** Whatever was done to any of these, up to 30, in no promised order. */
  entriesAbout(targets: readonly string[], limit: number): Promise<Found<AuditEntry>[]>
  checkpointsOf(userId: UserId): Promise<Found<Checkpoint>[]>
  /** Stored, and nobody was told. */
  alertsUnheard(limit: number): Promise<Alert[]>
  /** Newest first; one that can't be read hides no other. */
  flags(filter: FlagFilter, page: Page): Promise<Flag[]>
  /** Newest first. */
  reports(filter: ReportFilter, page: Page): Promise<Report[]>
  /** About any of these orders, up to 30, in no promised order. */
  rulingsFound(ids: readonly string[], limit: number): Promise<Found<Ruling>[]>
  /** Kept by a version of the product that could not handle them. */
  eventsKept(limit: number): Promise<Found<EventRecord>[]>
  ordersFound(userId: UserId, page: Page): Promise<Found<Order>[]>
  /** Newest first. */
  commitmentsFound(userId: UserId, page: Page): Promise<Found<Commitment>[]>
  /** Tokens in commitments of theirs that nobody has settled, added up by the database. */
  openStakes(userId: UserId): Promise<number>
  /** What rows newer than `since` moved and what everybody has, at one moment; null: it is gone. */
  supplySince(since: Micros, shards: number): Promise<Moment | null>
  /** Rows until then, itself included, as many as there are now. */
  countRowsUntil(until: Micros, shards: number): Promise<number>
}

/** What a cron has to see to, soonest first. */
export interface Due<Id> {
  readonly ids: readonly Id[]
  /** Those that nothing of ours wrote: nobody can see to them. */
  readonly bent: readonly Found<never>[]
}

/** Of what rows moved, and of what everybody has. */
export interface Moment {
  readonly rows: Supply
  readonly balances: Supply
}

/** After `from`, until `to`; a later page begins after a row of the one before. */
export interface Stretch {
  readonly from: Micros
  readonly to: Micros
  readonly after: { readonly at: Micros; readonly tie: string } | null
  readonly limit: number
}

export interface Alarm {
  /**
   * Tells whoever is on call, where an address for that is set. False: nobody heard it. Never
   * throws, never waits long.
   */
  ring(alert: Alert): Promise<boolean>
}

/** Objects that outlive the database. */
export interface Archive {
  /** Throws SERVICE_UNAVAILABLE. */
  put(name: string, text: string): Promise<void>
  /** Null: there is none. Throws SERVICE_UNAVAILABLE. */
  get(name: string): Promise<string | null>
}

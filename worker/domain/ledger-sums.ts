// What all rows up to a moment have moved, added up a quarter of an hour at a time. Pure.
import type { Deltas, Micros } from './ledger.ts'
import { NOTHING } from './reconcile-row.ts'

/** One document, `sums`. */
export interface LedgerSums {
  readonly id: 'sums'
  /** Rows until then are added up. */
  readonly until: Micros
  /** The end of the stretch that is being added; null: none is. */
  readonly to: Micros | null
  /** The last row added in it. */
  readonly after: { readonly at: Micros; readonly tie: string } | null
  readonly sums: Deltas
  /** All rows that are in it; null: from before they were counted. */
  readonly counted: number | null
  /** Of the days that it adds rows to; 0: from before days were kept. */
  readonly epoch: number
  /** Counts its steps: of two that do the same step, one is dropped. */
  readonly step: number
  readonly movedAt: Micros
  /** Who did the last one: of two at once, one sends the message for the next. */
  readonly by: string
  /** Of the stretch: when it was begun, its rows, and what differed. */
  readonly startedAt: Micros
  readonly rows: number
  readonly differences: number
}

/** A row is written some moments after it says it was; a lost answer is given up long before. */
const LAG_MICROS: Micros = 10 * 60 * 1_000_000

export const NO_SUMS: LedgerSums = {
  id: 'sums',
  until: 0,
  to: null,
  after: null,
  sums: NOTHING,
  counted: 0,
  epoch: 1,
  step: 0,
  movedAt: 0,
  by: '',
  startedAt: 0,
  rows: 0,
  differences: 0,
}

export const SUMS_REF = { kind: 'ledgerSums', id: 'sums' } as const

/**
 * From the first row again, and into empty days; whoever is adding up just now loses its turn.
 */
export const anew = ({ step, epoch }: LedgerSums, now: Micros): LedgerSums => ({
  ...NO_SUMS,
  epoch: epoch + 1,
  step: step + 1,
  movedAt: now,
})

/** A stretch that is under way goes on. */
export function openStretch(before: LedgerSums, now: Micros): LedgerSums {
  const sums = before.epoch === 0 ? anew(before, now) : before
  if (sums.to !== null) return sums
  const to = Math.max(sums.until, now - LAG_MICROS)
  return { ...sums, to, after: null, startedAt: now, rows: 0, differences: 0 }
}

/** Rows until then are in it. */
export const addedUntil = ({ until, after }: LedgerSums): Micros => after?.at ?? until

export const closed = (sums: LedgerSums): LedgerSums => ({
  ...sums,
  until: sums.to ?? sums.until,
  to: null,
  after: null,
})

export const secondsSinceMoved = ({ movedAt }: LedgerSums, now: Micros): number =>
  Math.max(0, Math.floor((now - movedAt) / 1_000_000))

// The numbers of the business from what is added up already: seven calls, whatever the history.
import {
  type DayRefs,
  type DayStats,
  dayFrom,
  dayName,
  dayRefs,
  lastDays,
  rowsIn,
  type Tally,
} from '../domain/daily-stats.ts'
import type { Deltas, Micros } from '../domain/ledger.ts'
import { LEDGER_REF, type LedgerState } from '../domain/ledger-state.ts'
import { addedUntil, NO_SUMS, SUMS_REF, secondsSinceMoved } from '../domain/ledger-sums.ts'
import { WAITS_MICROS_MAX } from '../domain/proposal.ts'
import { subtractDeltas } from '../domain/reconcile-row.ts'
import type { Report } from '../domain/report.ts'
import type { Services, Waiting } from '../ports.ts'
import { nowMicros } from './now.ts'

/** `after`: all rows until the end of the day. */
export interface Day extends Tally, Pick<DayStats, 'id' | 'orders'> {
  readonly after: Deltas
}
export interface Stats {
  /** Rows until then are added up; null: none. */
  readonly asOf: Micros | null
  readonly supply: Deltas
  /** null: never. */
  readonly reconciledSecondsAgo: number | null
  /** Oldest first. */
  readonly days: readonly Day[]
  readonly takings: DayStats['takings']
  readonly frozen: LedgerState['frozen']
  readonly reports: Readonly<Record<Report['kind'], Report | null>>
  readonly waiting: Waiting
}

const HEADS = { sums: SUMS_REF, state: LEDGER_REF } as const

/** All days are read in one call, by their names. */
export async function readStats(
  s: Pick<Services, 'store' | 'clock'>,
  count: number,
): Promise<Stats> {
  const now = nowMicros(s.clock)
  const ids = lastDays(now, count)
  const refs: typeof HEADS & DayRefs = { ...HEADS, ...dayRefs(ids) }
  const [seen, ledger, night, waiting] = await Promise.all([
    s.store.read(refs),
    newest(s, 'ledger'),
    newest(s, 'night'),
    s.store.countWaiting(now - WAITS_MICROS_MAX),
  ])
  const { sums, epoch } = seen.sums ?? NO_SUMS
  const found = ids.map((id) => dayFrom(id, seen[dayName(id)]))
  return {
    asOf: seen.sums && addedUntil(seen.sums),
    supply: sums,
    reconciledSecondsAgo: seen.sums && secondsSinceMoved(seen.sums, now),
    days: withAfter(found, sums, epoch),
    takings: found.findLast(({ takings }) => takings !== null)?.takings ?? null,
    frozen: seen.state?.frozen ?? null,
    reports: { ledger, night },
    waiting,
  }
}

async function newest(
  { store }: Pick<Services, 'store'>,
  kind: Report['kind'],
): Promise<Report | null> {
  const [report = null] = await store.reports({ kind }, { limit: 1, after: null })
  return report
}

/** Back from what all rows have moved: the end of a day is the next one's end less its rows. */
function withAfter(found: readonly DayStats[], sums: Deltas, epoch: number): Day[] {
  let after = sums
  const newestFirst = found.toReversed().map((day): Day => {
    const { types, moved, cents } = rowsIn(day, epoch)
    const one = { id: day.id, orders: day.orders, types, moved, cents, after }
    after = subtractDeltas(after, moved)
    return one
  })
  return newestFirst.reverse()
}

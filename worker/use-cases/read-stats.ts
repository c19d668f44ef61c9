// The numbers of the business from what is added up already: seven calls, whatever the history.
import {
  type DayRefs,
  type DayStats,
  dayFrom,
  dayName,
  dayRefs,
  EMPTY_TALLY,
  lastDays,
  rowsIn,
  type Tally,
} from '../domain/daily-stats.ts'
import type { Found } from '../domain/difference.ts'
import type { Deltas, Micros } from '../domain/ledger.ts'
import { LEDGER_REF, type LedgerState } from '../domain/ledger-state.ts'
import {
  addedUntil,
  isWhole,
  type LedgerSums,
  NO_SUMS,
  SUMS_REF,
  secondsSinceMoved,
} from '../domain/ledger-sums.ts'
import { WAITS_MICROS_MAX } from '../domain/proposal.ts'
import { NOTHING, subtractDeltas } from '../domain/reconcile-row.ts'
import type { Report } from '../domain/report.ts'
import type { Services, Waiting } from '../ports.ts'
import { nowMicros } from './now.ts'

/** `after`: all rows until the end of the day. */
export interface Day extends Tally, Pick<DayStats, 'id' | 'orders'> {
  readonly after: Deltas
}
/** What can't be read of it is in no number. */
export interface Stats {
  /** Rows until then are added up; null: not all from the first on. */
  readonly asOf: Micros | null
  readonly supply: Deltas
  /** null: never. */
  readonly reconciledSecondsAgo: number | null
  /** Oldest first. */
  readonly days: readonly Day[]
  readonly takings: DayStats['takings']
  readonly ledger: Found<LedgerState> | null
  readonly reports: Readonly<Record<Report['kind'], Found<Report> | null>>
  readonly waiting: Waiting
  /** Sums and days that say nothing readable, by their paths. */
  readonly unreadable: readonly string[]
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
    s.store.look(refs),
    newest(s, 'ledger'),
    newest(s, 'night'),
    s.store.countWaiting(now - WAITS_MICROS_MAX),
  ])
  const added = soundSums(seen.sums)
  const { sums, epoch } = added ?? NO_SUMS
  const found = ids.map((id) => soundDay(id, seen[dayName(id)] ?? null, epoch))
  const days = found.map(({ day }) => day)
  const bentDays = found.filter(({ isBent }) => isBent).map(({ day }) => `dailyStats/${day.id}`)
  return {
    asOf: added && isWhole(added) ? addedUntil(added) : null,
    supply: sums,
    reconciledSecondsAgo: added && secondsSinceMoved(added, now),
    days: withAfter(days, sums, epoch),
    takings: days.findLast(({ takings }) => takings !== null)?.takings ?? null,
    ledger: seen.state,
    reports: { ledger, night },
    waiting,
    unreadable: [...(seen.sums && !added ? ['system/sums'] : []), ...bentDays],
  }
}

async function newest(
  { store }: Pick<Services, 'store'>,
  kind: Report['kind'],
): Promise<Found<Report> | null> {
  const [report = null] = await store.reports({ kind }, { limit: 1, after: null })
  return report
}

function soundSums(found: Found<LedgerSums> | null): LedgerSums | null {
  const { value = null } = found ?? {}
  if (!value || !hasWholes(value.sums, Object.keys(NOTHING))) return null
  const at = addedUntil(value)
  return hasWholes({ ...value, at }, ['at', 'movedAt', 'epoch'], 0) ? value : null
}

const ORDERS = ['created', 'credited', 'expired', 'failed', 'countedAt']
const TAKINGS = ['creditedCents', 'boughtTokens', 'refundedCents', 'withdrawnCents', 'countedAt']

function soundDay(id: string, found: Found<DayStats> | null, epoch: number) {
  const seen = dayFrom(id, found?.value)
  const orders = hasWholes(seen.orders, ORDERS, 0) ? seen.orders : null
  const takings = hasWholes(seen.takings, TAKINGS, 0) ? seen.takings : null
  const isWhole = hasWholes(seen, ['epoch'], 0) && orders === seen.orders
  // Rows that can't be added up count as none, the same none each time.
  const isLost = seen.epoch === epoch && rowsIn(seen, epoch) === EMPTY_TALLY
  const isBent = !isWhole || takings !== seen.takings || isLost
  return { day: { ...seen, orders, takings }, isBent }
}

function hasWholes(of: object | null, names: readonly string[], least = -Infinity): boolean {
  const all = (of ?? {}) as Readonly<Record<string, unknown>>
  return names.every((name) => Number.isSafeInteger(all[name]) && Number(all[name]) >= least)
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

// How many orders of a day came to what: counted by the database, a day a message. Days are counted
// again while their orders may still end, so a message that is lost or doubled changes nothing.
import {
  DAY_MICROS,
  type DayStats,
  dayFrom,
  dayIdOf,
  dayNumber,
  dayRef,
  type Takings,
} from '../domain/daily-stats.ts'
import { SHARDS } from '../domain/ledger.ts'
import type { Job, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

/** A bank debit takes up to 14 days to end its order. */
const OPEN_DAYS = 15
const QUARTER_MICROS = 15 * 60 * 1_000_000

/** With each quarter of an hour: today, and once more the day that has just ended. */
export function countToday(s: Pick<Services, 'queue' | 'clock'>): Promise<void> {
  const now = nowMicros(s.clock)
  return send(s, [...new Set([dayNumber(now - QUARTER_MICROS), dayNumber(now)])])
}

/** Every night: all days with orders that may have ended since. */
export function countOpenDays(s: Pick<Services, 'queue' | 'clock'>): Promise<void> {
  const today = dayNumber(nowMicros(s.clock))
  return send(
    s,
    Array.from({ length: OPEN_DAYS }, (_, n) => today - n),
  )
}

function send({ queue }: Pick<Services, 'queue'>, days: readonly number[]): Promise<void> {
  return queue.send(days.map((day): Job => ({ v: 1, kind: 'countOrders', day })))
}

/** Eight calls. Of two at once the one that began to count later is kept. */
export async function countOrders(
  s: Pick<Services, 'store' | 'clock'>,
  day: number,
): Promise<void> {
  const countedAt = nowMicros(s.clock)
  const from = day * DAY_MICROS
  const isToday = dayNumber(countedAt) === day
  const [counts, takings] = await Promise.all([
    s.store.countOrders(from, from + DAY_MICROS, SHARDS),
    isToday ? s.store.takings() : null,
  ])
  const ref = dayRef(dayIdOf(day))
  await s.store.atomically({ day: ref }, ({ day: seen }) => {
    const before = dayFrom(ref.id, seen)
    if ((before.orders?.countedAt ?? 0) > countedAt) return { answer: null, changes: [] }
    const value: DayStats = {
      ...before,
      orders: { ...counts, countedAt },
      takings: isSound(takings) ? { ...takings, countedAt } : before.takings,
    }
    return { answer: null, changes: [{ ref, value }] }
  })
}

/** An amount that was changed by hand into no whole number makes the whole sum none. */
const isSound = (takings: Takings | null): takings is Takings =>
  takings !== null && Object.values(takings).every(Number.isSafeInteger)

// What one UTC day's rows moved, and what became of the orders made on it. Pure.
import { ROW_TYPES, type RowType } from '../../shared/api/wallet.ts'
import { toInstant } from '../../shared/instant.ts'
import { readably } from './difference.ts'
import type { Deltas, Micros, TokenTransaction } from './ledger.ts'
import { addDeltas, NOTHING } from './reconcile-row.ts'

export const DAY_MICROS: Micros = 86_400_000_000

/** What rows say; they say it on the day of their own time. */
export interface Tally {
  readonly types: Readonly<Record<RowType, TypeSum>>
  readonly moved: Deltas
  readonly cents: CentSums
}
export interface TypeSum {
  readonly rows: number
  readonly tokens: number
}
/** As the rows of purchases and of what went back of them have it; less what came again. */
export interface CentSums {
  readonly credited: number
  readonly refunded: number
  readonly withdrawn: number
}
export interface OrderCounts {
  readonly created: number
  readonly credited: number
  readonly expired: number
  readonly failed: number
  readonly countedAt: Micros
}
/** Of all orders ever credited, whatever their rows say: the other side of what is sold. */
export interface Takings {
  readonly creditedCents: number
  readonly boughtTokens: number
  readonly refundedCents: number
  readonly withdrawnCents: number
}
export interface DayStats extends Tally {
  /** `yyyy-mm-dd` */
  readonly id: string
  /** Of the sums that its rows belong to: rows of an older one count as none. */
  readonly epoch: number
  /** Of the orders created on this day; null: nobody counted them yet. */
  readonly orders: OrderCounts | null
  /** As they were when last counted on this day. */
  readonly takings: (Takings & { readonly countedAt: Micros }) | null
}

export const EMPTY_TALLY: Tally = {
  types: Object.fromEntries(
    ROW_TYPES.map((type) => [type, { rows: 0, tokens: 0 }] as const),
  ) as Tally['types'],
  moved: NOTHING,
  cents: { credited: 0, refunded: 0, withdrawn: 0 },
}

/** Days since 1970. */
export const dayNumber = (at: Micros): number => Math.floor(at / DAY_MICROS)
export const dayIdOf = (day: number): string => toInstant(day * DAY_MICROS).slice(0, 10)
export const dayRef = (id: string) => ({ kind: 'dailyStats', id }) as const
/** Days are read together, each under its name. */
export type DayRefs = { readonly [day: `day ${string}`]: ReturnType<typeof dayRef> }
export const dayName = (id: string) => `day ${id}` as const
export const dayRefs = (ids: readonly string[]): DayRefs =>
  Object.fromEntries(ids.map((id) => [dayName(id), dayRef(id)]))

/** Today and those before it, oldest first. */
export function lastDays(now: Micros, count: number): string[] {
  const first = dayNumber(now) - count + 1
  return Array.from({ length: count }, (_, n) => dayIdOf(first + n))
}

/** Adds a row to its day. One that nothing of ours would write is told by its case. */
export function tally(days: Map<string, Tally>, row: TokenTransaction): void {
  if (!Number.isSafeInteger(row.timestamp)) return
  const id = dayIdOf(dayNumber(row.timestamp))
  const before = days.get(id) ?? EMPTY_TALLY
  days.set(
    id,
    readably(
      () => plus(before, tallyOf(row)),
      () => before,
    ),
  )
}

function tallyOf({ type, amount, deltas, metadata }: TokenTransaction): Tally {
  const { cents = 0, refundedCents = 0, withdrawnCents = 0 } = metadata
  return {
    types: { ...EMPTY_TALLY.types, [type]: { rows: 1, tokens: amount } },
    moved: deltas,
    cents: { credited: cents, refunded: refundedCents, withdrawn: withdrawnCents },
  }
}

/** `a` alone, when what `b` was changed into can't be added. */
function plus(a: Tally, b: Tally): Tally {
  const types = ROW_TYPES.map((type) => {
    const [one, other] = [a.types[type], b.types[type]]
    return [type, { rows: one.rows + other.rows, tokens: one.tokens + other.tokens }]
  })
  const all: Tally = {
    types: Object.fromEntries(types),
    moved: addDeltas(a.moved, b.moved),
    cents: {
      credited: a.cents.credited + b.cents.credited,
      refunded: a.cents.refunded + b.cents.refunded,
      withdrawn: a.cents.withdrawn + b.cents.withdrawn,
    },
  }
  const numbers = [
    ...Object.values(all.types).flatMap(({ rows, tokens }) => [rows, tokens]),
    ...Object.values(all.moved),
    ...Object.values(all.cents),
  ]
  return numbers.every(Number.isSafeInteger) ? all : a
}

/** As it was found, if at all. */
export const dayFrom = (id: string, seen: DayStats | null | undefined): DayStats => ({
  ...emptyDay(id),
  ...seen,
  id,
})

const emptyDay = (id: string): DayStats => ({
  ...{ id, epoch: 0, ...EMPTY_TALLY },
  ...{ orders: null, takings: null },
})

/** What its rows are worth to sums of this epoch: nothing, once it was changed by hand. */
export function rowsIn(day: DayStats, epoch: number): Tally {
  if (day.epoch !== epoch) return EMPTY_TALLY
  return readably(
    () => plus(EMPTY_TALLY, day),
    () => EMPTY_TALLY,
  )
}

export function withRows(day: DayStats, added: Tally, epoch: number): DayStats {
  return { ...day, ...plus(rowsIn(day, epoch), added), epoch }
}

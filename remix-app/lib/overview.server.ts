// The first page of the console, made ready on the server: sums of the days shown, pictures, and
// the numbers behind them.
import type { StatsView } from '../../shared/api/stats.ts'
import { ROW_TYPES, type RowType } from '../../shared/api/wallet.ts'
import { type DayBars, dayBars } from './day-bars.server.ts'
import { FUNNEL_ORDER, type FunnelStep } from './funnel.ts'

type Day = StatsView['days'][number]

export interface Flow {
  readonly type: RowType
  readonly tokens: number
  readonly rows: number
  readonly bars: DayBars
}

export interface OverviewView extends Omit<StatsView, 'days'> {
  readonly flows: readonly Flow[]
  /** Available, and on top of it committed. */
  readonly wallets: DayBars
  readonly house: { readonly tokens: number; readonly bars: DayBars }
  readonly cents: Day['cents']
  /** null: of no day were they counted. */
  readonly funnel: Readonly<Record<FunnelStep, number>> | null
  readonly days: readonly Pick<Day, 'day' | 'types' | 'moved'>[]
}

export function overviewOf({ days, ...stats }: StatsView): OverviewView {
  const sum = (of: (day: Day) => number): number => days.reduce((all, day) => all + of(day), 0)
  const each = (of: (day: Day) => number): number[] => days.map(of)
  const counted = days.flatMap(({ orders }) => (orders ? [orders] : []))
  return {
    ...stats,
    flows: ROW_TYPES.map((type) => ({
      type,
      tokens: sum(({ types }) => types[type].tokens),
      rows: sum(({ types }) => types[type].rows),
      bars: dayBars(each(({ types }) => types[type].tokens)),
    })).filter(({ rows }) => rows > 0),
    wallets: dayBars(
      each(({ after }) => after.availableTokens),
      each(({ after }) => after.committedTokens),
    ),
    house: {
      tokens: sum(({ moved }) => moved.houseTokens),
      bars: dayBars(each(({ moved }) => moved.houseTokens)),
    },
    cents: {
      credited: sum(({ cents }) => cents.credited),
      refunded: sum(({ cents }) => cents.refunded),
      withdrawn: sum(({ cents }) => cents.withdrawn),
    },
    funnel: counted.length === 0 ? null : funnelOf(counted),
    days: days.map(({ day, types, moved }) => ({ day, types, moved })),
  }
}

function funnelOf(counted: readonly NonNullable<Day['orders']>[]): Record<FunnelStep, number> {
  const sums = FUNNEL_ORDER.map(
    (step) => [step, counted.reduce((all, orders) => all + orders[step], 0)] as const,
  )
  return Object.fromEntries(sums) as Record<FunnelStep, number>
}

export const RANGES = ['7', '30', '90'] as const
export type Range = (typeof RANGES)[number]

/** Leniently: people edit addresses. */
export const rangeOf = (query: URLSearchParams): Range =>
  RANGES.find((days) => days === query.get('days')) ?? '30'

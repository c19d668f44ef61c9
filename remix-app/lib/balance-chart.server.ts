// The balance over the last rows as a picture: made on the server, so that the page only has paths
// to show. Each row is a step of equal width: a busy evening is as readable as a quiet year.
import type { TransactionView } from '../../shared/api/wallet.ts'

export const CHART_ROWS_MAX = 100
export const CHART_WIDTH = 1000
export const CHART_HEIGHT = 200

type Row = Pick<TransactionView, 'balanceAfter' | 'committedAfter' | 'timestamp'>

export interface BalanceChart {
  readonly rows: number
  /** Areas from the bottom up: what is available, and on top of it what is committed. */
  readonly available: string
  readonly total: string
  /** The upper edge of both, from left to right. */
  readonly edge: string
  /** What the upper border stands for, briefly. */
  readonly top: string
  readonly since: string
  readonly until: string
  readonly totals: { readonly [of in 'first' | 'last' | 'low' | 'high']: number }
}

/** `rows`: newest first. null: there is nothing to draw yet. */
export function balanceChart(rows: readonly Row[], locale: string): BalanceChart | null {
  const steps = rows.slice(0, CHART_ROWS_MAX).toReversed()
  const [oldest] = steps
  const newest = steps.at(-1)
  if (!oldest || !newest) return null
  const totals = steps.map(({ balanceAfter, committedAfter }) => balanceAfter + committedAfter)
  const high = Math.max(...totals)
  const top = roundUp(high)
  return {
    rows: steps.length,
    available: area(
      steps.map(({ balanceAfter }) => balanceAfter),
      top,
    ),
    total: area(totals, top),
    edge: edge(totals, top).replace('V', 'M0,'),
    top: top === 0 ? '' : briefly(top, locale),
    since: oldest.timestamp,
    until: newest.timestamp,
    totals: {
      first: totals[0] ?? 0,
      last: totals.at(-1) ?? 0,
      low: Math.min(...totals),
      high,
    },
  }
}

const area = (values: readonly number[], top: number): string =>
  `M0,${CHART_HEIGHT}${edge(values, top)}V${CHART_HEIGHT}Z`

/** Up or down to each value, then along it. */
function edge(values: readonly number[], top: number): string {
  const heights = values.map((value) => heightOf(value, top))
  return heights
    .map((height, at) => {
      const right = Math.round(((at + 1) / values.length) * CHART_WIDTH)
      return height === heights[at - 1] ? `H${right}` : `V${height}H${right}`
    })
    .join('')
}

const heightOf = (value: number, top: number): number =>
  top === 0 ? CHART_HEIGHT : Math.round(CHART_HEIGHT * (1 - value / top))

const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The next number that reads well. */
function roundUp(value: number): number {
  if (value === 0) return 0
  const unit = 10 ** Math.floor(Math.log10(value))
  return unit * (ROUND.find((factor) => factor * unit >= value) ?? 10)
}

const briefly = (count: number, locale: string): string =>
  new Intl.NumberFormat(locale, { notation: 'compact', numberingSystem: 'latn' }).format(count)

// The balance over the last rows as a picture: made on the server, so that the page only has paths
// to show. Each row is a step of equal width: a busy evening is as readable as a quiet year.
import type { TransactionView } from '../../shared/api/wallet.ts'
import { PICTURE } from '../words/balance-chart.ts'
import type { Format } from './format.ts'

export const CHART_ROWS_MAX = 100
export const CHART_WIDTH = 1000
export const CHART_HEIGHT = 200
/** As many as are read in one look; the history has each. */
const TABLE_ROWS_MAX = 10

type Row = Pick<TransactionView, 'balanceAfter' | 'committedAfter' | 'timestamp'>

export interface BalanceChart {
  readonly title: string
  /** What there is to see, for who can't see it. */
  readonly label: string
  readonly box: string
  /** Areas from the bottom up: what is available, and on top of it what is committed. */
  readonly available: string
  readonly total: string
  /** The upper edge of both, from left to right. */
  readonly edge: string
  /** What the upper border stands for, briefly. */
  readonly top: string
  readonly since: string
  readonly until: string
  /** Some of the steps as numbers, oldest first, the last one among them. */
  readonly table: readonly { at: string; available: string; committed: string }[]
}

/** `rows`: newest first. null: there is nothing to draw yet. */
export function balanceChart(rows: readonly Row[], format: Format): BalanceChart | null {
  const steps = rows.slice(0, CHART_ROWS_MAX).toReversed()
  const [oldest] = steps
  const newest = steps.at(-1)
  if (!oldest || !newest) return null
  const totals = steps.map(({ balanceAfter, committedAfter }) => balanceAfter + committedAfter)
  const high = Math.max(...totals)
  const top = roundUp(high)
  return {
    title: PICTURE.title(steps.length),
    label: labelOf(totals, format),
    box: `0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`,
    available: area(
      steps.map(({ balanceAfter }) => balanceAfter),
      top,
    ),
    total: area(totals, top),
    edge: edge(totals, top).replace('V', 'M0,'),
    top: top === 0 ? '' : briefly(top, format.locale),
    since: oldest.timestamp,
    until: newest.timestamp,
    table: spread(steps, TABLE_ROWS_MAX).map((row) => ({
      at: row.timestamp,
      available: format.tokens(row.balanceAfter),
      committed: format.tokens(row.committedAfter),
    })),
  }
}

function labelOf(totals: readonly number[], { tokens }: Format): string {
  const [first = 0] = totals
  const last = totals.at(-1) ?? 0
  const [low, high] = [Math.min(...totals), Math.max(...totals)]
  return PICTURE.summary(totals.length, tokens(first), tokens(last), tokens(low), tokens(high))
}

/** At most so many, evenly, and always the last one. */
function spread<T>(all: readonly T[], most: number): T[] {
  const every = Math.ceil(all.length / most)
  return all.filter((_, at) => (all.length - 1 - at) % every === 0)
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

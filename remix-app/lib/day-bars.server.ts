// One bar a day, drawn on the server: what is above zero stands on the line, what is below hangs
// from it, and what belongs together stands on each other.
export const BARS_WIDTH = 1000
export const BARS_HEIGHT = 120
/** Lower than this a bar would vanish though it is not nothing. */
const LEAST = 2
const GAP_SHARE = 0.2

export interface DayBars {
  readonly box: string
  /** One a series: all of its bars. */
  readonly paths: readonly string[]
  /** How far down zero is. */
  readonly zero: number
}

/** `series`: each with a number a day, oldest first. */
export function dayBars(...series: readonly (readonly number[])[]): DayBars {
  const days = series[0]?.length ?? 0
  const sums = (sign: 1 | -1) =>
    Array.from({ length: days }, (_, day) =>
      series.reduce((sum, values) => sum + Math.max(0, sign * (values[day] ?? 0)), 0),
    )
  const [high, low] = [Math.max(0, ...sums(1)), Math.max(0, ...sums(-1))]
  const scale = high + low === 0 ? 0 : BARS_HEIGHT / (high + low)
  const zero = high + low === 0 ? BARS_HEIGHT : Math.round(high * scale)
  const slot = BARS_WIDTH / Math.max(1, days)
  const width = round(slot * (1 - GAP_SHARE))
  const [tops, bottoms] = [new Array<number>(days).fill(zero), new Array<number>(days).fill(zero)]
  const bar = (value: number, day: number): string => {
    if (value === 0) return ''
    const height = Math.max(LEAST, round(Math.abs(value) * scale))
    const ends = value > 0 ? tops : bottoms
    const from = ends[day] ?? zero
    ends[day] = value > 0 ? from - height : from + height
    const top = value > 0 ? from - height : from
    return `M${round(day * slot)},${round(top)}h${width}v${height}h-${width}z`
  }
  return {
    box: `0 0 ${BARS_WIDTH} ${BARS_HEIGHT}`,
    paths: series.map((values) => values.map(bar).join('')),
    zero,
  }
}

const round = (length: number): number => Math.round(length * 10) / 10

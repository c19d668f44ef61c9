// A part of a whole in words: never all of it, nor nothing, where that is not so.
import type { Format } from './format.ts'

export function shareOf(count: number, whole: number, format: Pick<Format, 'percent'>): string {
  const points = Math.round((100 * count) / whole)
  if (points === 0 && count > 0) return `<${format.percent(1)}`
  if (points === 100 && count < whole) return `>${format.percent(99)}`
  return format.percent(points)
}

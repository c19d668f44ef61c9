// Amounts as people count them.

const ROUND = [10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000]
const SHOWN = 3

/** The first few round amounts that may be committed. */
export const usualFrom = (min: number): number[] =>
  ROUND.filter((count) => count >= min).slice(0, SHOWN)

/** To the next round number first. */
export function stepped(count: number, by: number): number {
  const size = Math.abs(by)
  if (count % size === 0) return count + by
  return (by > 0 ? Math.ceil(count / size) : Math.floor(count / size)) * size
}

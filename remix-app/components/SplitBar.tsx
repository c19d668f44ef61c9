// The wallet's total as one bar: what is free, and what predictions hold.
import { useFormat } from '../lib/locale.ts'
import { SPLIT } from '../words/split.ts'

interface SplitProps {
  readonly available: number
  readonly committed: number
}

const WIDTH = 1000
// Thinner than this a part would vanish though it is not nothing.
const SLIVER = 14

export function SplitBar({ available, committed }: SplitProps) {
  const format = useFormat()
  const total = available + committed
  const split = splitAt(available, committed, WIDTH)
  const label = SPLIT.label(format.count(total), format.tokens(available), format.tokens(committed))
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 28`}
      preserveAspectRatio="none"
      className="h-3.5 w-full overflow-hidden rounded-full"
      role="img"
      aria-label={label}
    >
      <rect width={WIDTH} height="28" className="split-empty" />
      {available > 0 ? <rect width={split} height="28" className="split-available" /> : null}
      {committed > 0 ? (
        <rect x={split} width={WIDTH - split} height="28" className="split-committed" />
      ) : null}
      {available > 0 && committed > 0 ? (
        <rect x={split - 3} width="6" height="28" className="split-gap" />
      ) : null}
    </svg>
  )
}

/** Where the first part ends. */
export function splitAt(first: number, second: number, width: number): number {
  if (first + second === 0) return 0
  const least = first > 0 ? SLIVER : 0
  const most = second > 0 ? width - SLIVER : width
  const share = first / (first + second)
  return Math.round(Math.min(most, Math.max(least, share * width)))
}

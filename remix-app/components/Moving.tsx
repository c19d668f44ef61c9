// A number that lights up for a moment when it has changed under somebody's eyes.
import { useState } from 'react'
import { useFormat } from '../lib/locale.ts'

/** How often it has changed so far. As a key it begins the animation anew. */
export function useMoves(value: number): number {
  const [seen, setSeen] = useState({ value, moves: 0 })
  if (seen.value !== value) setSeen({ value, moves: seen.moves + 1 })
  return seen.moves
}

export function MovingCount({ count }: { count: number }) {
  const format = useFormat()
  const moves = useMoves(count)
  return (
    <data key={moves} value={count} className={moves > 0 ? 'moved' : undefined}>
      {format.tokens(count)}
    </data>
  )
}

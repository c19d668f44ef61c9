// A number that lights up for a moment when it has changed under somebody's eyes.
import { useState } from 'react'
import { useFormat } from '../lib/locale.ts'

export function MovingCount({ count }: { count: number }) {
  const format = useFormat()
  const [seen, setSeen] = useState({ count, moves: 0 })
  if (seen.count !== count) setSeen({ count, moves: seen.moves + 1 })
  // Another key begins the animation anew.
  return (
    <data key={seen.moves} value={count} className={seen.moves > 0 ? 'moved' : undefined}>
      {format.tokens(count)}
    </data>
  )
}

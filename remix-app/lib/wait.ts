// After too many tries at once: tells how long to wait still, and holds the form until then.
// Without JavaScript the server's own sentence says the time.
import { type RefObject, useEffect, useState } from 'react'
import type { ProblemView } from './problem.ts'

/** null: nothing to wait for, or the page does not count yet. */
export function useWait(problem: ProblemView | null, place: RefObject<HTMLElement>): string | null {
  const [said, say] = useState<string | null>(null)
  useEffect(() => {
    const { code, retryAfterSeconds } = problem ?? {}
    if (code !== 'RATE_LIMITED' || !retryAfterSeconds) return
    let stop = () => {}
    let isOver = false
    // Loaded on use: hardly anybody is ever asked to wait.
    const counting = import('./count-down.ts').then(({ countDown }) => {
      if (!isOver && place.current) stop = countDown(place.current, retryAfterSeconds, say)
    })
    void counting.catch(() => undefined)
    return () => {
      isOver = true
      stop()
      say(null)
    }
  }, [problem, place])
  return said
}

// Looks again every so often while something is under way and somebody is looking.
import { useEffect } from 'react'

export function usePoll(active: boolean, everyMs: number, look: () => void): void {
  useEffect(() => (active ? everySoOften(look, everyMs) : undefined), [active, everyMs, look])
}

/** Runs every so often while somebody is looking. */
export function everySoOften(run: () => void, everyMs: number): () => void {
  const timer = setInterval(() => {
    if (!document.hidden) run()
  }, everyMs)
  return () => clearInterval(timer)
}

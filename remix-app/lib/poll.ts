// Looks again every so often while something is under way and somebody is looking.
import { useEffect } from 'react'

export function usePoll(active: boolean, everyMs: number, look: () => void): void {
  useEffect(() => {
    if (!active) return
    const timer = setInterval(() => {
      if (!document.hidden) look()
    }, everyMs)
    return () => clearInterval(timer)
  }, [active, everyMs, look])
}

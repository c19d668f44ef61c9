// The present moment as the server saw it, moving on with the browser's own stopwatch: a wrong
// clock on somebody's device must not show a prediction open or closed.
import { useEffect, useState } from 'react'

const TICK_MS = 1_000

export function useNow(serverNow: number): number {
  const [passed, setPassed] = useState({ since: serverNow, ms: 0 })
  useEffect(() => {
    const began = performance.now()
    const tick = () => setPassed({ since: serverNow, ms: performance.now() - began })
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [serverNow])
  return passed.since === serverNow ? serverNow + passed.ms : serverNow
}

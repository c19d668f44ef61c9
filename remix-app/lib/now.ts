// The present moment as the server saw it, moving on with the browser's own stopwatch: a wrong
// clock on somebody's device must not show a prediction open or closed.
import { useEffect, useState } from 'react'

const TICK_MS = 1_000

export function useNow(serverNow: number): number {
  const [passed, setPassed] = useState({ since: serverNow, ms: 0 })
  useEffect(() => {
    const age = ageOf(serverNow)
    const began = performance.now() - age
    const tick = () => setPassed({ since: serverNow, ms: performance.now() - began })
    // Not with the first picture: that one is the server's.
    if (age > 0) tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [serverNow])
  return passed.since === serverNow ? serverNow + passed.ms : serverNow
}

/** Of a page that was kept for everybody; the answer that brought it tells (page-cache.ts). */
function ageOf(serverNow: number): number {
  const entries = performance.getEntries() as Partial<PerformanceResourceTiming>[]
  for (const { serverTiming = [], responseStart = 0 } of entries.reverse()) {
    const told = serverTiming.find(
      ({ name, description }) => name === 'now' && description === `${serverNow}`,
    )
    if (told) return told.duration + performance.now() - responseStart
  }
  return 0
}

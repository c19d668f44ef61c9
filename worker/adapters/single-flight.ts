// Joins callers that want the same answer at once. A joiner never waits for ever: when the request
// that leads is cut off, the platform stops its I/O and its promise stays pending.
import type { Clock } from '../ports.ts'

export interface SingleFlightOptions {
  readonly clock: Clock
  /** Longest life of one flight, above the work's own timeout. Milliseconds. */
  readonly flightMs: number
  /** Keeps the leader's work going after its own request has ended (`ctx.waitUntil`). */
  readonly keepAlive?: ((work: Promise<unknown>) => void) | undefined
}

export function singleFlight<T>(work: () => Promise<T>, options: SingleFlightOptions) {
  const { clock, flightMs, keepAlive } = options
  let flight: { readonly landed: Promise<T>; readonly since: number } | null = null

  function takeOff(): Promise<T> {
    const landed = work().finally(() => {
      if (flight?.landed === landed) flight = null
    })
    flight = { landed, since: clock.now() }
    keepAlive?.(landed.catch(() => {}))
    return landed
  }

  return (): Promise<T> => {
    if (!flight || clock.now() - flight.since >= flightMs) return takeOff()
    return within(flight.landed, flightMs)
  }
}

async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('joined work did not end')), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    if (timer !== undefined) clearTimeout(timer)
  }
}

// One timer for whatever is next. It never keeps the process alive, and a clock that stands still
// only makes it ring again later.
const TIMER_MS_MAX = 60_000

export interface Alarm {
  /** Something changed: look at once what is due. */
  arm(): void
  stop(): void
}

export interface Ring {
  now: number
  /** When to ring again, if ever. */
  next: number | undefined
}

export function createAlarm(enabled: boolean, ring: () => Ring): Alarm {
  let stopped = !enabled
  let timeout: NodeJS.Timeout | undefined
  const set = (ms: number) => {
    clearTimeout(timeout)
    timeout = setTimeout(fire, ms)
    timeout.unref()
  }
  const fire = () => {
    if (stopped) return
    const { now, next } = ring()
    if (next !== undefined) set(Math.min(Math.max(next - now, 1), TIMER_MS_MAX))
  }
  return {
    arm: () => {
      if (!stopped) set(0)
    },
    stop: () => {
      stopped = true
      clearTimeout(timeout)
    },
  }
}

export function earliest(...times: (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

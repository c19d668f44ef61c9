// How long to wait before the next try, and for a settlement.
const BACKOFF_MS_BASE = 20
const BACKOFF_MS_MAX = 1_000
const YIELD_PAUSE_MS_MIN = 50
const YIELD_PAUSE_MS_MAX = 150

/** Full jitter: 0 <= fraction < 1. */
export const backoffMs = (attempts: number, fraction: number): number =>
  fraction * Math.min(BACKOFF_MS_MAX, BACKOFF_MS_BASE * 2 ** attempts)

export const yieldPauseMs = (fraction: number): number =>
  YIELD_PAUSE_MS_MIN + fraction * (YIELD_PAUSE_MS_MAX - YIELD_PAUSE_MS_MIN)

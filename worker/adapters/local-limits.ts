// Fixed windows in this isolate's memory: the limiter of last resort.
import type { Taken } from '../ports.ts'

const CALLERS_MAX = 10_000

export interface LocalLimits {
  take(who: string, limit: number): Omit<Taken, 'degraded'>
}

export function createLocalLimits(windowMs: number, wall: () => number): LocalLimits {
  let window = 0
  let counts = new Map<string, number>()

  return {
    take(who, limit) {
      const now = wall()
      const current = Math.floor(now / windowMs)
      if (current !== window) {
        window = current
        counts = new Map()
      }
      const used = counts.get(who) ?? 0
      // A full table refuses newcomers: forgetting someone would unlimit them.
      const full = used === 0 && counts.size >= CALLERS_MAX
      if (!full && used < limit) {
        counts.set(who, used + 1)
        return { allowed: true, retryAfterSeconds: 0 }
      }
      const left = Math.ceil(((current + 1) * windowMs - now) / 1000)
      return { allowed: false, retryAfterSeconds: Math.max(1, left) }
    },
  }
}

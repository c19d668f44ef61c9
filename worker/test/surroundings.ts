// What an isolate gets from its platform, made repeatable: seeded chance, no real waiting.
import { seeded } from '../../local/faults.ts'
import type { Noticeboard } from '../adapters/noticeboard.ts'
import type { Clock } from '../ports.ts'
import type { Surroundings } from '../services.ts'

export interface SurroundingsOptions {
  readonly seed?: number
  readonly storeTimeoutMs?: number
  readonly stripeTimeoutMs?: number
}

/** One isolate that nobody tells anything. */
export const NO_NOTICEBOARD: Noticeboard = {
  get: async () => [],
  put: async () => undefined,
}

export function surroundingsOf(options: SurroundingsOptions, clock: Clock) {
  const { seed = 1, storeTimeoutMs, stripeTimeoutMs } = options
  const pauses: number[] = []
  let drawn = 0
  const around: Surroundings = {
    clock,
    // Looked up at each call: the doors replace the global one.
    fetch: (input, init) => globalThis.fetch(input, init),
    random: {
      uuid: () => {
        drawn += 1
        return `00000000-0000-4000-8000-${String(drawn).padStart(12, '0')}`
      },
      fraction: seeded(seed),
    },
    noticeboard: NO_NOTICEBOARD,
    keepAlive: (work) => void work.catch(() => undefined),
    pause: (ms) => {
      pauses.push(ms)
      return new Promise((resolve) => setImmediate(resolve))
    },
    ...(storeTimeoutMs !== undefined && { storeTimeoutMs }),
    ...(stripeTimeoutMs !== undefined && { stripeTimeoutMs }),
  }
  return { around, pauses }
}

// Upstash Redis: rate limits as sliding windows, who signed out everywhere, and what isolates tell
// each other of wallets and gates. What a request asks at the same time goes out as one call. When
// Redis is slow or away, reads pass uncounted; what can move money or open a session falls back to
// a tenth of its limit, counted in this isolate. Never unlimited, and never waiting for long.
import { createHmac } from 'node:crypto'
import { Ratelimit } from '@upstash/ratelimit'
import { Redis } from '@upstash/redis/cloudflare'
import type { RateLimits, Settings } from '../env.ts'
import type { Log, RateLimiter, Taken } from '../ports.ts'
import { createLocalLimits } from './local-limits.ts'
import { createNoticeboard, type Noticeboard } from './noticeboard.ts'
import { createMoments, type Moments } from './sign-outs.ts'

const WAIT_MS_MAX = 250
const WINDOW_MS = 60_000
const STRICT: ReadonlySet<LimitName> = new Set([
  ...(['purchase', 'commit', 'admin', 'signIn'] as const),
  // Moves nothing, but one request reads as much as hundreds.
  'export',
])
type LimitName = keyof RateLimits

type LimiterSettings = Pick<
  Settings,
  'UPSTASH_REDIS_REST_URL' | 'UPSTASH_REDIS_REST_TOKEN' | 'RATE_LIMITS' | 'FINGERPRINT_SECRET'
>

export interface LimiterDeps {
  readonly log: Log
  /** The wall clock, which the Upstash library uses too; milliseconds. */
  readonly wall?: () => number
  readonly waitMs?: number
}

/** What one request asks of Redis. */
export interface Upstash {
  readonly limiter: RateLimiter
  readonly noticeboard: Noticeboard
  readonly moments: Moments
}

/** Create one an isolate, it holds the counters of the fallback; and call it once a request. */
export function createUpstash(settings: LimiterSettings, deps: LimiterDeps): () => Upstash {
  const { log, wall = Date.now, waitMs = WAIT_MS_MAX } = deps
  const local = createLocalLimits(WINDOW_MS, wall)
  // Addresses and ids stay out of Redis, and out of the errors its client makes of commands.
  const hidden = (text: string): string =>
    createHmac('sha256', settings.FINGERPRINT_SECRET).update(text).digest('base64url')

  function degraded(limit: LimitName, who: string): Taken {
    if (!STRICT.has(limit)) return { allowed: true, retryAfterSeconds: 0, degraded: true }
    const tenth = Math.max(1, Math.floor(settings.RATE_LIMITS[limit] / 10))
    return { ...local.take(`${limit}:${who}`, tenth), degraded: true }
  }

  return () => {
    const redis = connect(settings, waitMs)
    const windowOf = windows(redis, settings.RATE_LIMITS, waitMs)

    async function take(limit: LimitName, who: string): Promise<Taken> {
      const name = hidden(who)
      try {
        const { success, reset, reason } = await windowOf(limit).limit(name)
        if (reason === 'timeout') return degraded(limit, name)
        const wait = Math.ceil((reset - wall()) / 1000)
        const retryAfterSeconds = success ? 0 : Math.min(Math.max(wait, 1), WINDOW_MS / 1000)
        return { allowed: success, retryAfterSeconds, degraded: false }
      } catch (cause) {
        log.warn('redis_unavailable', { cause })
        return degraded(limit, name)
      }
    }

    const healthy = (): Promise<boolean> => redis.ping().then(Boolean, () => false)
    return {
      limiter: { take, healthy },
      noticeboard: createNoticeboard(redis, hidden, log),
      moments: createMoments(redis, hidden, log),
    }
  }
}

function connect(settings: LimiterSettings, waitMs: number): Redis {
  return new Redis({
    url: settings.UPSTASH_REDIS_REST_URL,
    token: settings.UPSTASH_REDIS_REST_TOKEN,
    retry: { retries: 1, backoff: () => 25 },
    // A function, so that an abort throws; a plain signal would make the client invent an answer.
    signal: () => AbortSignal.timeout(waitMs),
    // One client a request: what it asks at once is one call, and waits for nobody else's I/O.
    enableAutoPipelining: true,
    readYourWrites: false,
    enableTelemetry: false,
  })
}

function windows(redis: Redis, limits: RateLimits, waitMs: number) {
  const made = new Map<LimitName, Ratelimit>()
  return (limit: LimitName): Ratelimit => {
    const known = made.get(limit)
    if (known) return known
    const window = new Ratelimit({
      redis,
      limiter: Ratelimit.slidingWindow(limits[limit], `${WINDOW_MS} ms`),
      prefix: `limit:${limit}`,
      timeout: waitMs,
      // A blocked caller cached here would be an unbounded map, and blocked beyond its window.
      ephemeralCache: false,
      analytics: false,
      enableTelemetry: false,
    })
    made.set(limit, window)
    return window
  }
}

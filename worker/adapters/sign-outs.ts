// Signing out everywhere. Firebase ends what it hands out itself: refresh tokens and new sessions.
// Session cookies and ID tokens that are out already are verified here without asking it, so the
// moment is kept in Redis too, for as long as the oldest of them can last, and looked at with each
// request in the call that counts it.
import type { Redis } from '@upstash/redis/cloudflare'
import * as z from 'zod'
import { Outage } from '../../shared/failure.ts'
import type { Clock, Identity, Log } from '../ports.ts'
import type { Firebase } from './identity.ts'

/** Longer than a session cookie or an ID token and the leeway given to it. */
const KEPT_SECONDS = 6 * 24 * 3600
const LAST = "return redis.call('GET', KEYS[1])"
const KEEP_LATER = `
local before = tonumber(redis.call('GET', KEYS[1]) or '0')
redis.call('SET', KEYS[1], math.max(before, tonumber(ARGV[1])), 'EX', ARGV[2])
return 1
`
const Seconds = z.coerce.number().int().positive().nullable()

/** What is remembered of them. */
export interface Moments {
  last(userId: string): Promise<number | null | 'unknown'>
  keep(userId: string, at: number): Promise<void>
}

/** One a request, as its Redis is. */
export function createMoments(
  redis: Redis,
  /** A keyed hash. */
  hidden: (text: string) => string,
  log: Log,
): Moments {
  const keyOf = (userId: string): string => `signed-out:${hidden(userId)}`
  return {
    async last(userId) {
      try {
        // A script, so that it goes out with the limits, which are scripts.
        const found = await redis.eval(LAST, [keyOf(userId)], [])
        return Seconds.parse(found === '' ? Number.NaN : found)
      } catch (cause) {
        log.warn('sign_outs_unread', { cause })
        return 'unknown'
      }
    },

    async keep(userId, at) {
      try {
        await redis.eval(KEEP_LATER, [keyOf(userId)], [at, KEPT_SECONDS])
      } catch (cause) {
        throw new Outage('SERVICE_UNAVAILABLE', 'a sign-out could not be kept', { cause })
      }
    },
  }
}

export function withSignOuts(firebase: Firebase, moments: Moments, clock: Clock): Identity {
  return {
    ...firebase,
    signedOutAt: (userId) => moments.last(userId),
    async signOutEverywhere(userId) {
      const at = Math.floor(clock.now() / 1000)
      await moments.keep(userId, at)
      await firebase.revoke(userId, at)
    },
  }
}

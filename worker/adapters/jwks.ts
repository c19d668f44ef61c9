// Google's public keys, cached as it says within our bounds. Keys that can't be renewed are used a
// little longer; after that nobody's token can be judged, which is an outage and not a refusal.
import { importJWK } from 'jose'
import * as z from 'zod'
import { Outage } from '../../shared/failure.ts'
import type { Clock, Log } from '../ports.ts'
import { singleFlight } from './single-flight.ts'

const FRESH_MS_MIN = 60_000
const FRESH_MS_MAX = 24 * 3_600_000
const STALE_MS_MAX = 600_000
const REFETCH_MS_MIN = 60_000
/** While old keys still serve, a dead key server is not asked by every request. */
const RETRY_MS = 5000
const TIMEOUT_MS = 3000

const Jwks = z.object({
  keys: z.array(
    z.object({ kid: z.string().min(1), kty: z.literal('RSA'), n: z.string(), e: z.string() }),
  ),
})

type Key = Awaited<ReturnType<typeof importJWK>>
interface KeySet {
  readonly byKid: ReadonlyMap<string, Key>
  readonly freshUntil: number
}

export interface JwksDeps {
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly log: Log
  readonly keepAlive?: ((work: Promise<unknown>) => void) | undefined
}

export interface KeySource {
  /** null = no such key. Throws IDENTITY_UNAVAILABLE. */
  key(kid: string): Promise<Key | null>
  /** Whether any token can be judged now. */
  ready(): Promise<boolean>
}

export function createKeySource(url: string, deps: JwksDeps): KeySource {
  const { clock, log, keepAlive } = deps
  let held: KeySet | null = null
  let failed = false
  let askedAt = Number.NEGATIVE_INFINITY

  const refresh = singleFlight(
    async () => {
      askedAt = clock.now()
      try {
        held = await download(url, deps)
        failed = false
        return held
      } catch (cause) {
        failed = true
        log.warn('jwks_unavailable', { host: new URL(url).host, cause })
        throw new Outage('IDENTITY_UNAVAILABLE', 'the public keys cannot be had', { cause })
      }
    },
    { clock, flightMs: TIMEOUT_MS + 1000, keepAlive },
  )

  async function current(): Promise<KeySet> {
    const now = clock.now()
    if (held && now < held.freshUntil) return held
    const usable = held && now < held.freshUntil + STALE_MS_MAX ? held : null
    if (usable && failed && now - askedAt < RETRY_MS) return usable
    return refresh().catch((error: unknown) => {
      if (usable) return usable
      throw error
    })
  }

  async function key(kid: string): Promise<Key | null> {
    const found = (await current()).byKid.get(kid)
    if (found) return found
    if (clock.now() - askedAt >= REFETCH_MS_MIN) return (await refresh()).byKid.get(kid) ?? null
    if (failed) throw new Outage('IDENTITY_UNAVAILABLE', 'an unknown key cannot be looked up')
    return null
  }

  return { key, ready: () => current().then(Boolean, () => false) }
}

async function download(url: string, { fetch, clock }: JwksDeps): Promise<KeySet> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`key server answered ${response.status}`)
  const { keys } = Jwks.parse(await response.json())
  const imported = keys.map(async (jwk) => [jwk.kid, await importJWK(jwk, 'RS256')] as const)
  const freshUntil = clock.now() + freshMs(response.headers.get('cache-control') ?? '')
  return { byKid: new Map(await Promise.all(imported)), freshUntil }
}

function freshMs(cacheControl: string): number {
  const seconds = Number(/(?:^|[\s,])max-age=(\d{1,9})/i.exec(cacheControl)?.[1] ?? 0)
  return Math.min(Math.max(seconds * 1000, FRESH_MS_MIN), FRESH_MS_MAX)
}

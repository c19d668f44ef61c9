// Access tokens of the service account (OAuth 2.0, RFC 7523): one per scope, kept until shortly
// before it ends.
import { importPKCS8, SignJWT } from 'jose'
import { type FailureCode, Outage } from '../../shared/failure.ts'
import type { Clock } from '../ports.ts'
import { singleFlight } from './single-flight.ts'

const TOKEN_URL = 'https://oauth2.googleapis.com/token'
const ASSERTION_SECONDS = 3600
const RENEW_SECONDS = 300
const TIMEOUT_MS = 3000

export interface GoogleAuthOptions {
  readonly clientEmail: string
  /** PKCS #8 PEM. */
  readonly privateKey: string
  readonly scope: string
  readonly tokenUrl?: string | undefined
  /** What is down for our callers when no token can be had. */
  readonly outage?: FailureCode | undefined
}

export interface GoogleAuthDeps {
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly keepAlive?: ((work: Promise<unknown>) => void) | undefined
}

export interface GoogleAuth {
  /** Throws Outage. */
  token(): Promise<string>
}

interface AccessToken {
  readonly text: string
  /** Milliseconds since 1970. */
  readonly renewAt: number
}

export function createGoogleAuth(options: GoogleAuthOptions, deps: GoogleAuthDeps): GoogleAuth {
  const { clock, keepAlive } = deps
  const flightMs = TIMEOUT_MS + 1000
  const renew = singleFlight(() => exchange(options, deps), { clock, flightMs, keepAlive })
  let held: AccessToken | null = null

  return {
    async token() {
      if (held && clock.now() < held.renewAt) return held.text
      try {
        held = await renew()
        return held.text
      } catch (cause) {
        const code = options.outage ?? 'IDENTITY_UNAVAILABLE'
        throw new Outage(code, 'no access token for Google', { cause })
      }
    },
  }
}

async function exchange(options: GoogleAuthOptions, deps: GoogleAuthDeps): Promise<AccessToken> {
  const { fetch, clock } = deps
  const asked = clock.now()
  const response = await fetch(options.tokenUrl ?? TOKEN_URL, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: await assertion(options, Math.floor(asked / 1000)),
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok) throw new Error(`token endpoint answered ${response.status}`)
  const { access_token: text, expires_in: seconds } = (await response.json()) as {
    access_token?: unknown
    expires_in?: unknown
  }
  if (typeof text !== 'string' || text === '') throw new Error('token endpoint gave no token')
  const lives = Number.isFinite(seconds) ? Number(seconds) : 0
  return { text, renewAt: asked + Math.max(0, lives - RENEW_SECONDS) * 1000 }
}

async function assertion(options: GoogleAuthOptions, now: number): Promise<string> {
  const key = await importPKCS8(options.privateKey, 'RS256')
  return new SignJWT({ scope: options.scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(options.clientEmail)
    .setAudience(TOKEN_URL)
    .setIssuedAt(now)
    .setExpirationTime(now + ASSERTION_SECONDS)
    .sign(key)
}

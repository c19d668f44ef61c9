// The service account's Firestore token by firebase-rest-firestore, behind what it lacks: a cache
// with single flight, a timeout, a check for an empty token, and a way to drop a refused one.
import { formatPrivateKey, getFirestoreToken } from 'firebase-rest-firestore'
import { Outage } from '../../../shared/failure.ts'
import type { Clock } from '../../ports.ts'
import { singleFlight } from '../single-flight.ts'

export interface TokenSource {
  /** Throws STORE_UNAVAILABLE when Google gives no token in time. */
  token(): Promise<string>
  drop(): void
}

export interface ServiceAccount {
  readonly projectId: string
  readonly clientEmail: string
  readonly privateKey: string
}

// Google's tokens live for an hour; a new one is had while the old one still works.
const TOKEN_SECONDS_MAX = 50 * 60
const TOKEN_TIMEOUT_MS = 5_000

/** Google's emulator, and ours, take this as the admin's token. */
export const emulatorToken: TokenSource = { token: async () => 'owner', drop: () => undefined }

export interface TokenDeps {
  readonly clock: Clock
  readonly keepAlive?: ((work: Promise<unknown>) => void) | undefined
  readonly timeoutMs?: number
}

export function serviceAccountToken(account: ServiceAccount, deps: TokenDeps): TokenSource {
  const { clock, keepAlive, timeoutMs = TOKEN_TIMEOUT_MS } = deps
  const config = { ...account, privateKey: formatPrivateKey(account.privateKey) }
  let cached: { token: string; until: number } | null = null
  const renew = singleFlight(request, { clock, keepAlive, flightMs: timeoutMs + 1000 })

  async function request(): Promise<string> {
    const token = await Promise.race([getFirestoreToken(config), late(timeoutMs)])
    if (typeof token !== 'string' || token === '') throw new TypeError('empty or late token')
    cached = { token, until: clock.now() + TOKEN_SECONDS_MAX * 1000 }
    return token
  }

  return {
    async token() {
      if (cached && cached.until > clock.now()) return cached.token
      try {
        return await renew()
      } catch (cause) {
        throw new Outage('STORE_UNAVAILABLE', 'no Firestore token', { cause })
      }
    },
    drop() {
      cached = null
    },
  }
}

function late(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null))
}

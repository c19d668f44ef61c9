// The interfaces that know who somebody is and how often they come; the rest is in ports.ts.
import type { LimitName } from '../shared/api/operation.ts'
import type { UserId } from '../shared/ids.ts'

export interface VerifiedToken {
  readonly userId: UserId
  readonly email: string | null
  /** As it was at the sign-in; null = none, or one that may not be shown. */
  readonly name: string | null
  readonly admin: boolean
  /** Seconds since 1970. */
  readonly authTime: number
  readonly issuedAt: number
}

/** A sign-in as it is now. */
export interface Account {
  readonly userId: UserId
  readonly email: string | null
  readonly admin: boolean
  readonly disabled: boolean
}
export interface AccountNames {
  /** Up to 100 of both. */
  readonly userIds: readonly UserId[]
  readonly emails?: readonly string[]
}

export interface Identity extends SignOuts {
  /** null = not valid. Throws IDENTITY_UNAVAILABLE when the keys can't be had. */
  verifyIdToken(token: string): Promise<VerifiedToken | null>
  verifySession(cookie: string): Promise<VerifiedToken | null>
  createSession(idToken: string, seconds: number): Promise<string | null>
  /** Lets a browser listen to this balance and do nothing else; null = can't be signed here. */
  listeningToken(userId: UserId): Promise<string | null>
  /** Whether the account may still act: not disabled, deleted, or revoked since `authTime`. */
  accountState(userId: UserId, authTime: number): Promise<'active' | 'disabled' | 'revoked'>
  /** Those that there are, in no promised order. Throws IDENTITY_UNAVAILABLE. */
  accounts(names: AccountNames): Promise<Account[]>
  /** As it is now; null = none. */
  displayName(userId: UserId): Promise<string | null>
  rename(userId: UserId, name: string | null): Promise<void>
  healthy(): Promise<boolean>
}

/** Everywhere at once. Tokens and cookies are verified here, so Firebase alone can't end them. */
export interface SignOuts {
  /**
   * Ends every session and token of a sign-in before now. Throws SERVICE_UNAVAILABLE or
   * IDENTITY_UNAVAILABLE: then some may have ended; the same call again ends the rest.
   */
  signOutEverywhere(userId: UserId): Promise<void>
  /**
   * Seconds since 1970 of the last one; null = none that a session of today could be older than.
   * `unknown`: can't be told just now.
   */
  signedOutAt(userId: UserId): Promise<number | null | 'unknown'>
}

export interface RateLimiter {
  /** Never throws and never waits over 250 ms; see adapters/upstash.ts for the degraded mode. */
  take(limit: Exclude<LimitName, 'none'>, who: string): Promise<Taken>
  healthy(): Promise<boolean>
}
export interface Taken {
  readonly allowed: boolean
  readonly retryAfterSeconds: number
  readonly degraded: boolean
}

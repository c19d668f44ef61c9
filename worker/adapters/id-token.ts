// Verifies Firebase's RS256 tokens: ID tokens and session cookies differ in issuer and keys only,
// and neither passes for the other.
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import { UserId } from '../../shared/ids.ts'
import { shownName } from '../../shared/names.ts'
import type { Clock, VerifiedToken } from '../ports.ts'
import { createKeySource, type JwksDeps } from './jwks.ts'
import { LISTENING_CLAIM } from './listening-token.ts'

const LEEWAY_SECONDS = 60
const TOKEN_CHARS_MAX = 8192

export interface TokenKind {
  readonly issuer: string
  readonly audience: string
  readonly jwksUrl: string
}

export interface TokenVerifier {
  /** null = not valid. Throws IDENTITY_UNAVAILABLE when the keys can't be had. */
  verify(token: string): Promise<VerifiedToken | null>
  ready(): Promise<boolean>
}

export function createTokenVerifier(kind: TokenKind, deps: JwksDeps): TokenVerifier {
  const keys = createKeySource(kind.jwksUrl, deps)

  async function verify(token: string): Promise<VerifiedToken | null> {
    const kid = token.length <= TOKEN_CHARS_MAX ? kidOf(token) : null
    const key = kid === null ? null : await keys.key(kid)
    if (!key) return null
    const payload = await verifiedPayload(token, key, kind, deps.clock)
    return payload && read(payload, Math.floor(deps.clock.now() / 1000))
  }

  return { verify, ready: () => keys.ready() }
}

/** null for any algorithm but ours: a token doesn't choose how it is checked. */
function kidOf(token: string): string | null {
  try {
    const { alg, kid } = decodeProtectedHeader(token)
    return alg === 'RS256' && typeof kid === 'string' ? kid : null
  } catch {
    return null
  }
}

async function verifiedPayload(
  token: string,
  key: Parameters<typeof jwtVerify>[1],
  { issuer, audience }: TokenKind,
  clock: Clock,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer,
      audience,
      requiredClaims: ['exp', 'iat', 'sub', 'auth_time'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(clock.now()),
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** The checks that libraries leave out: nothing issued in the future, and only ids we can store. */
function read(payload: JWTPayload, now: number): VerifiedToken | null {
  const { iat, auth_time: authTime, email, name, admin } = payload
  // A right to listen must never become one to spend, whoever it names.
  if (LISTENING_CLAIM in payload) return null
  const userId = UserId.safeParse(payload.sub)
  if (!userId.success || !isPast(iat, now) || !isPast(authTime, now)) return null
  return {
    userId: userId.data,
    email: typeof email === 'string' ? email : null,
    name: shownName(name),
    admin: admin === true,
    authTime,
    issuedAt: iat,
  }
}

function isPast(instant: unknown, now: number): instant is number {
  return typeof instant === 'number' && instant >= 0 && instant <= now + LEEWAY_SECONDS
}

// Who asks: the Worker and the seed as owner, a person with an ID token, or nobody in particular.
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { FirestoreError } from './errors.ts'

export type Claims = Readonly<Record<string, unknown>>
export type Caller =
  | { isAdmin: true }
  /** `uid` is null for whoever isn't signed in. */
  | { isAdmin: false; uid: string | null; claims: Claims; expiresAtMs: number }

/** The keys that sign ID tokens, as published now. */
export type TokenKeys = () => Promise<JSONWebKeySet>

const NOBODY: Caller = {
  isAdmin: false,
  uid: null,
  claims: {},
  expiresAtMs: Number.POSITIVE_INFINITY,
}
const CLAIMS = ['exp', 'iat', 'sub', 'auth_time']

/** `header`: the value of Authorization. Tokens must be of the project and signed by it. */
export async function callerOf(
  header: string | null,
  project: string,
  keys: TokenKeys | undefined,
): Promise<Caller> {
  if (header === 'Bearer owner') return { isAdmin: true }
  if (!header) return NOBODY
  const [, token] = /^Bearer (.+)$/.exec(header) ?? []
  if (!token || !keys) throw unauthenticated()
  const published = await publishedBy(keys)
  try {
    const { payload } = await jwtVerify(token, published, {
      algorithms: ['RS256'],
      issuer: `https://securetoken.google.com/${project}`,
      audience: project,
      requiredClaims: CLAIMS,
    })
    if (typeof payload.sub !== 'string' || payload.sub === '') throw unauthenticated()
    const { sub: uid, exp } = payload
    return { isAdmin: false, uid, claims: payload, expiresAtMs: Number(exp) * 1000 }
  } catch {
    throw unauthenticated()
  }
}

/** Keys that can't be had are no reason to call a token bad. */
async function publishedBy(keys: TokenKeys) {
  try {
    return createLocalJWKSet(await keys())
  } catch {
    throw new FirestoreError('UNAVAILABLE', 'The keys of ID tokens are out of reach')
  }
}

export const unauthenticated = () =>
  new FirestoreError('UNAUTHENTICATED', 'Request had invalid authentication credentials.')

export const permissionDenied = () =>
  new FirestoreError('PERMISSION_DENIED', 'Missing or insufficient permissions.')

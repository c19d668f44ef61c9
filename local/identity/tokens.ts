// ID tokens, refresh grants and session cookies with the claims Firebase puts in them.
import { type Context, type RefreshGrant, randomId, seconds } from './context.ts'
import { IdentityError, refuseUnless } from './errors.ts'
import { type Body, integer, text } from './fields.ts'
import { type Claims, decodeJwt, signedBy, signJwt } from './jwt.ts'
import type { Account } from './store.ts'

const ID_TOKEN_SECONDS = 3600
const COOKIE_SECONDS_MIN = 5 * 60
const COOKIE_SECONDS_MAX = 14 * 24 * 3600

export interface IssuedTokens {
  idToken: string
  refreshToken: string
  expiresIn: string
}

/** Tokens of a sign-in that happens now; `developerClaims`: of the custom token it was made by. */
export function signInTokens(
  context: Context,
  account: Account,
  developerClaims?: Claims,
): IssuedTokens {
  const grant = {
    localId: account.localId,
    authTime: seconds(context),
    ...(developerClaims && { developerClaims }),
  }
  const refreshToken = randomId(120)
  context.refreshGrants.put(refreshToken, grant)
  return {
    idToken: issueIdToken(context, account, grant),
    refreshToken,
    expiresIn: String(ID_TOKEN_SECONDS),
  }
}

function issueIdToken(context: Context, account: Account, grant: RefreshGrant): string {
  const { kid, privateKey } = context.keys.active('id')
  return signJwt(idTokenClaims(context, account, grant), kid, privateKey)
}

function idTokenClaims(context: Context, account: Account, grant: RefreshGrant): Claims {
  const issuedAt = seconds(context)
  const custom = JSON.parse(account.customAttributes ?? '{}') as Claims
  const { email } = account
  const provider = grant.developerClaims ? 'custom' : 'password'
  return {
    ...(account.displayName && { name: account.displayName }),
    ...(account.photoUrl && { picture: account.photoUrl }),
    ...custom,
    ...grant.developerClaims,
    iss: `https://securetoken.google.com/${context.projectId}`,
    aud: context.projectId,
    auth_time: grant.authTime,
    user_id: account.localId,
    sub: account.localId,
    iat: issuedAt,
    exp: issuedAt + ID_TOKEN_SECONDS,
    ...(email && { email, email_verified: account.emailVerified }),
    firebase: { identities: email ? { email: [email] } : {}, sign_in_provider: provider },
  }
}

export interface SignedIn {
  account: Account
  claims: Claims
  authTime: number
}

/** The account an ID token speaks for, as of now: not deleted, disabled or revoked. */
export function readIdToken(context: Context, idToken: string | undefined): SignedIn {
  refuseUnless(idToken, 'MISSING_ID_TOKEN')
  const jwt = decodeJwt(idToken)
  const key = jwt && context.keys.find('id', jwt.header.kid)
  refuseUnless(jwt && key && signedBy(jwt, key.publicKey), 'INVALID_ID_TOKEN')
  const { claims } = jwt
  refuseUnless(Number(claims.exp) > seconds(context), 'INVALID_ID_TOKEN')
  const authTime = Number(claims.auth_time)
  const account = usable(context, String(claims.sub), authTime)
  return { account, claims, authTime }
}

function usable(context: Context, localId: string, authTime: number): Account {
  const account = context.accounts.get(localId)
  refuseUnless(account, 'USER_NOT_FOUND')
  refuseUnless(!account.disabled, 'USER_DISABLED')
  refuseUnless(authTime >= account.validSince, 'TOKEN_EXPIRED')
  return account
}

/** The same refusals, in the shape of the other service. */
function grantee(context: Context, { localId, authTime }: RefreshGrant): Account {
  try {
    return usable(context, localId, authTime)
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error
    throw new IdentityError(error.message, 400, 'INVALID_ARGUMENT')
  }
}

/** `POST securetoken.googleapis.com/v1/token`: the refresh token stays, as Firebase's does. */
export function refreshTokens(context: Context, body: Body): object {
  const invalid = (message: string) => new IdentityError(message, 400, 'INVALID_ARGUMENT')
  const grantType = text(body, 'grant_type') ?? text(body, 'grantType')
  if (!grantType) throw invalid('MISSING_GRANT_TYPE')
  if (grantType !== 'refresh_token') throw invalid('INVALID_GRANT_TYPE')
  const refreshToken = text(body, 'refresh_token') ?? text(body, 'refreshToken')
  if (!refreshToken) throw invalid('MISSING_REFRESH_TOKEN')
  const grant = context.refreshGrants.get(refreshToken)
  if (!grant) throw invalid('INVALID_REFRESH_TOKEN')
  const account = grantee(context, grant)
  context.accounts.put(account.localId, { ...account, lastRefreshAt: context.now() })
  const idToken = issueIdToken(context, account, grant)
  return {
    access_token: idToken,
    expires_in: String(ID_TOKEN_SECONDS),
    token_type: 'Bearer',
    refresh_token: refreshToken,
    id_token: idToken,
    user_id: account.localId,
    project_id: context.projectId,
  }
}

/** The ID token's claims under another issuer, other keys and a longer life. */
export function createSessionCookie(context: Context, body: Body): object {
  const { claims } = readIdToken(context, text(body, 'idToken'))
  const validSeconds = integer(body, 'validDuration') ?? COOKIE_SECONDS_MAX
  const allowed = validSeconds >= COOKIE_SECONDS_MIN && validSeconds <= COOKIE_SECONDS_MAX
  refuseUnless(allowed, 'INVALID_DURATION')
  const iat = seconds(context)
  const iss = `https://session.firebase.google.com/${context.projectId}`
  const { kid, privateKey } = context.keys.active('session')
  const cookieClaims = { ...claims, iss, iat, exp: iat + validSeconds }
  return { sessionCookie: signJwt(cookieClaims, kid, privateKey) }
}

// Google's OAuth token endpoint for service accounts, and who may call the admin operations.
import { createPublicKey } from 'node:crypto'
import { type Context, randomId, seconds } from './context.ts'
import { IdentityError } from './errors.ts'
import { type Body, text } from './fields.ts'
import { decodeJwt, signedBy } from './jwt.ts'

const TOKEN_SECONDS = 3599
const ASSERTION_SECONDS_MAX = 3600
const SKEW_SECONDS = 60
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const ADMIN_SCOPES = [
  'https://www.googleapis.com/auth/identitytoolkit',
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/firebase',
]

class OAuthError extends Error {
  readonly error: string

  constructor(error: string, description: string) {
    super(description)
    this.error = error
  }
}

/** `POST /token`, grant jwt-bearer: a signed assertion for an access token. */
export function exchangeAssertion(context: Context, body: Body, requestUrl: string): Response {
  try {
    const scope = readAssertion(context, body, requestUrl)
    const accessToken = `ya29.${randomId(120)}`
    const expiresAt = seconds(context) + TOKEN_SECONDS
    context.accessTokens.put(accessToken, { scope, expiresAt })
    const token = { access_token: accessToken, expires_in: TOKEN_SECONDS, token_type: 'Bearer' }
    return Response.json(token)
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    const description = { error: error.error, error_description: error.message }
    return Response.json(description, { status: 400 })
  }
}

function readAssertion(context: Context, body: Body, requestUrl: string): string {
  if (text(body, 'grant_type') !== GRANT) {
    throw new OAuthError('unsupported_grant_type', `Invalid grant_type: ${body.grant_type}`)
  }
  const jwt = decodeJwt(text(body, 'assertion') ?? '')
  if (!jwt) throw new OAuthError('invalid_grant', 'Bad Request')
  const { iss, aud, iat, exp, scope } = jwt.claims
  const account = context.serviceAccounts.find(({ clientEmail }) => clientEmail === iss)
  if (!account) throw new OAuthError('invalid_grant', 'Invalid grant: account not found')
  if (!signedBy(jwt, createPublicKey(account.publicKeyPem))) {
    throw new OAuthError('invalid_grant', 'Invalid JWT Signature.')
  }
  const own = new URL(requestUrl)
  if (aud !== 'https://oauth2.googleapis.com/token' && aud !== `${own.origin}${own.pathname}`) {
    throw new OAuthError('invalid_grant', 'Invalid JWT: Failed audience check.')
  }
  const now = seconds(context)
  const issued = Number(iat)
  const expires = Number(exp)
  const shortLived = expires - issued <= ASSERTION_SECONDS_MAX
  if (!(issued <= now + SKEW_SECONDS && expires > now - SKEW_SECONDS && shortLived)) {
    const rule = 'Token must be a short-lived token (60 minutes) and in a reasonable timeframe.'
    throw new OAuthError('invalid_grant', `Invalid JWT: ${rule}`)
  }
  if (typeof scope !== 'string' || scope === '') {
    throw new OAuthError('invalid_scope', 'Invalid OAuth scope or ID token audience provided.')
  }
  return scope
}

/** `owner` as in Google's emulators, or an access token of ours with a fitting scope. */
export function requireAdmin(context: Context, request: Request): void {
  const token = bearer(request)
  if (token === 'owner') return
  const granted = token ? context.accessTokens.get(token) : undefined
  if (!granted || granted.expiresAt <= seconds(context)) {
    const message =
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login ' +
      'cookie or other valid authentication credential.'
    throw new IdentityError(message, 401, 'UNAUTHENTICATED')
  }
  if (!granted.scope.split(' ').some((scope) => ADMIN_SCOPES.includes(scope))) {
    const message = 'Request had insufficient authentication scopes.'
    throw new IdentityError(message, 403, 'PERMISSION_DENIED')
  }
}

export function requireApiKey(request: Request): void {
  const given =
    new URL(request.url).searchParams.get('key') ?? request.headers.get('x-goog-api-key')
  if (given) return
  throw new IdentityError('The request is missing a valid API key.', 403, 'PERMISSION_DENIED')
}

function bearer(request: Request): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}

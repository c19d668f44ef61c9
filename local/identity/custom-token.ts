// `accounts:signInWithCustomToken`: a service account vouches for somebody. An identity that is not
// there yet is made; the claims it was given go into its ID tokens, refreshed ones too.
import { createPublicKey } from 'node:crypto'
import { type Context, seconds } from './context.ts'
import { refuseUnless } from './errors.ts'
import { type Body, text } from './fields.ts'
import { type Claims, decodeJwt, signedBy } from './jwt.ts'
import type { Account } from './store.ts'
import { signInTokens } from './tokens.ts'

const AUDIENCE =
  'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit'
const TOKEN_SECONDS_MAX = 3600
const SKEW_SECONDS = 60
const LOCAL_ID_LENGTH_MAX = 128
/** What a developer may not claim: tokens say it themselves. */
const RESERVED = [
  ...['acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'cnf', 'c_hash', 'exp', 'firebase'],
  ...['iat', 'iss', 'jti', 'nbf', 'nonce', 'sub'],
]

export function signInWithCustomToken(context: Context, body: Body): object {
  const token = text(body, 'token')
  refuseUnless(token, 'MISSING_CUSTOM_TOKEN')
  const { localId, claims } = readCustomToken(context, token)
  const known = context.accounts.get(localId)
  refuseUnless(!known?.disabled, 'USER_DISABLED')
  const account: Account = {
    ...(known ?? newAccount(context, localId)),
    lastLoginAt: context.now(),
  }
  context.accounts.put(localId, account)
  return {
    kind: 'identitytoolkit#VerifyCustomTokenResponse',
    isNewUser: known === undefined,
    ...signInTokens(context, account, claims),
  }
}

function readCustomToken(context: Context, token: string): { localId: string; claims: Claims } {
  const jwt = decodeJwt(token)
  refuseUnless(jwt, 'INVALID_CUSTOM_TOKEN : Invalid assertion format.')
  const { iss, sub, aud, iat, exp, uid, claims = {} } = jwt.claims
  const signer = context.serviceAccounts.find(({ clientEmail }) => clientEmail === iss)
  refuseUnless(signer, 'CREDENTIAL_MISMATCH')
  const genuine = sub === iss && signedBy(jwt, createPublicKey(signer.publicKeyPem))
  refuseUnless(genuine && aud === AUDIENCE, 'INVALID_CUSTOM_TOKEN')
  const now = seconds(context)
  const [issued, expires] = [Number(iat), Number(exp)]
  const timely = issued <= now + SKEW_SECONDS && expires > now - SKEW_SECONDS
  refuseUnless(timely && expires - issued <= TOKEN_SECONDS_MAX, 'INVALID_CUSTOM_TOKEN')
  const named = typeof uid === 'string' && uid !== '' && uid.length <= LOCAL_ID_LENGTH_MAX
  refuseUnless(named && isClaims(claims), 'INVALID_CUSTOM_TOKEN')
  return { localId: uid, claims }
}

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return !Object.keys(value).some((name) => RESERVED.includes(name))
}

const newAccount = (context: Context, localId: string): Account => ({
  localId,
  emailVerified: false,
  disabled: false,
  validSince: seconds(context),
  createdAt: context.now(),
})

// `accounts:update`: owners change name, photo and password; admins also claims, e-mail and state.
import { providers, requireRecentSignIn } from './accounts.ts'
import { type Context, seconds } from './context.ts'
import { refuseUnless } from './errors.ts'
import { type Body, flag, integer, text, texts } from './fields.ts'
import { takeVerification } from './out-of-band.ts'
import { hashPassword } from './passwords.ts'
import { freeEmail } from './sign-in.ts'
import type { Account } from './store.ts'
import { readIdToken, signInTokens } from './tokens.ts'

const CLAIMS_CHARS_MAX = 1000
const RESERVED_CLAIMS = [
  ...['acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'c_hash', 'cnf', 'exp', 'firebase'],
  ...['iat', 'iss', 'jti', 'nbf', 'nonce', 'sub', 'user_id'],
]
const ADMIN_FIELDS = ['customAttributes', 'disableUser', 'emailVerified', 'validSince']

export function updateOwn(context: Context, body: Body): object {
  for (const field of ADMIN_FIELDS) refuseUnless(body[field] == null, 'INSUFFICIENT_PERMISSION')
  const oobCode = text(body, 'oobCode')
  if (oobCode) return response(takeVerification(context, oobCode))
  const supported = text(body, 'idToken')
  refuseUnless(supported, 'INVALID_REQ_TYPE : Unsupported request parameters.')
  const signedIn = readIdToken(context, text(body, 'idToken'))
  const account = { ...signedIn.account }
  // With e-mail enumeration protection, an address changes only through the link sent to it.
  const email = text(body, 'email')
  const sameEmail = !email || email.toLowerCase() === account.email
  const verifyFirst = 'Please verify the new email before changing email.'
  refuseUnless(sameEmail, `OPERATION_NOT_ALLOWED : ${verifyFirst}`)
  if (text(body, 'password')) requireRecentSignIn(context, signedIn)
  changeProfile(account, body)
  const changed = changePassword(context, account, body)
  context.accounts.put(account.localId, account)
  return { ...response(account), ...(changed && signInTokens(context, account)) }
}

export function updateAny(context: Context, body: Body): object {
  const localId = text(body, 'localId')
  refuseUnless(localId, 'MISSING_LOCAL_ID')
  const stored = context.accounts.get(localId)
  refuseUnless(stored, 'USER_NOT_FOUND')
  const account = { ...stored }
  changeProfile(account, body)
  changeEmail(context, account, body)
  changePassword(context, account, body)
  account.disabled = flag(body, 'disableUser') ?? account.disabled
  account.emailVerified = flag(body, 'emailVerified') ?? account.emailVerified
  account.validSince = integer(body, 'validSince') ?? account.validSince
  const claims = text(body, 'customAttributes')
  if (claims !== undefined) account.customAttributes = checkedClaims(claims)
  context.accounts.put(localId, account)
  return response(account)
}

function changeProfile(account: Account, body: Body): void {
  const displayName = text(body, 'displayName')
  const photoUrl = text(body, 'photoUrl')
  if (displayName !== undefined) account.displayName = displayName
  if (photoUrl !== undefined) account.photoUrl = photoUrl
  const gone = texts(body, 'deleteAttribute')
  if (gone.includes('DISPLAY_NAME')) delete account.displayName
  if (gone.includes('PHOTO_URL')) delete account.photoUrl
}

function changeEmail(context: Context, account: Account, body: Body): void {
  const raw = text(body, 'email')
  if (raw === undefined || raw.toLowerCase() === account.email) return
  const email = freeEmail(context, raw)
  if (email === undefined) return
  account.email = email
  account.emailVerified = false
  account.validSince = seconds(context)
}

/** Ends every other session of the account: their tokens are older than `validSince`. */
function changePassword(context: Context, account: Account, body: Body): boolean {
  const password = text(body, 'password')
  if (!password) return false
  Object.assign(account, hashPassword(password), { passwordUpdatedAt: context.now() })
  account.validSince = seconds(context)
  context.failures.delete(account.localId)
  return true
}

function checkedClaims(raw: string): string {
  refuseUnless(raw.length <= CLAIMS_CHARS_MAX, 'CLAIMS_TOO_LARGE')
  let parsed: unknown
  try {
    parsed = JSON.parse(raw)
  } catch {
    parsed = undefined
  }
  const isMap = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  refuseUnless(isMap, 'INVALID_CLAIMS')
  for (const name of RESERVED_CLAIMS) {
    refuseUnless(!Object.hasOwn(parsed as object, name), `FORBIDDEN_CLAIM : ${name}`)
  }
  return raw
}

function response(account: Account): object {
  return {
    kind: 'identitytoolkit#SetAccountInfoResponse',
    localId: account.localId,
    email: account.email,
    emailVerified: account.emailVerified,
    displayName: account.displayName,
    photoUrl: account.photoUrl,
    providerUserInfo: providers(account),
  }
}

// Creating accounts and signing in with a password.
import { type Context, randomId, seconds } from './context.ts'
import { refuseUnless } from './errors.ts'
import { type Body, flag, text } from './fields.ts'
import { hashPassword, passwordMatches } from './passwords.ts'
import type { Account } from './store.ts'
import { signInTokens } from './tokens.ts'

const LOCAL_ID_LENGTH_MAX = 128
const FAILURES_MAX = 10
const LOCK_MS = 5 * 60_000
const LOCKED =
  'TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account has been temporarily disabled due to ' +
  'many failed login attempts. You can immediately restore it by resetting your password or ' +
  'you can try again later.'

/** `accounts:signUp` of a client; without an e-mail it would be anonymous, which is off. */
export function signUp(context: Context, body: Body): object {
  refuseUnless(text(body, 'localId') === undefined, 'UNEXPECTED_PARAMETER : User ID')
  refuseUnless(!body.idToken, 'OPERATION_NOT_ALLOWED')
  const wantsPassword = text(body, 'email') !== undefined || text(body, 'password') !== undefined
  refuseUnless(wantsPassword, 'ADMIN_ONLY_OPERATION')
  refuseUnless(text(body, 'email'), 'MISSING_EMAIL')
  refuseUnless(text(body, 'password'), 'MISSING_PASSWORD')
  const account = insert(context, randomId(28), body)
  account.lastLoginAt = context.now()
  context.accounts.put(account.localId, account)
  return {
    kind: 'identitytoolkit#SignupNewUserResponse',
    localId: account.localId,
    email: account.email,
    ...signInTokens(context, account),
  }
}

/** `POST projects/{p}/accounts` of an admin: may choose the id, gets no tokens. */
export function createAccount(context: Context, body: Body): object {
  const localId = text(body, 'localId') ?? randomId(28)
  refuseUnless(localId !== '' && localId.length <= LOCAL_ID_LENGTH_MAX, 'INVALID_LOCAL_ID')
  refuseUnless(!context.accounts.get(localId), 'DUPLICATE_LOCAL_ID')
  const account = insert(context, localId, body)
  account.emailVerified = flag(body, 'emailVerified') ?? false
  account.disabled = flag(body, 'disabled') ?? false
  context.accounts.put(localId, account)
  return {
    kind: 'identitytoolkit#SignupNewUserResponse',
    localId,
    email: account.email,
    displayName: account.displayName,
  }
}

function insert(context: Context, localId: string, body: Body): Account {
  const email = freeEmail(context, text(body, 'email'))
  const password = text(body, 'password')
  const displayName = text(body, 'displayName')
  const photoUrl = text(body, 'photoUrl')
  return {
    localId,
    ...(email !== undefined && { email }),
    emailVerified: false,
    ...(displayName && { displayName }),
    ...(photoUrl && { photoUrl }),
    disabled: false,
    ...(password && { ...hashPassword(password), passwordUpdatedAt: context.now() }),
    validSince: seconds(context),
    createdAt: context.now(),
  }
}

export function freeEmail(context: Context, raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined
  const email = canonicalEmail(raw)
  refuseUnless(!context.accounts.byEmail(email), 'EMAIL_EXISTS')
  return email
}

export function canonicalEmail(raw: string): string {
  refuseUnless(/^[^@\s]+@[^@\s]+$/.test(raw), 'INVALID_EMAIL')
  return raw.toLowerCase()
}

/** One answer for an unknown e-mail and a wrong password: e-mails can't be probed. */
export function signInWithPassword(context: Context, body: Body): object {
  const email = text(body, 'email')
  refuseUnless(email !== undefined, 'MISSING_EMAIL')
  const canonical = canonicalEmail(email)
  const password = text(body, 'password')
  refuseUnless(password, 'MISSING_PASSWORD')
  const account = context.accounts.byEmail(canonical)
  refuseUnless(account, 'INVALID_LOGIN_CREDENTIALS')
  checkPassword(context, account, password)
  refuseUnless(!account.disabled, 'USER_DISABLED')
  account.lastLoginAt = context.now()
  context.accounts.put(account.localId, account)
  return {
    kind: 'identitytoolkit#VerifyPasswordResponse',
    localId: account.localId,
    email: account.email,
    displayName: account.displayName ?? '',
    registered: true,
    ...signInTokens(context, account),
  }
}

function checkPassword(context: Context, account: Account, password: string): void {
  const { localId } = account
  const failed = context.failures.get(localId)
  const fresh = failed && context.now() - failed.last < LOCK_MS ? failed.count : 0
  refuseUnless(fresh < FAILURES_MAX, LOCKED)
  if (passwordMatches(password, account)) {
    context.failures.delete(localId)
    return
  }
  context.failures.set(localId, { count: fresh + 1, last: context.now() })
  refuseUnless(false, 'INVALID_LOGIN_CREDENTIALS')
}

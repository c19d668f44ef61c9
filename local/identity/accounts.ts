// Reading and deleting accounts, for their owner (by ID token) and for admins (by id or e-mail).
import { type Context, seconds } from './context.ts'
import { refuseUnless } from './errors.ts'
import { type Body, integer, text, texts } from './fields.ts'
import { canonicalEmail } from './sign-in.ts'
import type { Account } from './store.ts'
import { readIdToken, type SignedIn } from './tokens.ts'

const BATCH_MAX = 1000
const QUERY_MAX = 500
const RECENT_SECONDS = 5 * 60

/** Hashes stay here; the SDK only asks whether there is one. */
const REDACTED = Buffer.from('REDACTED').toString('base64')

export function lookupOwn(context: Context, body: Body): object {
  const { account } = readIdToken(context, text(body, 'idToken'))
  return { kind: 'identitytoolkit#GetAccountInfoResponse', users: [userInfo(account)] }
}

/** No `users` at all when nobody matches: the Admin SDK relies on it. */
export function lookupMany(context: Context, body: Body): object {
  const found = new Map<string, Account>()
  const add = (account: Account | undefined) => account && found.set(account.localId, account)
  for (const localId of texts(body, 'localId')) add(context.accounts.get(localId))
  for (const email of texts(body, 'email')) add(context.accounts.byEmail(canonicalEmail(email)))
  const users = [...found.values()].map(userInfo)
  return {
    kind: 'identitytoolkit#GetAccountInfoResponse',
    ...(users.length > 0 && { users }),
  }
}

export function deleteOwn(context: Context, body: Body): object {
  const signedIn = readIdToken(context, text(body, 'idToken'))
  requireRecentSignIn(context, signedIn)
  return remove(context, signedIn.account.localId)
}

export function deleteAny(context: Context, body: Body): object {
  const localId = text(body, 'localId')
  refuseUnless(localId, 'MISSING_LOCAL_ID')
  refuseUnless(context.accounts.get(localId), 'USER_NOT_FOUND')
  return remove(context, localId)
}

function remove(context: Context, localId: string): object {
  context.accounts.delete(localId)
  return { kind: 'identitytoolkit#DeleteAccountResponse' }
}

export function requireRecentSignIn(context: Context, { authTime }: SignedIn): void {
  refuseUnless(seconds(context) - authTime <= RECENT_SECONDS, 'CREDENTIAL_TOO_OLD_LOGIN_AGAIN')
}

export function queryAccounts(context: Context, body: Body): object {
  if (body.returnUserInfo === false) return { recordsCount: String(context.accounts.count()) }
  const expressions = Array.isArray(body.expression) ? (body.expression as Body[]) : []
  const limit = Math.min(integer(body, 'limit') ?? QUERY_MAX, QUERY_MAX)
  const offset = integer(body, 'offset') ?? 0
  const everyone = context.accounts.page('', context.accounts.count())
  const matching = everyone.filter((account) => matches(account, expressions))
  if (text(body, 'order') === 'DESC') matching.reverse()
  const userInfos = matching.slice(offset, offset + limit).map(userInfo)
  return { recordsCount: String(userInfos.length), userInfo: userInfos }
}

function matches(account: Account, expressions: Body[]): boolean {
  if (expressions.length === 0) return true
  return expressions.some((expression) => {
    const email = text(expression, 'email')
    const userId = text(expression, 'userId')
    return (
      (email !== undefined && account.email === email.toLowerCase()) || account.localId === userId
    )
  })
}

export function batchGet(context: Context, query: URLSearchParams): object {
  const limit = Math.min(Number(query.get('maxResults')) || 20, BATCH_MAX)
  const page = context.accounts.page(query.get('nextPageToken') ?? '', limit)
  const last = page.length === limit ? page.at(-1) : undefined
  return {
    kind: 'identitytoolkit#DownloadAccountResponse',
    users: page.map(userInfo),
    ...(last && { nextPageToken: last.localId }),
  }
}

function userInfo(account: Account): object {
  const { email, displayName, photoUrl } = account
  return {
    localId: account.localId,
    email,
    emailVerified: account.emailVerified,
    displayName,
    photoUrl,
    ...(account.passwordHash && { passwordHash: REDACTED }),
    passwordUpdatedAt: account.passwordUpdatedAt,
    providerUserInfo: providers(account),
    validSince: String(account.validSince),
    disabled: account.disabled,
    lastLoginAt: account.lastLoginAt?.toString(),
    lastRefreshAt: account.lastRefreshAt && new Date(account.lastRefreshAt).toISOString(),
    createdAt: String(account.createdAt),
    customAttributes: account.customAttributes,
  }
}

export function providers({ email, displayName, photoUrl, passwordHash }: Account): object[] {
  if (!email || !passwordHash) return []
  const identity = { providerId: 'password', federatedId: email, rawId: email, email }
  return [{ ...identity, displayName, photoUrl }]
}

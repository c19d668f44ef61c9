// Codes that Firebase would e-mail: password reset, verification and change of an address.
import { type Context, type OobCode, randomId, seconds } from './context.ts'
import { IdentityError, refuseUnless } from './errors.ts'
import { type Body, flag, text } from './fields.ts'
import { hashPassword } from './passwords.ts'
import { canonicalEmail, freeEmail } from './sign-in.ts'
import type { Account } from './store.ts'
import { readIdToken } from './tokens.ts'

const CODE_MS = 3600_000
const MODES = {
  PASSWORD_RESET: 'resetPassword',
  VERIFY_EMAIL: 'verifyEmail',
  VERIFY_AND_CHANGE_EMAIL: 'verifyAndChangeEmail',
} as const

const KIND = 'identitytoolkit#GetOobConfirmationCodeResponse'

interface Sender {
  origin: string
  admin: boolean
}

export function sendOobCode(context: Context, body: Body, { origin, admin }: Sender): object {
  const requestType = text(body, 'requestType')
  refuseUnless(requestType, 'MISSING_REQ_TYPE')
  const returnsLink = flag(body, 'returnOobLink') ?? false
  refuseUnless(!returnsLink || admin, 'INSUFFICIENT_PERMISSION')
  if (!isRequestType(requestType)) {
    throw new IdentityError(`${requestType} isn't supported locally`, 501, 'UNIMPLEMENTED')
  }
  const account = recipient(context, requestType, body, admin)
  // An unknown address gets the same answer as a known one, and no mail.
  if (!account?.email) return { kind: KIND, email: text(body, 'email') }
  const newEmail =
    requestType === 'VERIFY_AND_CHANGE_EMAIL' ? freeEmail(context, text(body, 'newEmail')) : null
  refuseUnless(newEmail !== undefined, 'MISSING_NEW_EMAIL')
  const oobCode = randomId(54)
  const link = new URL('/emulator/action', origin)
  link.search = new URLSearchParams({ mode: MODES[requestType], lang: 'en', oobCode }).toString()
  const continueUrl = text(body, 'continueUrl')
  if (continueUrl) link.searchParams.set('continueUrl', continueUrl)
  const { localId, email } = account
  const record = { oobCode, requestType, localId, email, oobLink: link.href }
  context.oobCodes.put(oobCode, {
    ...record,
    ...(newEmail && { newEmail }),
    createdAt: context.now(),
  })
  if (returnsLink) return { kind: KIND, email, oobCode, oobLink: link.href }
  context.mail(`To ${newEmail ?? email}: ${MODES[requestType]} ${link.href}`)
  return { kind: KIND, email }
}

function isRequestType(value: string): value is OobCode['requestType'] {
  return Object.hasOwn(MODES, value)
}

function recipient(
  context: Context,
  requestType: OobCode['requestType'],
  body: Body,
  admin: boolean,
): Account | undefined {
  if (requestType !== 'PASSWORD_RESET' && !(admin && !body.idToken)) {
    return readIdToken(context, text(body, 'idToken')).account
  }
  const email = text(body, 'email')
  refuseUnless(email, 'MISSING_EMAIL')
  return context.accounts.byEmail(canonicalEmail(email))
}

function readCode(context: Context, oobCode: string): { code: OobCode; account: Account } {
  const code = context.oobCodes.get(oobCode)
  refuseUnless(code, 'INVALID_OOB_CODE')
  refuseUnless(context.now() - code.createdAt < CODE_MS, 'EXPIRED_OOB_CODE')
  const account = context.accounts.get(code.localId)
  refuseUnless(account && account.email === code.email, 'INVALID_OOB_CODE')
  refuseUnless(!account.disabled, 'USER_DISABLED')
  return { code, account }
}

/** Without `newPassword` it only says what the code is for and stays usable. */
export function resetPassword(context: Context, body: Body): object {
  const oobCode = text(body, 'oobCode')
  refuseUnless(oobCode, 'MISSING_OOB_CODE')
  const { code, account } = readCode(context, oobCode)
  const password = text(body, 'newPassword')
  if (password) {
    refuseUnless(code.requestType === 'PASSWORD_RESET', 'INVALID_OOB_CODE')
    const hash = hashPassword(password)
    const times = { passwordUpdatedAt: context.now(), validSince: seconds(context) }
    // Whoever reads the mail owns the address.
    const reset = { ...account, ...hash, ...times, emailVerified: true }
    context.accounts.put(account.localId, reset)
    context.oobCodes.delete(oobCode)
    context.failures.delete(account.localId)
  }
  const { requestType, email, newEmail } = code
  return { kind: 'identitytoolkit#ResetPasswordResponse', requestType, email, newEmail }
}

/** Uses up a code that proves an address; answers the changed account. */
export function takeVerification(context: Context, oobCode: string): Account {
  const { code, account } = readCode(context, oobCode)
  refuseUnless(code.requestType !== 'PASSWORD_RESET', 'INVALID_OOB_CODE')
  const verified = { ...account, emailVerified: true }
  if (code.newEmail !== undefined) {
    verified.email = freeEmail(context, code.newEmail) ?? code.newEmail
    verified.validSince = seconds(context)
  }
  context.accounts.put(account.localId, verified)
  context.oobCodes.delete(oobCode)
  return verified
}

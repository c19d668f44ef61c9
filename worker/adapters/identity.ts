// Firebase Auth: tokens are verified here; session cookies and the state of an account are asked of
// the Identity Toolkit.
import * as z from 'zod'
import { Outage } from '../../shared/failure.ts'
import { UserId } from '../../shared/ids.ts'
import { shownName } from '../../shared/names.ts'
import type { Settings } from '../env.ts'
import type { Account, AccountNames, Identity, SignOuts } from '../ports.ts'
import { createGoogleAuth, type GoogleAuth } from './google-auth.ts'
import { createTokenVerifier } from './id-token.ts'
import type { JwksDeps } from './jwks.ts'
import { signListeningToken } from './listening-token.ts'

const SCOPE = 'https://www.googleapis.com/auth/identitytoolkit'
const TIMEOUT_MS = 3000

type IdentitySettings = Pick<
  Settings,
  | 'FIREBASE_PROJECT_ID'
  | 'FIREBASE_CLIENT_EMAIL'
  | 'FIREBASE_PRIVATE_KEY'
  | 'FIREBASE_AUTH_EMULATOR_HOST'
  | 'ID_TOKEN_JWKS_URL'
  | 'SESSION_JWKS_URL'
  | 'IDENTITY_TOOLKIT_URL'
>

const Lookup = z.object({
  users: z
    .array(
      z.object({
        disabled: z.boolean().optional(),
        /** Seconds; tokens of earlier sign-ins are revoked. */
        validSince: z.coerce.number().default(0),
        displayName: z.string().optional(),
      }),
    )
    .default([]),
})
const Accounts = z.object({
  users: z
    .array(
      z.object({
        localId: z.string(),
        email: z.string().optional(),
        disabled: z.boolean().default(false),
        customAttributes: z.string().default('{}'),
      }),
    )
    .default([]),
})
const SessionCookie = z.object({ sessionCookie: z.string().min(1) })
const Refusal = z.object({ error: z.object({ message: z.string() }) })
/** The token's fault; anything else in a 400 is ours. */
const TOKEN_REFUSED =
  /^(?:INVALID_ID_TOKEN|TOKEN_EXPIRED|USER_DISABLED|USER_NOT_FOUND|MISSING_ID_TOKEN)\b/

/** What Firebase alone can tell and do. */
export interface Firebase extends Omit<Identity, keyof SignOuts> {
  /** Tokens of sign-ins before this second get no successors, and open no session. */
  revoke(userId: UserId, at: number): Promise<void>
}

/** Create one an isolate: it keeps the public keys and the service account's token. */
export function createIdentity(settings: IdentitySettings, deps: JwksDeps): Firebase {
  const audience = settings.FIREBASE_PROJECT_ID
  const verifier = (issuer: string, jwksUrl: string) =>
    createTokenVerifier({ issuer: `${issuer}${audience}`, audience, jwksUrl }, deps)
  const idTokens = verifier('https://securetoken.google.com/', settings.ID_TOKEN_JWKS_URL)
  const sessions = verifier('https://session.firebase.google.com/', settings.SESSION_JWKS_URL)
  const call = toolkit(settings, deps)
  const { lookup, update, accounts } = accountsOf(call)

  return {
    verifyIdToken: (token) => idTokens.verify(token),
    verifySession: (cookie) => sessions.verify(cookie),
    async createSession(idToken, seconds) {
      const answer = await call(':createSessionCookie', { idToken, validDuration: `${seconds}` })
      if (answer.ok) return read(SessionCookie, answer.body).sessionCookie
      if (TOKEN_REFUSED.test(answer.message)) return null
      throw new Outage('IDENTITY_UNAVAILABLE', 'session cookie refused')
    },
    listeningToken: (userId) => signListeningToken(settings, userId, deps.clock),
    async accountState(userId, authTime) {
      const account = await lookup(userId)
      if (!account) return 'revoked'
      if (account.disabled) return 'disabled'
      return account.validSince > authTime ? 'revoked' : 'active'
    },
    accounts,
    displayName: async (userId) => shownName((await lookup(userId))?.displayName),
    rename: (userId, name) =>
      update(userId, name === null ? { deleteAttribute: ['DISPLAY_NAME'] } : { displayName: name }),
    revoke: (userId, at) => update(userId, { validSince: `${at}` }),
    healthy: () => idTokens.ready(),
  }
}

function accountsOf(call: ReturnType<typeof toolkit>) {
  return {
    async lookup(userId: UserId) {
      const answer = await call('/accounts:lookup', { localId: [userId] })
      if (!answer.ok) throw new Outage('IDENTITY_UNAVAILABLE', 'account lookup refused')
      return read(Lookup, answer.body).users[0]
    },
    async accounts({ userIds, emails = [] }: AccountNames): Promise<Account[]> {
      if (userIds.length + emails.length === 0) return []
      const answer = await call('/accounts:lookup', { localId: userIds, email: emails })
      if (answer.ok) return read(Accounts, answer.body).users.flatMap(accountFrom)
      if (answer.message.startsWith('INVALID_EMAIL')) return []
      throw new Outage('IDENTITY_UNAVAILABLE', 'account lookup refused')
    },
    async update(userId: UserId, fields: object): Promise<void> {
      const answer = await call('/accounts:update', { localId: userId, ...fields })
      if (answer.ok || answer.message === 'USER_NOT_FOUND') return
      throw new Outage('IDENTITY_UNAVAILABLE', 'account update refused')
    },
  }
}

type Found = z.infer<typeof Accounts>['users'][number]

/** Nobody whose id could be none of ours. */
function accountFrom({ localId, disabled, customAttributes, ...found }: Found): Account[] {
  const userId = UserId.safeParse(localId)
  const email = found.email ?? null
  return userId.success
    ? [{ userId: userId.data, email, disabled, admin: isAdmin(customAttributes) }]
    : []
}

/** As it is judged in a token. */
function isAdmin(attributes: string): boolean {
  try {
    return (JSON.parse(attributes) as { admin?: unknown } | null)?.admin === true
  } catch {
    return false
  }
}

type Answer = { ok: true; body: unknown } | { ok: false; message: string }

/** Answers 2xx and 400; everything else is an outage. */
function toolkit(settings: IdentitySettings, deps: JwksDeps) {
  const { fetch, log } = deps
  const base = `${settings.IDENTITY_TOOLKIT_URL}/projects/${settings.FIREBASE_PROJECT_ID}`
  const auth = serviceAuth(settings, deps)

  return async (path: string, body: unknown): Promise<Answer> => {
    const token = await auth.token()
    try {
      const response = await fetch(`${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const answer: unknown = await response.json()
      if (response.ok) return { ok: true, body: answer }
      if (response.status === 400) return { ok: false, message: messageOf(answer) }
      throw new Error(`Identity Toolkit answered ${response.status}`)
    } catch (cause) {
      log.warn('identity_unavailable', { call: path, cause })
      throw new Outage('IDENTITY_UNAVAILABLE', `no answer to ${path}`, { cause })
    }
  }
}

function serviceAuth(settings: IdentitySettings, deps: JwksDeps): GoogleAuth {
  // The emulators' admin; settings refuse an emulator beside real money.
  if (settings.FIREBASE_AUTH_EMULATOR_HOST) return { token: async () => 'owner' }
  const { FIREBASE_CLIENT_EMAIL: clientEmail, FIREBASE_PRIVATE_KEY: privateKey } = settings
  if (!clientEmail || !privateKey) throw new Error('the settings let no service account through')
  return createGoogleAuth({ clientEmail, privateKey, scope: SCOPE }, deps)
}

function messageOf(answer: unknown): string {
  const refusal = Refusal.safeParse(answer)
  return refusal.success ? refusal.data.error.message : ''
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new Outage('IDENTITY_UNAVAILABLE', 'Identity Toolkit answered something else')
}

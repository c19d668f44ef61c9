// Every operation this server answers, by the name routes.ts gives it.
import { batchGet, deleteAny, deleteOwn, lookupMany, lookupOwn, queryAccounts } from './accounts.ts'
import { actionPage } from './action-page.ts'
import type { Context } from './context.ts'
import { signInWithCustomToken } from './custom-token.ts'
import { IdentityError, refuseUnless } from './errors.ts'
import { type Body, text } from './fields.ts'
import { exchangeAssertion } from './oauth.ts'
import { resetPassword, sendOobCode } from './out-of-band.ts'
import { canonicalEmail, createAccount, signInWithPassword, signUp } from './sign-in.ts'
import { createSessionCookie, refreshTokens } from './tokens.ts'
import { updateAny, updateOwn } from './updates.ts'

export interface Operation {
  context: Context
  body: Body
  url: URL
  method: string
  jwksSeconds: number
}

type Operations = Record<string, (operation: Operation) => object>

/** Called with an API key; who calls is in the ID token. */
export const CLIENT: Operations = {
  'accounts:signUp': ({ context, body }) => signUp(context, body),
  'accounts:signInWithPassword': ({ context, body }) => signInWithPassword(context, body),
  'accounts:signInWithCustomToken': ({ context, body }) => signInWithCustomToken(context, body),
  'accounts:lookup': ({ context, body }) => lookupOwn(context, body),
  'accounts:update': ({ context, body }) => updateOwn(context, body),
  'accounts:delete': ({ context, body }) => deleteOwn(context, body),
  'accounts:sendOobCode': ({ context, body, url }) =>
    sendOobCode(context, body, { origin: url.origin, admin: false }),
  'accounts:resetPassword': ({ context, body }) => resetPassword(context, body),
  'accounts:createAuthUri': ({ body }) => createAuthUri(body),
  token: ({ context, body }) => refreshTokens(context, body),
  projects: ({ context, url }) => ({
    projectId: context.projectId,
    authorizedDomains: ['localhost', url.hostname],
  }),
  recaptchaConfig: () => ({ recaptchaEnforcementState: [] }),
  passwordPolicy: () => ({
    customStrengthOptions: { minPasswordLength: 6, maxPasswordLength: 4096 },
    allowedNonAlphanumericCharacters: [...'^$*.[]{}()?"!@#%&/\\,><\':;|_~'],
    enforcementState: 'OFF',
    schemaVersion: 1,
  }),
}

/** Called with an access token or `owner`. */
export const ADMIN: Operations = {
  accounts: ({ context, body }) => createAccount(context, body),
  'accounts:lookup': ({ context, body }) => lookupMany(context, body),
  'accounts:update': ({ context, body }) => updateAny(context, body),
  'accounts:delete': ({ context, body }) => deleteAny(context, body),
  'accounts:query': ({ context, body }) => queryAccounts(context, body),
  'accounts:batchGet': ({ context, url }) => batchGet(context, url.searchParams),
  'accounts:sendOobCode': ({ context, body, url }) =>
    sendOobCode(context, body, { origin: url.origin, admin: true }),
  createSessionCookie: ({ context, body }) => createSessionCookie(context, body),
}

/** Public keys and the pages of mails. */
export const OPEN: Operations = {
  jwks: ({ context, jwksSeconds }) => published(context.keys.jwks('id'), jwksSeconds),
  sessionCookiePublicKeys: ({ context, jwksSeconds }) =>
    published(context.keys.jwks('session'), jwksSeconds),
  oauthToken: ({ context, body, url }) => exchangeAssertion(context, body, url.href),
  ready: () => ({ authEmulator: { ready: true } }),
  action: ({ context, body, url }) => actionPage(context, url, body),
}

/** What only a local server offers. */
export const LOCAL: Operations = {
  accounts: ({ context, method }) => {
    if (method !== 'DELETE') throw new IdentityError('Not Found', 404, 'NOT_FOUND')
    context.accounts.clear()
    context.refreshGrants.clear()
    context.oobCodes.clear()
    return {}
  },
  oobCodes: ({ context }) => ({ oobCodes: context.oobCodes.all() }),
  config: () => ({
    signIn: { allowDuplicateEmails: false },
    emailPrivacyConfig: { enableImprovedEmailPrivacy: true },
  }),
  'rotate-keys': ({ context, body }) => {
    if (body.announce === true) context.keys.announce()
    else context.keys.rotate(body.drop === true)
    return { id: context.keys.jwks('id'), session: context.keys.jwks('session') }
  },
}

/** With e-mail enumeration protection it tells nothing about the address. */
function createAuthUri(body: Body): object {
  const identifier = text(body, 'identifier')
  refuseUnless(identifier, 'MISSING_IDENTIFIER')
  refuseUnless(text(body, 'continueUri'), 'MISSING_CONTINUE_URI')
  canonicalEmail(identifier)
  return { kind: 'identitytoolkit#CreateAuthUriResponse', sessionId: crypto.randomUUID() }
}

function published(jwks: object, seconds: number): Response {
  const caching = `public, max-age=${seconds}, must-revalidate, no-transform`
  return Response.json(jwks, { headers: { 'cache-control': caching } })
}

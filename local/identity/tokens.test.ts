// What the Worker checks before it believes who somebody is: every claim, signed with keys it can
// fetch. A token that is wrong in one claim lets a stranger spend somebody's money.
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Served, serve } from '../serve.ts'
import { createIdentity, type Identity } from './index.ts'

const PROJECT = 'kai-test'
const JWK_PATH =
  '/www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'
const COOKIE_JWK_PATH = '/identitytoolkit.googleapis.com/v1/sessionCookiePublicKeys'

let clock = 0
let identity: Identity
let served: Served

beforeEach(async () => {
  clock = Date.now()
  identity = createIdentity({ file: ':memory:', projectId: PROJECT, now: () => clock })
  served = await serve(identity.fetch)
})

afterEach(async () => {
  await served.close()
  identity.close()
})

interface Answer {
  localId: string
  idToken: string
  refreshToken: string
  sessionCookie: string
  error?: { message: string }
}

async function post(path: string, body: object): Promise<Answer> {
  const headers = { authorization: 'Bearer owner' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await fetch(`${served.url}/identitytoolkit.googleapis.com${path}`, init)
  return (await response.json()) as Answer
}

const client = (operation: string, body: object) => post(`/v1/accounts:${operation}?key=k`, body)
const admin = (operation: string, body: object) => post(`/v1/projects/${PROJECT}${operation}`, body)

async function signUp(): Promise<Answer> {
  return client('signUp', { email: 'ann@kai.test', password: 'password', returnSecureToken: true })
}

async function verified(token: string, path = JWK_PATH, iss = 'https://securetoken.google.com') {
  const keys = createRemoteJWKSet(new URL(path, served.url))
  const options = { issuer: `${iss}/${PROJECT}`, audience: PROJECT, algorithms: ['RS256'] }
  const currentDate = new Date(clock)
  return (await jwtVerify(token, keys, { ...options, currentDate })).payload
}

test('an ID token carries exactly the claims of Firebase', async () => {
  const { localId, idToken } = await signUp()
  await client('update', { idToken, displayName: 'Ann', photoUrl: 'https://kai.test/ann.png' })
  await admin('/accounts:update', { localId, customAttributes: '{"admin":true,"level":3}' })
  const again = await client('signInWithPassword', { email: 'ANN@kai.test', password: 'password' })
  const now = Math.floor(clock / 1000)
  expect(await verified(again.idToken)).toEqual({
    name: 'Ann',
    picture: 'https://kai.test/ann.png',
    admin: true,
    level: 3,
    iss: 'https://securetoken.google.com/kai-test',
    aud: 'kai-test',
    auth_time: now,
    user_id: localId,
    sub: localId,
    iat: now,
    exp: now + 3600,
    email: 'ann@kai.test',
    email_verified: false,
    firebase: { identities: { email: ['ann@kai.test'] }, sign_in_provider: 'password' },
  })
  const kid = expect.stringMatching(/^[0-9a-f]{40}$/)
  expect(decodeProtectedHeader(again.idToken)).toEqual({ alg: 'RS256', kid, typ: 'JWT' })
})

test('keys are published with a lifetime, and never their private half', async () => {
  for (const path of [JWK_PATH, COOKIE_JWK_PATH]) {
    const response = await fetch(`${served.url}${path}`)
    expect(response.headers.get('cache-control')).toMatch(/max-age=21600/)
    const { keys } = (await response.json()) as { keys: Record<string, string>[] }
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'e', 'kid', 'kty', 'n', 'use'],
    ])
  }
})

test('after a rotation old tokens are still good, unless the old keys are dropped', async () => {
  const { idToken } = await signUp()
  await fetch(`${served.url}/__local/rotate-keys`, { method: 'POST' })
  const newer = await client('signInWithPassword', { email: 'ann@kai.test', password: 'password' })
  expect(decodeProtectedHeader(newer.idToken).kid).not.toBe(decodeProtectedHeader(idToken).kid)
  await verified(idToken)
  await verified(newer.idToken)
  await fetch(`${served.url}/__local/rotate-keys`, { method: 'POST', body: '{"drop":true}' })
  await expect(verified(newer.idToken)).rejects.toThrow(errors.JWKSNoMatchingKey)
  expect((await client('lookup', { idToken })).error?.message).toBe('INVALID_ID_TOKEN')
})

// Whoever heeds max-age never meets a token whose key it can't know yet.
test('an announced key is published first and signs from the next rotation on', async () => {
  const { idToken } = await signUp()
  const rotate = (body: object) =>
    fetch(`${served.url}/__local/rotate-keys`, { method: 'POST', body: JSON.stringify(body) })
  const published = async () => {
    const { keys } = (await (await fetch(`${served.url}${JWK_PATH}`)).json()) as {
      keys: { kid: string }[]
    }
    return keys.map(({ kid }) => kid)
  }
  const signIn = async () => {
    const answer = await client('signInWithPassword', {
      email: 'ann@kai.test',
      password: 'password',
    })
    return decodeProtectedHeader(answer.idToken).kid
  }
  const first = decodeProtectedHeader(idToken).kid
  await rotate({ announce: true })
  const [, next] = await published()
  expect([await published(), await signIn()]).toEqual([[first, next], first])
  await rotate({ announce: true })
  expect(await published()).toEqual([first, next])
  await rotate({})
  expect([await published(), await signIn()]).toEqual([[first, next], next])
  await rotate({ announce: true })
  await rotate({ drop: true })
  expect(await published()).toHaveLength(1)
  await expect(verified(idToken)).rejects.toThrow(errors.JWKSNoMatchingKey)
})

test('a session cookie is signed by other keys for another issuer, as long as asked', async () => {
  const { idToken } = await signUp()
  const idClaims = await verified(idToken)
  clock += 60_000
  const days5 = 5 * 24 * 3600
  const asked = { idToken, validDuration: String(days5) }
  const { sessionCookie } = await admin(':createSessionCookie', asked)
  const now = Math.floor(clock / 1000)
  const issuer = 'https://session.firebase.google.com'
  expect(await verified(sessionCookie, COOKIE_JWK_PATH, issuer)).toEqual({
    ...idClaims,
    iss: `${issuer}/kai-test`,
    iat: now,
    exp: now + days5,
  })
  await expect(verified(sessionCookie, JWK_PATH, issuer)).rejects.toThrow()
  // A stolen cookie must not pass for an ID token.
  expect((await client('lookup', { idToken: sessionCookie })).error?.message).toBe(
    'INVALID_ID_TOKEN',
  )
})

test.each([
  [299, 'INVALID_DURATION'],
  [14 * 24 * 3600 + 1, 'INVALID_DURATION'],
  [300, undefined],
  [14 * 24 * 3600, undefined],
])('a session cookie for %i seconds: %s', async (validDuration, refusal) => {
  const { idToken } = await signUp()
  const answer = await admin(':createSessionCookie', { idToken, validDuration })
  expect(answer.error?.message).toBe(refusal)
})

test('no session cookie for a stale, forged or revoked token, or a disabled user', async () => {
  const { localId, idToken } = await signUp()
  const refusal = async (token: string) =>
    (await admin(':createSessionCookie', { idToken: token })).error?.message
  expect(await refusal('')).toBe('MISSING_ID_TOKEN')
  expect(await refusal('a.b.c')).toBe('INVALID_ID_TOKEN')
  const [header, , signature] = idToken.split('.')
  const claims = Buffer.from(JSON.stringify({ sub: localId, exp: 4e9 })).toString('base64url')
  expect(await refusal(`${header}.${claims}.${signature}`)).toBe('INVALID_ID_TOKEN')
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
  expect(await refusal(`${unsigned}.${claims}.x`)).toBe('INVALID_ID_TOKEN')
  await admin('/accounts:update', { localId, disableUser: true })
  expect(await refusal(idToken)).toBe('USER_DISABLED')
  const validSince = String(Math.floor(clock / 1000) + 1)
  await admin('/accounts:update', { localId, disableUser: false, validSince })
  expect(await refusal(idToken)).toBe('TOKEN_EXPIRED')
  await admin('/accounts:update', { localId, validSince: '0' })
  clock += 3600_000
  expect(await refusal(idToken)).toBe('INVALID_ID_TOKEN')
  await admin('/accounts:delete', { localId })
  clock -= 3600_000
  expect(await refusal(idToken)).toBe('USER_NOT_FOUND')
})

interface Refreshed {
  [field: string]: unknown
  error?: { message: string; code: number; status: string }
}

async function refresh(form: Record<string, string>): Promise<Refreshed> {
  const init = { method: 'POST', body: new URLSearchParams(form) }
  const path = '/securetoken.googleapis.com/v1/token?key=k'
  return (await (await fetch(`${served.url}${path}`, init)).json()) as Refreshed
}

test('a refresh answers what Firebase answers', async () => {
  const { localId, refreshToken } = await signUp()
  const tokens = await refresh({ grant_type: 'refresh_token', refresh_token: refreshToken })
  expect(tokens).toEqual({
    access_token: tokens.id_token,
    expires_in: '3600',
    token_type: 'Bearer',
    refresh_token: refreshToken,
    id_token: expect.any(String),
    user_id: localId,
    project_id: PROJECT,
  })
})

type Change = (signedUp: Answer) => Promise<unknown>
const nothing: Change = async () => {}
const revoke: Change = ({ localId }) => {
  const validSince = String(Math.floor(clock / 1000))
  return admin('/accounts:update', { localId, validSince })
}
const byAdmin =
  (body: object): Change =>
  ({ localId }) =>
    admin('/accounts:update', { localId, ...body })

// A stolen refresh token must die with its session, and say so in Firebase's words: the SDK signs
// people out on them.
test.each<[message: string, why: string, change: Change, form?: Record<string, string>]>([
  ['TOKEN_EXPIRED', 'revoked', revoke],
  ['TOKEN_EXPIRED', 'another password', byAdmin({ password: 'battery staple' })],
  ['TOKEN_EXPIRED', 'another address', byAdmin({ email: 'new@kai.test' })],
  ['USER_DISABLED', 'disabled', byAdmin({ disableUser: true })],
  ['USER_NOT_FOUND', 'deleted', ({ localId }) => admin('/accounts:delete', { localId })],
  ['INVALID_REFRESH_TOKEN', 'made up', nothing, { refresh_token: 'x' }],
  ['MISSING_REFRESH_TOKEN', 'none', nothing, { refresh_token: '' }],
  ['INVALID_GRANT_TYPE', 'of another kind', nothing, { grant_type: 'password' }],
  ['MISSING_GRANT_TYPE', 'of no kind', nothing, { grant_type: '' }],
])('a refresh is refused with %s: %s', async (message, _, change, form = {}) => {
  const signedUp = await signUp()
  clock += 2_000
  await change(signedUp)
  const granted = { grant_type: 'refresh_token', refresh_token: signedUp.refreshToken }
  const { error } = await refresh({ ...granted, ...form })
  expect(error).toMatchObject({ message, code: 400, status: 'INVALID_ARGUMENT' })
})

// Against the local Firebase Auth, whose tokens are really signed.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createIdentity as createFirebase } from '../../local/identity/index.ts'
import { UserId } from '../../shared/ids.ts'
import { settingsOf } from '../http/testing.ts'
import { createIdentity } from './identity.ts'
import { fakeFetch, handClock, keptLog } from './testing.ts'

const HOST = 'http://127.0.0.1:9099/identitytoolkit.googleapis.com/v1'
const SESSION_SECONDS = 432_000
/** How long the stand-in lets its keys be kept. */
const PUBLISHED_MS = 6 * 3_600_000

function start() {
  const clock = handClock()
  const firebase = createFirebase({ file: ':memory:', projectId: 'demo-kai', now: clock.now })
  const { state, fetch } = fakeFetch(firebase.fetch)
  const identity = createIdentity(settingsOf(), { fetch, clock, log: keptLog() })

  /** Asks the stand-in directly, uncounted. */
  async function ask(path: string, body: object): Promise<Record<string, string>> {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer owner' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await firebase.fetch(new Request(`${HOST}${path}`, init))
    return (await answer.json()) as Record<string, string>
  }
  const signUp = async () => {
    const account = { email: 'ann@kai.test', password: 'password', returnSecureToken: true }
    const { idToken = '', localId } = await ask('/accounts:signUp?key=k', account)
    return { idToken, userId: UserId.parse(localId) }
  }
  const update = (body: object) => ask('/projects/demo-kai/accounts:update', body)
  const rotate = (body: object) => {
    const init = { method: 'POST', body: JSON.stringify(body) }
    return firebase.fetch(new Request('http://127.0.0.1:9099/__local/rotate-keys', init))
  }
  return { clock, firebase, state, identity, signUp, update, rotate }
}

let firebase: ReturnType<typeof start>
beforeEach(() => {
  firebase = start()
})
afterEach(() => firebase.firebase.close())

test('a sign-in is verified, traded for a cookie, and the cookie is verified', async () => {
  const { identity, signUp } = firebase
  const { idToken, userId } = await signUp()
  expect(await identity.verifyIdToken(idToken)).toMatchObject({ userId, email: 'ann@kai.test' })
  const cookie = (await identity.createSession(idToken, SESSION_SECONDS)) ?? ''
  expect(await identity.verifySession(cookie)).toMatchObject({ userId, admin: false })
  expect(await identity.healthy()).toBe(true)
})

// Each opens what the other must not: a cookie lives for days, a token passes the origin rule.
test('a session cookie is no ID token, and an ID token no session cookie', async () => {
  const { identity, signUp } = firebase
  const { idToken } = await signUp()
  const cookie = (await identity.createSession(idToken, SESSION_SECONDS)) ?? ''
  expect(await identity.verifyIdToken(cookie)).toBeNull()
  expect(await identity.verifySession(idToken)).toBeNull()
})

test('a cookie ends after five days, and admins are known by their claim', async () => {
  const { identity, signUp, update, clock } = firebase
  const { userId } = await signUp()
  await update({ localId: userId, customAttributes: '{"admin":true}' })
  const { idToken } = await signIn(firebase)
  const cookie = (await identity.createSession(idToken, SESSION_SECONDS)) ?? ''
  expect(await identity.verifySession(cookie)).toMatchObject({ admin: true })
  clock.pass((SESSION_SECONDS + 61) * 1000)
  expect(await identity.verifySession(cookie)).toBeNull()
})

async function signIn({ firebase: { fetch } }: ReturnType<typeof start>) {
  const body = JSON.stringify({ email: 'ann@kai.test', password: 'password' })
  const url = `${HOST}/accounts:signInWithPassword?key=k`
  const answer = await fetch(new Request(url, { method: 'POST', body }))
  return (await answer.json()) as { idToken: string }
}

// Google publishes a key long before it signs with it: nobody may be signed out by a rotation.
test('over an announced rotation every token is taken at once', async () => {
  const { identity, signUp, clock, rotate } = firebase
  const { idToken: before } = await signUp()
  expect(await identity.verifyIdToken(before)).not.toBeNull()
  await rotate({ announce: true })
  clock.pass(PUBLISHED_MS)
  const { idToken: between } = await signIn(firebase)
  expect(await identity.verifyIdToken(between)).not.toBeNull()
  await rotate({})
  const { idToken: after } = await signIn(firebase)
  const asked = firebase.state.calls
  expect(await identity.verifyIdToken(after)).not.toBeNull()
  expect(await identity.verifyIdToken(between)).not.toBeNull()
  expect(firebase.state.calls).toBe(asked)
})

test('no cookie for a token that Firebase refuses', async () => {
  const { identity, signUp, update } = firebase
  const { idToken, userId } = await signUp()
  expect(await identity.createSession('nonsense', SESSION_SECONDS)).toBeNull()
  await update({ localId: userId, disableUser: true })
  expect(await identity.createSession(idToken, SESSION_SECONDS)).toBeNull()
})

test('the state of an account is that of now, not of the token', async () => {
  const { identity, signUp, update } = firebase
  const { userId, idToken } = await signUp()
  const authTime = (await identity.verifyIdToken(idToken))?.authTime ?? 0
  expect(await identity.accountState(userId, authTime)).toBe('active')
  await update({ localId: userId, validSince: String(authTime + 1) })
  expect(await identity.accountState(userId, authTime)).toBe('revoked')
  expect(await identity.accountState(userId, authTime + 1)).toBe('active')
  await update({ localId: userId, disableUser: true })
  expect(await identity.accountState(userId, authTime + 1)).toBe('disabled')
  expect(await identity.accountState(UserId.parse('nobody'), authTime)).toBe('revoked')
})

// The owner can set any text there with Firebase's own SDK, and a name is shown on every page.
test('a name is shown as it is now, in the next sign-in too, and only when it can be', async () => {
  const { identity, signUp, update } = firebase
  const { userId } = await signUp()
  const atSignIn = async () =>
    (await identity.verifyIdToken((await signIn(firebase)).idToken))?.name
  expect([await identity.displayName(userId), await atSignIn()]).toEqual([null, null])
  await identity.rename(userId, 'Zo\u00eb')
  expect([await identity.displayName(userId), await atSignIn()]).toEqual(['Zo\u00eb', 'Zo\u00eb'])
  await update({ localId: userId, displayName: 'Zo\u202e' })
  expect([await identity.displayName(userId), await atSignIn()]).toEqual([null, null])
  await update({ localId: userId, displayName: 'Ann' })
  await identity.rename(userId, null)
  expect([await identity.displayName(userId), await atSignIn()]).toEqual([null, null])
})

test('what was handed out before a revocation opens no session any more', async () => {
  const { identity, signUp } = firebase
  const { idToken, userId } = await signUp()
  const authTime = (await identity.verifyIdToken(idToken))?.authTime ?? 0
  await identity.revoke(userId, authTime + 1)
  expect(await identity.accountState(userId, authTime)).toBe('revoked')
  expect(await identity.createSession(idToken, SESSION_SECONDS)).toBeNull()
  await expect(identity.revoke(UserId.parse('nobody'), authTime)).resolves.toBeUndefined()
})

const AWAY: [how: string, answer: () => Response | Promise<Response>][] = [
  ['500', () => new Response('{}', { status: 500 })],
  ['a refusal of us', () => Response.json({ error: {} }, { status: 403 })],
  ['too many calls', () => Response.json({ error: {} }, { status: 429 })],
  ['another 400', () => Response.json({ error: { message: 'INVALID_DURATION' } }, { status: 400 })],
  ['no JSON', () => new Response('<html>')],
  ['another shape', () => Response.json({ users: 'many', sessionCookie: 5 })],
  ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
]

// "Disabled" or "signed out" would be a lie; so would letting a purchase through.
test.each(AWAY)('%s is an outage, never an answer about the account', async (_, answer) => {
  const { identity, signUp, state } = firebase
  const { userId, idToken } = await signUp()
  state.answer = answer
  const outage = { code: 'IDENTITY_UNAVAILABLE' }
  await expect(identity.accountState(userId, 0)).rejects.toMatchObject(outage)
  await expect(identity.createSession(idToken, SESSION_SECONDS)).rejects.toMatchObject(outage)
})

// Without an end of its own the call would hang, and the buyer with it.
test('a hanging service is given up', async () => {
  const { identity, state } = firebase
  state.answer = () => new Promise(() => {})
  await expect(identity.accountState(UserId.parse('ann'), 0)).rejects.toMatchObject({
    code: 'IDENTITY_UNAVAILABLE',
  })
  expect(await identity.healthy()).toBe(false)
})

test('accounts are found by id and by e-mail address, with the claim as of now', async () => {
  const { identity, signUp, update } = firebase
  const { userId } = await signUp()
  const ann = { userId, email: 'ann@kai.test', admin: false, disabled: false }
  expect(await identity.accounts({ userIds: [userId] })).toEqual([ann])
  expect(await identity.accounts({ userIds: [], emails: ['Ann@kai.test'] })).toEqual([ann])
  await update({ localId: userId, customAttributes: '{"admin":"true"}' })
  expect(await identity.accounts({ userIds: [userId] })).toMatchObject([{ admin: false }])
  await update({ localId: userId, customAttributes: '{"admin":true}', disableUser: true })
  expect(await identity.accounts({ userIds: [userId] })).toMatchObject([
    { admin: true, disabled: true },
  ])
  const nobody = { userIds: [UserId.parse('nobody')], emails: ['nobody@kai.test'] }
  expect(await identity.accounts(nobody)).toEqual([])
})

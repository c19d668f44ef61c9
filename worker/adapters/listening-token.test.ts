// Against the local Firebase Auth, which takes only what a known service account signed.
import { decodeJwt, exportPKCS8, exportSPKI, generateKeyPair } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createIdentity as createFirebase, type Identity } from '../../local/identity/index.ts'
import { settingsOf, userId } from '../http/testing.ts'
import { createIdentity } from './identity.ts'
import { fakeFetch, handClock, keptLog } from './testing.ts'

const HOST = 'http://127.0.0.1:9099/identitytoolkit.googleapis.com/v1'
const clientEmail = 'worker@demo-kai.iam.gserviceaccount.com'
const ann = userId('ann')
let firebase: Identity
let worker: ReturnType<typeof createIdentity>
let clock: ReturnType<typeof handClock>

beforeEach(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true })
  const serviceAccounts = [{ clientEmail, publicKeyPem: await exportSPKI(pair.publicKey) }]
  clock = handClock()
  const { now } = clock
  firebase = createFirebase({ file: ':memory:', projectId: 'demo-kai', now, serviceAccounts })
  const account = {
    FIREBASE_CLIENT_EMAIL: clientEmail,
    FIREBASE_PRIVATE_KEY: await exportPKCS8(pair.privateKey),
  }
  const { fetch } = fakeFetch(firebase.fetch)
  worker = createIdentity(settingsOf(account), { fetch, clock, log: keptLog() })
})
afterEach(() => firebase.close())

async function ask(path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer owner' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await firebase.fetch(new Request(`${HOST}${path}`, init))
  return (await answer.json()) as Record<string, string>
}
const signIn = async () =>
  ask('/accounts:signInWithCustomToken?key=k', { token: await worker.listeningToken(ann) })

test('it signs in an identity that names the balance and is not the person', async () => {
  const { idToken = '' } = await signIn()
  const claims = decodeJwt(idToken)
  expect(claims).toMatchObject({ live: 'ann', firebase: { sign_in_provider: 'custom' } })
  expect(claims.sub).toMatch(/^live_[0-9a-f]{40}$/)
  expect(decodeJwt((await signIn()).idToken ?? '').sub).toBe(claims.sub)
})

// A listener's tokens are renewed for as long as somebody asks, whatever became of the session.
test('it names when it ends, and a renewed sign-in ends no later', async () => {
  const { idToken = '', refreshToken = '' } = await signIn()
  const { liveUntil } = decodeJwt(idToken)
  expect(liveUntil).toBe(clock.now() + 3600_000)
  clock.pass(7200_000)
  const body = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const { id_token: renewed = '' } = await ask('/token?key=k', body)
  expect(decodeJwt(renewed)).toMatchObject({ live: 'ann', liveUntil })
})

// Whoever gets hold of a page's right to listen must not be able to spend with it.
test('a right to listen is never a right to spend: not as Bearer, not as a session', async () => {
  const { idToken = '' } = await signIn()
  expect(await worker.verifyIdToken(idToken)).toBeNull()
  const cookie = (await worker.createSession(idToken, 3600)) ?? ''
  expect(decodeJwt(cookie)).toMatchObject({ live: 'ann' })
  expect(await worker.verifySession(cookie)).toBeNull()
})

// ... nor to stay: with a token of the person's own a new password could be set.
test('a right to listen cannot change the password of the person it listens for', async () => {
  const person = { localId: 'ann', email: 'ann@kai.test', password: 'password' }
  await ask('/projects/demo-kai/accounts', person)
  const { idToken = '' } = await signIn()
  await ask('/accounts:update?key=k', { idToken, password: 'taken over' })
  const tried = { email: person.email, returnSecureToken: true }
  const path = '/accounts:signInWithPassword?key=k'
  expect(await ask(path, { ...tried, password: 'taken over' })).toHaveProperty('error')
  expect(await ask(path, { ...tried, password: 'password' })).toHaveProperty('idToken')
})

test('it is good at once only, and nothing can be signed without an account', async () => {
  const token = (await worker.listeningToken(ann)) ?? ''
  clock.pass(181_000)
  expect(await ask('/accounts:signInWithCustomToken?key=k', { token })).toHaveProperty('error')
  const { fetch } = fakeFetch(firebase.fetch)
  const without = createIdentity(settingsOf(), { fetch, clock, log: keptLog() })
  expect(await without.listeningToken(ann)).toBeNull()
})

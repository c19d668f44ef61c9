// The command an operator types, against the local Firebase Auth: a wrong claim gives a stranger
// the admin pages, and a lost one locks the operator out.
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureAccount } from '../local/identity/ensure-account.ts'
import { createIdentity, type Identity } from '../local/identity/index.ts'
import { type Served, serve } from '../local/serve.ts'
import { createGoogleAuth } from '../worker/adapters/google-auth.ts'
import { findPerson, type IdentityDoor, setAdmin } from './admin/claims.ts'
import { openDoor } from './admin/door.ts'
import { ROOT, run } from './processes.ts'

const NOW = Date.parse('2026-11-01T12:00:00Z')
const EMAIL = 'ops@kai.test'
const ROBOT = 'robot@kai-test.iam.gserviceaccount.com'
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

let identity: Identity
let served: Served
let door: IdentityDoor

beforeEach(async () => {
  const serviceAccounts = [{ clientEmail: ROBOT, publicKeyPem: keys.publicKey }]
  identity = createIdentity({ file: ':memory:', projectId: 'kai-test', serviceAccounts })
  served = await serve(identity.fetch)
  const baseUrl = `${served.url}/identitytoolkit.googleapis.com`
  const person = { localId: 'u1', email: EMAIL, password: 'password', claims: { team: 'night' } }
  await ensureAccount({ baseUrl, projectId: 'kai-test' }, person)
  door = await openDoor({ FIREBASE_AUTH_EMULATOR_HOST: new URL(served.url).host })
})

afterEach(async () => {
  await served.close()
  identity.close()
})

const claims = async () => (await findPerson(door, EMAIL)).claims

test('granting and revoking touch only the admin claim', async () => {
  expect(await setAdmin(door, await findPerson(door, EMAIL), true, NOW)).toBe(true)
  expect(await claims()).toEqual({ team: 'night', admin: true })

  expect(await setAdmin(door, await findPerson(door, EMAIL), false, NOW)).toBe(true)
  expect(await claims()).toEqual({ team: 'night' })
})

test('a grant that is there already changes nothing', async () => {
  await setAdmin(door, await findPerson(door, EMAIL), true, NOW)

  expect(await setAdmin(door, await findPerson(door, EMAIL), true, NOW)).toBe(false)
})

test('whoever loses the claim is signed out: the old sign-in buys no new token', async () => {
  const form = { email: EMAIL, password: 'password', returnSecureToken: true }
  const toolkit = `${served.url}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword`
  const json = { method: 'POST', headers: { 'content-type': 'application/json' } }
  await setAdmin(door, await findPerson(door, EMAIL), true, NOW)
  const answer = await fetch(`${toolkit}?key=local`, { ...json, body: JSON.stringify(form) })
  const { refreshToken } = (await answer.json()) as { refreshToken: string }

  await setAdmin(door, await findPerson(door, EMAIL), false, Date.now() + 5000)

  const renewal = JSON.stringify({ grant_type: 'refresh_token', refresh_token: refreshToken })
  const renew = `${served.url}/securetoken.googleapis.com/v1/token?key=local`
  expect((await fetch(renew, { ...json, body: renewal })).status).toBe(400)
})

test('a service account with its own key is let in, as in a real project', async () => {
  const options = {
    clientEmail: ROBOT,
    privateKey: keys.privateKey,
    tokenUrl: `${served.url}/token`,
  }
  const scope = 'https://www.googleapis.com/auth/identitytoolkit'
  const auth = createGoogleAuth({ ...options, scope }, { fetch, clock: { now: Date.now } })

  const person = await findPerson({ ...door, token: auth.token }, EMAIL)

  expect(person).toMatchObject({ uid: 'u1', email: EMAIL })
})

test('half a service account names what is missing instead of acting locally', async () => {
  const half = openDoor({ FIREBASE_CLIENT_EMAIL: ROBOT })

  await expect(half).rejects.toThrow('Set FIREBASE_PROJECT_ID and FIREBASE_PRIVATE_KEY too.')
})

const typed = (args: string[], host = new URL(served.url).host) =>
  run('node', [`${ROOT}scripts/admin.ts`, ...args], {
    env: { FIREBASE_AUTH_EMULATOR_HOST: host, FIREBASE_PROJECT_ID: '' },
    quiet: true,
  })

test('the operator reads what was done and that a new sign-in is needed', async () => {
  const { code, output } = await typed(['grant', EMAIL])

  expect(code).toBe(0)
  expect(output).toContain(`${EMAIL} (u1) is now an admin in local project kai-test`)
  expect(output).toContain('after signing out and in again')
  expect(await claims()).toMatchObject({ admin: true })
})

test('an unknown address, a server that is down, a wrong call: each ends with advice', async () => {
  const nobody = await typed(['grant', 'nobody@kai.test'])
  const down = await typed(['show', EMAIL], '127.0.0.1:1')
  const wrong = await typed(['promote', EMAIL])

  expect(nobody).toEqual({
    code: 1,
    output: 'Nobody signs in as nobody@kai.test in project kai-test.\n',
  })
  expect(down).toEqual({
    code: 1,
    output: 'No answer from 127.0.0.1:1. Is `npm start` running?\n',
  })
  expect(wrong).toMatchObject({ code: 2, output: expect.stringContaining('Usage: npm run admin') })
})

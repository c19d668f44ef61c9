// Custom tokens with the browser's own SDK. Who could forge one would be anybody.
import { generateKeyPairSync } from 'node:crypto'
import { type Auth, signInWithCustomToken } from 'firebase/auth'
import { SignJWT } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSdk, PROJECT, type TestSdk } from './test-sdk.ts'

const clientEmail = 'worker@kai-test.iam.gserviceaccount.com'
const AUDIENCE =
  'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit'
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

let clock = 0
let sdk: TestSdk
let auth: Auth

beforeEach(async () => {
  clock = Date.now()
  const publicKeyPem = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const serviceAccounts = [{ clientEmail, publicKeyPem }]
  sdk = await openSdk({ serviceAccounts, now: () => clock })
  auth = sdk.auth
})
afterEach(() => sdk.close())

function make(changes: object = {}, key = ours.privateKey): Promise<string> {
  const iat = Math.floor(clock / 1000)
  const own = { iss: clientEmail, sub: clientEmail, aud: AUDIENCE, iat, exp: iat + 3600 }
  const all = { ...own, uid: 'listener', claims: { live: 'ann' }, ...changes }
  return new SignJWT(all).setProtectedHeader({ alg: 'RS256' }).sign(key)
}

async function refusal(token: string): Promise<string | undefined> {
  const path = '/identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken?key=k'
  const init = { method: 'POST', body: JSON.stringify({ token, returnSecureToken: true }) }
  const answer = (await (await fetch(`${sdk.url}${path}`, init)).json()) as {
    error?: { message: string }
  }
  return answer.error?.message.split(' ')[0]
}

test('its claims are in the ID token, and in each one after a refresh', async () => {
  const { user } = await signInWithCustomToken(auth, await make())
  const first = await user.getIdTokenResult()
  expect(user).toMatchObject({ uid: 'listener', email: null })
  expect(first.claims).toMatchObject({ live: 'ann', firebase: { sign_in_provider: 'custom' } })
  clock += 5000
  const refreshed = await user.getIdTokenResult(true)
  expect(refreshed.claims).toMatchObject({ live: 'ann', auth_time: first.claims.auth_time })
  expect(refreshed.issuedAtTime).not.toBe(first.issuedAtTime)
})

test('the same person again is the same account, of which a password knows nothing', async () => {
  const first = await signInWithCustomToken(auth, await make())
  const again = await signInWithCustomToken(auth, await make({ claims: undefined }))
  expect(again.user.uid).toBe(first.user.uid)
  expect((await again.user.getIdTokenResult()).claims).not.toHaveProperty('live')
})

test('what is not signed by a known account, or is not of now, signs nobody in', async () => {
  const iat = Math.floor(clock / 1000)
  expect(await refusal('')).toBe('MISSING_CUSTOM_TOKEN')
  expect(await refusal('garbage')).toBe('INVALID_CUSTOM_TOKEN')
  expect(await refusal(await make({ iss: 'x@other.test' }))).toBe('CREDENTIAL_MISMATCH')
  expect(await refusal(await make({}, stranger.privateKey))).toBe('INVALID_CUSTOM_TOKEN')
  const bad = [
    { sub: 'x@other.test' },
    { aud: PROJECT },
    { exp: iat - 61 },
    { iat: iat + 61 },
    { iat, exp: iat + 3601 },
    { uid: '' },
    { uid: 'u'.repeat(129) },
    { claims: { sub: 'ann' } },
    { claims: 'admin' },
  ]
  for (const changes of bad) {
    expect([changes, await refusal(await make(changes))]).toEqual([changes, 'INVALID_CUSTOM_TOKEN'])
  }
})

test('a disabled account is refused', async () => {
  await signInWithCustomToken(auth, await make())
  const path = `/identitytoolkit.googleapis.com/v1/projects/${PROJECT}/accounts:update`
  const headers = { authorization: 'Bearer owner' }
  const body = JSON.stringify({ localId: 'listener', disableUser: true })
  await fetch(`${sdk.url}${path}`, { method: 'POST', headers, body })
  expect(await refusal(await make())).toBe('USER_DISABLED')
})

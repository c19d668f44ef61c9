import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createIdentity } from '../../local/identity/index.ts'
import { createGoogleAuth } from './google-auth.ts'
import { fakeFetch, handClock } from './testing.ts'

const clientEmail = 'worker@demo-kai.iam.gserviceaccount.com'
const scope = 'https://www.googleapis.com/auth/identitytoolkit'
let privateKey: string
let publicKeyPem: string

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true })
  privateKey = await exportPKCS8(pair.privateKey)
  publicKeyPem = await exportSPKI(pair.publicKey)
})

function start(email = clientEmail) {
  const clock = handClock()
  const google = createIdentity({
    file: ':memory:',
    projectId: 'demo-kai',
    now: clock.now,
    serviceAccounts: [{ clientEmail, publicKeyPem }],
  })
  const { state, fetch } = fakeFetch(google.fetch)
  const auth = createGoogleAuth({ clientEmail: email, privateKey, scope }, { fetch, clock })
  return { clock, state, auth }
}

test('a signed assertion becomes a token, kept until five minutes before its end', async () => {
  const { clock, state, auth } = start()
  const token = await auth.token()
  expect(token).toMatch(/^ya29\./)
  clock.pass((3599 - 301) * 1000)
  expect(await auth.token()).toBe(token)
  expect(state.calls).toBe(1)
  clock.pass(1000)
  expect(await auth.token()).not.toBe(token)
  expect(state.calls).toBe(2)
})

test('requests that come together share one exchange', async () => {
  const { state, auth } = start()
  const tokens = await Promise.all([auth.token(), auth.token(), auth.token()])
  expect(new Set(tokens).size).toBe(1)
  expect(state.calls).toBe(1)
})

test('a refused account is an outage that names its own kind', async () => {
  const { auth } = start('nobody@demo-kai.iam.gserviceaccount.com')
  await expect(auth.token()).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' })
  const { fetch } = fakeFetch(() => new Response('', { status: 500 }))
  const options = { clientEmail, privateKey, scope, outage: 'STORE_UNAVAILABLE' } as const
  const store = createGoogleAuth(options, { fetch, clock: handClock() })
  await expect(store.token()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
})

// An empty token would be sent as "Bearer " and look like a refusal of the user.
test('an answer without a token is an outage, and the next call tries again', async () => {
  const { state, auth } = start()
  const google = state.answer
  for (const body of [{}, { access_token: '' }, { access_token: 5 }]) {
    state.answer = () => Response.json(body)
    await expect(auth.token()).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' })
  }
  state.answer = google
  expect(await auth.token()).toMatch(/^ya29\./)
})

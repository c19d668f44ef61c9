// Admin calls: who may make them, and what our Worker and seed rely on.
import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureAccount } from './ensure-account.ts'
import { createIdentity, type Identity } from './index.ts'

const ORIGIN = 'http://identity.test'
const PROJECT = `${ORIGIN}/identitytoolkit.googleapis.com/v1/projects/kai-test`
const SCOPE = 'https://www.googleapis.com/auth/identitytoolkit'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const clientEmail = 'worker@kai-test.iam.gserviceaccount.com'

let clock = 0
let identity: Identity

beforeEach(() => {
  clock = Date.now()
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const serviceAccounts = [{ clientEmail, publicKeyPem }]
  const options = { file: ':memory:', projectId: 'kai-test', serviceAccounts }
  identity = createIdentity({ ...options, now: () => clock })
})

afterEach(() => identity.close())

interface Answer {
  users?: { localId: string; [field: string]: unknown }[]
  userInfo?: { localId: string }[]
  nextPageToken?: string
  access_token?: string
  error?: { message: string; code: number } | string
  [field: string]: unknown
}

async function call(url: string, init: RequestInit = {}): Promise<[number, Answer]> {
  const response = await identity.fetch(new Request(url, { method: 'POST', ...init }))
  return [response.status, (await response.json()) as Answer]
}

async function admin(operation: string, body: object, token = 'owner'): Promise<[number, Answer]> {
  const headers = { authorization: `Bearer ${token}` }
  return call(`${PROJECT}/${operation}`, { headers, body: JSON.stringify(body) })
}

async function refusal(operation: string, body: object): Promise<string | undefined> {
  const [, { error }] = await admin(operation, body)
  return typeof error === 'object' ? error.message : error
}

function assertion(claims: object = {}, key = privateKey): Promise<string> {
  const iat = Math.floor(clock / 1000)
  const aud = `${ORIGIN}/token`
  const all = { iss: clientEmail, aud, scope: SCOPE, iat, exp: iat + 3600, ...claims }
  return new SignJWT(all).setProtectedHeader({ alg: 'RS256' }).sign(key)
}

function exchange(signed: string): Promise<[number, Answer]> {
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  const body = new URLSearchParams({ grant_type: grant, assertion: signed })
  return call(`${ORIGIN}/token`, { body })
}

test('nobody without a credential reads or changes accounts', async () => {
  const lookup = { localId: ['ann'] }
  expect((await call(`${PROJECT}/accounts:lookup`, { body: JSON.stringify(lookup) }))[0]).toBe(401)
  expect((await admin('accounts:lookup', lookup, 'guess'))[0]).toBe(401)
  const elsewhere = PROJECT.replace('kai-test', 'other')
  const headers = { authorization: 'Bearer owner' }
  expect((await call(`${elsewhere}/accounts:lookup`, { headers }))[0]).toBe(404)
  const noKey = `${ORIGIN}/identitytoolkit.googleapis.com/v1/accounts:signUp`
  expect((await call(noKey, { body: '{}' }))[0]).toBe(403)
})

test('a service account trades a signed assertion for a token that ends', async () => {
  const [status, answer] = await exchange(await assertion())
  expect([status, answer]).toEqual([
    200,
    { access_token: expect.any(String), expires_in: 3599, token_type: 'Bearer' },
  ])
  const token = answer.access_token ?? ''
  expect((await admin('accounts:lookup', { localId: ['x'] }, token))[0]).toBe(200)
  clock += 3600_000
  expect((await admin('accounts:lookup', { localId: ['x'] }, token))[0]).toBe(401)
})

test('a token for another service may not touch accounts', async () => {
  const scope = 'https://www.googleapis.com/auth/datastore'
  const [, { access_token: token }] = await exchange(await assertion({ scope }))
  expect((await admin('accounts:lookup', { localId: ['x'] }, token))[0]).toBe(403)
})

test('wrong assertions are refused in the words of OAuth', async () => {
  const now = Math.floor(clock / 1000)
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const wrong: [string, string][] = [
    [await assertion({}, stranger), 'invalid_grant'],
    [await assertion({ iss: 'nobody@kai.test' }), 'invalid_grant'],
    [await assertion({ aud: 'https://elsewhere.test/token' }), 'invalid_grant'],
    [await assertion({ iat: now - 7200, exp: now - 3600 }), 'invalid_grant'],
    [await assertion({ exp: now + 7200 }), 'invalid_grant'],
    [await assertion({ scope: '' }), 'invalid_scope'],
    ['no.jwt', 'invalid_grant'],
  ]
  for (const [signed, error] of wrong) {
    const [status, answer] = await exchange(signed)
    expect([status, answer.error]).toEqual([400, error])
  }
})

test('accounts are made with a chosen id, found by id or e-mail, and removed', async () => {
  const wanted = { localId: 'ann', email: 'Ann@KAI.test', password: 'password' }
  expect(await admin('accounts', { ...wanted, displayName: 'Ann' })).toMatchObject([
    200,
    { localId: 'ann', email: 'ann@kai.test' },
  ])
  expect(await refusal('accounts', wanted)).toBe('DUPLICATE_LOCAL_ID')
  expect(await refusal('accounts', { ...wanted, localId: 'ann2' })).toBe('EMAIL_EXISTS')
  expect(await refusal('accounts', { email: 'b@kai.test', password: '1' })).toMatch(/^WEAK_PASS/)
  const both = { localId: ['ann', 'nobody'], email: ['ANN@kai.test'] }
  const [, found] = await admin('accounts:lookup', both)
  expect(found.users).toEqual([
    {
      localId: 'ann',
      email: 'ann@kai.test',
      emailVerified: false,
      displayName: 'Ann',
      disabled: false,
      passwordHash: 'UkVEQUNURUQ=',
      passwordUpdatedAt: clock,
      providerUserInfo: [expect.objectContaining({ providerId: 'password' })],
      validSince: String(Math.floor(clock / 1000)),
      createdAt: String(clock),
    },
  ])
  await admin('accounts:delete', { localId: 'ann' })
  const [, gone] = await admin('accounts:lookup', both)
  expect(gone.users).toBeUndefined()
  expect(await refusal('accounts:delete', { localId: 'ann' })).toBe('USER_NOT_FOUND')
})

test('custom claims are checked as Firebase checks them', async () => {
  await admin('accounts', { localId: 'ann' })
  const set = (customAttributes: string) =>
    refusal('accounts:update', { localId: 'ann', customAttributes })
  expect(await set('{"admin":true}')).toBeUndefined()
  expect(await set('{"sub":"bob"}')).toBe('FORBIDDEN_CLAIM : sub')
  expect(await set('[]')).toBe('INVALID_CLAIMS')
  expect(await set('{')).toBe('INVALID_CLAIMS')
  expect(await set(`{"a":"${'x'.repeat(1000)}"}`)).toBe('CLAIMS_TOO_LARGE')
  const [, { users }] = await admin('accounts:lookup', { localId: ['ann'] })
  expect(users?.[0]?.customAttributes).toBe('{"admin":true}')
})

test('everybody is listed once, page by page', async () => {
  for (let n = 0; n < 5; n += 1) await admin('accounts', { localId: `user${n}` })
  const headers = { authorization: 'Bearer owner' }
  const seen: string[] = []
  let next = ''
  do {
    const url = `${PROJECT}/accounts:batchGet?maxResults=2&nextPageToken=${next}`
    const [, page] = await call(url, { method: 'GET', headers })
    seen.push(...(page.users ?? []).map(({ localId }) => localId))
    next = page.nextPageToken ?? ''
  } while (next !== '')
  expect(seen).toEqual(['user0', 'user1', 'user2', 'user3', 'user4'])
  const [, found] = await admin('accounts:query', { expression: [{ userId: 'user3' }] })
  expect(found.userInfo?.map(({ localId }) => localId)).toEqual(['user3'])
  const [, counted] = await admin('accounts:query', { returnUserInfo: false })
  expect(counted.recordsCount).toBe('5')
})

test('seeding a login twice leaves the first one, its claims and its sessions', async () => {
  const door = { baseUrl: PROJECT.split('/v1')[0] ?? '', projectId: 'kai-test' }
  const wanted = { localId: 'admin', email: 'admin@kai.test', password: 'password' }
  await ensureAccount({ ...door, fetch: identity.fetch }, { ...wanted, claims: { admin: true } })
  clock += 60_000
  const again = { ...wanted, password: 'another', claims: {} }
  await ensureAccount({ ...door, fetch: identity.fetch }, again)
  const url = `${door.baseUrl}/v1/accounts:signInWithPassword?key=k`
  const [, { idToken }] = await call(url, { body: JSON.stringify(wanted) })
  const claims = Buffer.from(String(idToken).split('.')[1] ?? '', 'base64url').toString()
  expect(JSON.parse(claims)).toMatchObject({ sub: 'admin', admin: true, email_verified: true })
  const [, found] = await admin('accounts:lookup', { localId: ['admin'] })
  const since = String(Math.floor((clock - 60_000) / 1000))
  expect(found).toMatchObject({ users: [{ validSince: since }] })
})

// The token matrix: everything a stranger can try to be somebody else.
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createTokenVerifier } from './id-token.ts'
import { fakeFetch, handClock, keptLog, START_MS } from './testing.ts'

const NOW = START_MS / 1000
const ISSUER = 'https://securetoken.google.com/demo-kai'
const SESSION_ISSUER = 'https://session.firebase.google.com/demo-kai'
const kind = { issuer: ISSUER, audience: 'demo-kai', jwksUrl: 'https://keys.test/jwks' }

type Pair = Awaited<ReturnType<typeof generateKeyPair>>
let ours: Pair
let foreign: Pair
let jwks: object

beforeAll(async () => {
  ours = await generateKeyPair('RS256', { extractable: true })
  foreign = await generateKeyPair('RS256', { extractable: true })
  jwks = {
    keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }],
  }
})

const claims = (changes: object = {}): Record<string, unknown> => ({
  iss: ISSUER,
  aud: 'demo-kai',
  sub: 'ann',
  iat: NOW - 10,
  exp: NOW + 3590,
  auth_time: NOW - 20,
  email: 'ann@kai.test',
  ...changes,
})

interface Making {
  key?: Parameters<SignJWT['sign']>[0]
  header?: object
}

const make = (changes: object = {}, { key = ours.privateKey, header = {} }: Making = {}) =>
  new SignJWT(claims(changes))
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1', ...header })
    .sign(key)

function verify(token: string, verified = kind) {
  const { fetch } = fakeFetch(() => Response.json(jwks))
  return createTokenVerifier(verified, { fetch, clock: handClock(), log: keptLog() }).verify(token)
}

test('a sound token tells who it is', async () => {
  expect(await verify(await make({ admin: true }))).toEqual({
    userId: 'ann',
    email: 'ann@kai.test',
    name: null,
    admin: true,
    authTime: NOW - 20,
    issuedAt: NOW - 10,
  })
  expect(await verify(await make({ email: undefined }))).toMatchObject({
    email: null,
    admin: false,
  })
})

test('only a claim that is exactly true makes an admin', async () => {
  for (const admin of ['true', 1, {}, [true], null]) {
    expect(await verify(await make({ admin }))).toMatchObject({ admin: false })
  }
})

const BAD_CLAIMS: [why: string, changes: object][] = [
  ['expired', { exp: NOW - 61 }],
  ['without end', { exp: undefined }],
  ['of another project', { aud: 'demo-other' }],
  ['of another issuer', { iss: 'https://securetoken.google.com/demo-other' }],
  ['a session cookie', { iss: SESSION_ISSUER }],
  ['issued in the future', { iat: NOW + 61 }],
  ['without time of issue', { iat: undefined }],
  ['without sign-in time', { auth_time: undefined }],
  ['with a sign-in in the future', { auth_time: NOW + 61 }],
  ['with a sign-in time that is text', { auth_time: `${NOW}` }],
  ['not valid yet', { nbf: NOW + 61 }],
  ['without subject', { sub: undefined }],
  ['with an empty subject', { sub: '' }],
  ['with a subject too long', { sub: 'a'.repeat(129) }],
  ['with a subject that is a path', { sub: '../balances/bob' }],
  ['with a reserved subject', { sub: '__bob__' }],
  ['with a subject that is no text', { sub: 5 }],
  ['that is a right to listen', { live: 'ann' }],
  ['that is a right to listen to nothing', { live: null }],
]

test.each(BAD_CLAIMS)('a token %s is nobody', async (_, changes) => {
  expect(await verify(await make(changes))).toBeNull()
})

test('a minute of clock difference is forgiven', async () => {
  for (const changes of [{ exp: NOW - 59 }, { iat: NOW + 59 }, { auth_time: NOW + 59 }]) {
    expect(await verify(await make(changes))).toMatchObject({ userId: 'ann' })
  }
})

test('a signature of another key, or changed claims, is nobody', async () => {
  expect(await verify(await make({}, { key: foreign.privateKey }))).toBeNull()
  const [header, , signature] = (await make()).split('.')
  const [, payload] = (await make({ sub: 'bob' })).split('.')
  expect(await verify(`${header}.${payload}.${signature}`)).toBeNull()
})

// The classic: the public key is public, so a verifier that lets the token choose HS256 is open.
test('the token does not choose how it is checked', async () => {
  const publicPem = new TextEncoder().encode(await exportSPKI(ours.publicKey))
  const confused = await make({}, { key: publicPem, header: { alg: 'HS256' } })
  expect(await verify(confused)).toBeNull()
  expect(await verify(new UnsecuredJWT(claims()).encode())).toBeNull()
  const [, payload] = (await make()).split('.')
  const none = btoa(JSON.stringify({ alg: 'none', kid: 'key-1' }))
  expect(await verify(`${none}.${payload}.`)).toBeNull()
  const strong = await generateKeyPair('PS256')
  const other = await make({}, { key: strong.privateKey, header: { alg: 'PS256' } })
  expect(await verify(other)).toBeNull()
  expect(await verify(await make({}, { header: { kid: undefined } }))).toBeNull()
})

test('what is no token at all is nobody', async () => {
  const good = await make()
  const garbage = ['', '.', '..', 'a.b.c', 'null', good.slice(0, -1), `${good}.`, ` ${good}x`]
  for (const token of [...garbage, 'x'.repeat(10_000)]) expect(await verify(token)).toBeNull()
})

test('cookies and ID tokens verify only as what they are', async () => {
  const sessions = { ...kind, issuer: SESSION_ISSUER }
  expect(await verify(await make(), sessions)).toBeNull()
  expect(await verify(await make({ iss: SESSION_ISSUER }), sessions)).toMatchObject({
    userId: 'ann',
  })
})

// Who is let in as whom. A token that is believed too easily is somebody else's wallet.
import { createHmac } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createIdentity } from '../identity/index.ts'
import { keysOf, readRules } from '../stand-ins.ts'
import type { TokenKeys } from './callers.ts'
import { int, startFirestore, type TestFirestore, update } from './test-client.ts'
import { createTokens, type TestTokens } from './test-tokens.ts'

const PAST_SECONDS = 1_000_000_000
const DENIED = { code: 403, status: 'PERMISSION_DENIED' }
const UNKNOWN = { code: 401, status: 'UNAUTHENTICATED' }

let tokens: TestTokens
let db: TestFirestore
beforeAll(async () => {
  tokens = await createTokens('demo')
})
beforeEach(async () => {
  db = startFirestore({ rules: readRules(), keys: tokens.keys })
  await db.commit(update('balances/ann', { availableTokens: int(5) }))
})

const answerTo = async (authorization: string) => {
  const { code, status } = await db.call('GET', '/balances/ann', undefined, { authorization })
  return { code, status }
}

test('a token of this project lets its person in, and nobody else', async () => {
  expect(await answerTo(`Bearer ${await tokens.of('ann')}`)).toEqual({ code: 200, status: 'OK' })
  expect(await answerTo(`Bearer ${await tokens.of('bob')}`)).toEqual(DENIED)
  expect(await answerTo('')).toEqual(DENIED)
})

test.each([
  ['expired', { exp: PAST_SECONDS }],
  ['of another project', { aud: 'other' }],
  ['of another issuer', { iss: 'https://session.firebase.google.com/demo' }],
  ['without an end', { exp: undefined }],
  ['without a sign-in', { auth_time: undefined }],
  ['of nobody', { sub: '' }],
])('a token that is %s is refused', async (_, claims) => {
  expect(await answerTo(`Bearer ${await tokens.of('ann', claims)}`)).toEqual(UNKNOWN)
})

test('a token is refused that others signed, or nobody, or a password', async () => {
  const foreign = await createTokens('demo')
  const [, claims] = (await tokens.of('ann')).split('.')
  const headed = (alg: string) =>
    `${Buffer.from(JSON.stringify({ alg, kid: 'test' })).toString('base64url')}.${claims}`
  const jwk = JSON.stringify((await tokens.keys()).keys[0])
  const hmac = createHmac('sha256', jwk).update(headed('HS256')).digest('base64url')
  const refused = [
    await foreign.of('ann'),
    `${headed('none')}.`,
    `${headed('HS256')}.${hmac}`,
    'ann',
    'Owner',
  ]
  for (const token of refused) expect(await answerTo(`Bearer ${token}`)).toEqual(UNKNOWN)
  expect(await answerTo('Basic b3duZXI6')).toEqual(UNKNOWN)
})

test('the local identity service is believed, also after its keys were rotated', async () => {
  const identity = createIdentity({ file: ':memory:', projectId: 'demo' })
  const keys = keysOf(identity)
  const own = startFirestore({ rules: readRules(), keys })
  const post = async (path: string, body: object) => {
    const request = new Request(`http://identity.test${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await (await identity.fetch(request)).json()) as { idToken: string; localId: string }
  }
  const signUp = (email: string) =>
    post('/identitytoolkit.googleapis.com/v1/accounts:signUp?key=x', {
      ...{ email, password: 'correct horse', returnSecureToken: true },
    })
  const before = await signUp('ann@kai.test')
  await post('/__local/rotate-keys', { drop: true })
  const after = await signUp('bob@kai.test')
  const codes = []
  for (const { idToken, localId } of [before, after]) {
    const headers = { authorization: `Bearer ${idToken}` }
    codes.push((await own.call('GET', `/balances/${localId}`, undefined, headers)).code)
  }
  expect(codes).toEqual([401, 404])
  identity.close()
})

test('a token that cannot be judged now is no bad one: try again', async () => {
  const down: TokenKeys = () => Promise.reject(new Error('down'))
  const garbled: TokenKeys = async () => JSON.parse('{"error":{}}')
  for (const keys of [down, garbled]) {
    db = startFirestore({ rules: readRules(), keys })
    const answer = await answerTo(`Bearer ${await tokens.of('ann')}`)
    expect(answer).toEqual({ code: 503, status: 'UNAVAILABLE' })
  }
})

test('without keys no token is good, and without rules nothing is open', async () => {
  db = startFirestore({ rules: readRules() })
  expect(await answerTo(`Bearer ${await tokens.of('ann')}`)).toEqual(UNKNOWN)
  db = startFirestore({ keys: tokens.keys })
  expect(await answerTo(`Bearer ${await tokens.of('ann')}`)).toEqual(DENIED)
})

test('refusals have the words and the form of the real service', async () => {
  const error = {
    code: 403,
    message: 'Missing or insufficient permissions.',
    status: 'PERMISSION_DENIED',
  }
  const headers = { authorization: `Bearer ${await tokens.of('bob')}` }
  expect((await db.call('GET', '/balances/ann', undefined, headers)).body).toEqual({ error })
  const structuredQuery = { from: [{ collectionId: 'transactions' }] }
  const queried = await db.call('POST', ':runQuery', { structuredQuery }, headers)
  expect(queried.body).toEqual([{ error }])
})

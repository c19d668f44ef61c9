import { expect, test } from 'vitest'
import { OPERATIONS } from '../../shared/api/contract.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { routeOf } from './mount.ts'
import { asBrowser, asClient, codeOf, ORIGIN, startEdge } from './testing.ts'

const SAMPLE_ID = `pur_${'0'.repeat(40)}`
const pathOf = ({ path }: Operation): string => path.replace('{id}', SAMPLE_ID)
const named = OPERATIONS.map((operation) => [operation.id, operation] as const)
const refusing = {
  limiter: { take: async () => ({ allowed: false, retryAfterSeconds: 7, degraded: false }) },
}

// A route outside the table would have no declared caller and no limit.
test('the mounted API routes are the operations of the contract and the reference', () => {
  const { app } = startEdge()
  const mounted = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
    .map(({ method, path }) => `${method} ${path}`)
  const declared = OPERATIONS.map(({ method, path }) => `${method} ${routeOf(path)}`)
  const reference = ['GET /api/openapi.json', 'GET /api/docs', 'GET /api/docs.css']
  expect(mounted.toSorted()).toEqual([...declared, ...reference].toSorted())
})

const CALLERS = ['all', 'user', 'admin', 'browser', 'stripe']

// Whoever adds a route says here that the whole world may use it, or it isn't open to it.
test('every operation declares its caller; what is open to all is known by name', () => {
  const of = (...callers: string[]) =>
    OPERATIONS.filter(({ caller }) => callers.includes(caller)).map(({ id }) => id)
  expect(of(...CALLERS)).toEqual(OPERATIONS.map(({ id }) => id))
  expect(of('all')).toEqual(['getHealth', 'listPackages', 'listPredictions', 'getPrediction'])
  const admins = OPERATIONS.filter(({ path }) => path.startsWith('/api/admin/'))
  expect(of('admin')).toEqual(admins.map(({ id }) => id))
  expect(of('browser', 'stripe')).toEqual(['startSession', 'endSession', 'stripeWebhook'])
})

// What waited on a device while the family's tablet was handed on: the next person must not pay.
test("what is meant for one person is refused for another's session", async () => {
  const { send } = startEdge({ fakes: { store: { wallet: async () => null } } })
  const answer = async (meant: string) =>
    (await send('/api/wallet/balance', { headers: { ...asBrowser('ann'), 'x-viewer': meant } }))
      .status
  expect([await answer('ann'), await answer('ben')]).toEqual([200, 401])
})

test.each(named)(
  '%s asks for its declared caller before it does anything',
  async (_, operation) => {
    const { send } = startEdge()
    const answer = async (headers: Record<string, string>) =>
      codeOf(await send(pathOf(operation), { method: operation.method, headers }))
    const { caller } = operation
    if (caller === 'user' || caller === 'admin') {
      expect(await answer({})).toBe('UNAUTHENTICATED')
      expect(await answer({ authorization: 'Bearer nonsense' })).toBe('UNAUTHENTICATED')
      expect(await answer({ authorization: 'Basic id-ann' })).toBe('UNAUTHENTICATED')
    }
    if (caller === 'admin') expect(await answer(asClient('ann'))).toBe('ADMIN_REQUIRED')
    if (caller === 'browser') expect(await answer({})).toBe('ORIGIN_REFUSED')
  },
)

// One identity, one counter: whoever floods is stopped before any work.
test.each(named)('%s takes its declared limit once, for its caller', async (_, operation) => {
  const { send, taken } = startEdge()
  const { caller, limit, method } = operation
  const byUser = caller === 'user' || caller === 'admin'
  const headers = byUser ? asClient('admin') : { origin: ORIGIN, 'cf-connecting-ip': '192.0.2.7' }
  await send(pathOf(operation), { method, headers })
  const who = byUser ? 'admin' : '192.0.2.7'
  expect(taken).toEqual(limit === 'none' ? [] : [{ limit, who }])
})

test.each(named)('%s over its limit says when to come back', async (_, operation) => {
  if (operation.limit === 'none') return expect(operation.caller).toBe('stripe')
  const { send } = startEdge({ fakes: refusing })
  const headers = { ...asClient('admin'), origin: ORIGIN }
  const response = await send(pathOf(operation), { method: operation.method, headers })
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('7')
  expect(await codeOf(response)).toBe('RATE_LIMITED')
})

// Guessing tokens must cost the guesser's address its allowance.
test('a caller without valid credentials counts as signed out', async () => {
  const { send, taken } = startEdge()
  const headers = { authorization: 'Bearer guess', 'cf-connecting-ip': '192.0.2.7' }
  const response = await send('/api/wallet/balance', { headers })
  expect(response.headers.get('www-authenticate')).toBe('Bearer')
  expect(taken).toEqual([{ limit: 'signedOut', who: '192.0.2.7' }])
})

const checked = named.filter(
  ([, { caller, failures }]) => caller !== 'browser' && failures.includes('ACCOUNT_DISABLED'),
)

test('buying, listening, naming, and whatever an admin changes, checks the account too', () => {
  const changing = named.filter(([, { caller, method }]) => caller === 'admin' && method !== 'GET')
  expect(checked.map(([id]) => id)).toEqual([
    'startListening',
    'startPurchase',
    ...changing.map(([id]) => id),
    'setProfile',
  ])
})

test.each(checked)('%s refuses a disabled or revoked account', async (_, operation) => {
  const answer = async (state: 'disabled' | 'revoked') => {
    const { send, taken } = startEdge({ fakes: { identity: { accountState: async () => state } } })
    const headers = asClient('admin')
    const response = await send(pathOf(operation), { method: operation.method, headers })
    return [await codeOf(response), taken.length]
  }
  expect(await answer('disabled')).toEqual(['ACCOUNT_DISABLED', 1])
  expect(await answer('revoked')).toEqual(['UNAUTHENTICATED', 1])
})

test('a session cookie is no Bearer token, and an ID token is no cookie', async () => {
  const { send } = startEdge()
  const asked: Record<string, string>[] = [
    { authorization: 'Bearer session-ann' },
    { cookie: '__Host-session=id-ann' },
    // Bearer never falls back to the cookie, though that one is valid.
    { ...asBrowser('ann'), authorization: 'Bearer nonsense' },
  ]
  for (const headers of asked) {
    expect(await codeOf(await send('/api/wallet/balance', { headers }))).toBe('UNAUTHENTICATED')
  }
})

import { expect, test } from 'vitest'
import { Outage } from '../../shared/failure.ts'
import {
  asBrowser,
  asClient,
  codeOf,
  type Fakes,
  json,
  NOW_S,
  ORIGIN,
  startEdge,
  userId,
} from './testing.ts'

const own = { origin: ORIGIN }
const MAY_NOT_ACT = [
  ['disabled', 'ACCOUNT_DISABLED'],
  ['revoked', 'UNAUTHENTICATED'],
] as const

async function signIn(identity: Fakes['identity'], idToken = 'id-ann') {
  const { send } = startEdge({
    fakes: { identity: { createSession: async () => 'cookie-value', ...identity } },
  })
  return send('/api/session', json({ idToken }, own))
}

const signedInAt = (authTime: number) => ({
  verifyIdToken: async () => ({
    userId: userId('ann'),
    email: null,
    name: null,
    admin: false,
    authTime,
    issuedAt: NOW_S,
  }),
})

test('a fresh sign-in becomes a cookie that scripts and other sites never see', async () => {
  const asked: unknown[] = []
  const createSession = async (...args: unknown[]) => {
    asked.push(args)
    return 'cookie-value'
  }
  const response = await signIn({ createSession })
  expect(await response.json()).toEqual({ userId: 'ann', admin: false })
  expect(response.headers.get('set-cookie')?.split('; ').toSorted()).toEqual([
    'HttpOnly',
    'Max-Age=432000',
    'Path=/',
    'SameSite=Lax',
    'Secure',
    '__Host-session=cookie-value',
  ])
  expect(asked).toEqual([['id-ann', 432_000]])
})

// A token found in an old log or backup must not open five days of access.
test('an old sign-in is refused, even with a token that still verifies', async () => {
  expect((await signIn(signedInAt(NOW_S - 299))).status).toBe(200)
  for (const authTime of [NOW_S - 300, NOW_S - 3600]) {
    const response = await signIn(signedInAt(authTime))
    expect(await codeOf(response)).toBe('UNAUTHENTICATED')
    expect(response.headers.get('set-cookie')).toBeNull()
  }
})

test('no cookie for an invalid token or an account that may not act', async () => {
  expect(await codeOf(await signIn({}, 'nonsense'))).toBe('UNAUTHENTICATED')
  for (const [state, code] of MAY_NOT_ACT) {
    expect(await codeOf(await signIn({ accountState: async () => state }))).toBe(code)
  }
  expect(await codeOf(await signIn({ createSession: async () => null }))).toBe('UNAUTHENTICATED')
})

test('an outage of the sign-in service is not a refusal', async () => {
  const away = async () => {
    throw new Outage('IDENTITY_UNAVAILABLE', 'away')
  }
  for (const identity of [
    { verifyIdToken: away },
    { accountState: away },
    { createSession: away },
  ]) {
    const response = await signIn(identity)
    expect([response.status, await codeOf(response)]).toEqual([503, 'IDENTITY_UNAVAILABLE'])
  }
})

test('signing out clears the cookie, signed in or not', async () => {
  const { send } = startEdge()
  const response = await send('/api/session', { method: 'DELETE', headers: own })
  expect(response.status).toBe(204)
  expect(response.headers.get('set-cookie')).toBe(
    '__Host-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
  )
})

async function askToListen(headers: HeadersInit, identity: Fakes['identity'] = {}) {
  const signed: string[] = []
  const listeningToken = async (who: string) => {
    signed.push(who)
    return 'a-right'
  }
  const { send, taken } = startEdge({ fakes: { identity: { listeningToken, ...identity } } })
  const response = await send('/api/session/live', { method: 'POST', headers })
  return { response, signed, taken }
}

test('a right to listen is for whose session it is, under the limit of sign-ins', async () => {
  const { response, signed, taken } = await askToListen(asBrowser('ann'))
  expect(await response.json()).toEqual({ userId: 'ann', token: 'a-right' })
  expect([signed, taken]).toEqual([['ann'], [{ limit: 'signIn', who: 'ann' }]])
})

// An open page asks again and again: what became of the account meanwhile must end that.
test('no right to listen for who may not act, nor for a page of another site', async () => {
  for (const [state, code] of MAY_NOT_ACT) {
    const accountState = async () => state
    const { response, signed } = await askToListen(asBrowser('ann'), { accountState })
    expect([await codeOf(response), signed]).toEqual([code, []])
  }
  const { cookie = '' } = asBrowser('ann')
  const elsewhere: Record<string, string>[] = [{ cookie }, { cookie, origin: 'https://evil.test' }]
  for (const headers of elsewhere) {
    const { response, signed } = await askToListen(headers)
    expect([await codeOf(response), signed]).toEqual(['ORIGIN_REFUSED', []])
  }
  const { response, signed } = await askToListen(own)
  expect([await codeOf(response), signed]).toEqual(['UNAUTHENTICATED', []])
})

/** What a request of ann, who signed in at NOW_S - 100, meets. */
async function met(path: string, init: RequestInit, signedOutAt: number | null | 'unknown') {
  const asked: string[] = []
  const accountState = async () => {
    asked.push('firebase')
    return 'revoked' as const
  }
  const identity = { signedOutAt: async () => signedOutAt, accountState }
  const store = { read: async () => ({ wallet: null }) as never }
  const { send } = startEdge({ fakes: { identity, store } })
  const response = await send(path, init)
  return [response.status, ...asked]
}
const LIMITS = '/api/account/limits'
const caps = { purchaseUsdCentsPerDay: null, commitTokensPerDay: null }
const change = { ...json(caps, asBrowser('ann')), method: 'PUT' }

// Whoever holds the stolen phone has a cookie that verifies for days, and a token for an hour.
test('after signing out everywhere no older cookie or token is taken; a newer one is', async () => {
  for (const headers of [asBrowser('ann'), asClient('ann')]) {
    expect(await met(LIMITS, { headers }, NOW_S - 100)).toEqual([401])
    expect(await met(LIMITS, { headers }, NOW_S)).toEqual([401])
    expect(await met(LIMITS, { headers }, NOW_S - 101)).toEqual([200])
  }
  const trade = json({ idToken: 'id-ann' }, own)
  expect(await met('/api/session', trade, NOW_S - 100)).toEqual([401, 'firebase'])
})

test('while that cannot be told, reading passes and everything else asks Firebase', async () => {
  expect(await met(LIMITS, { headers: asBrowser('ann') }, 'unknown')).toEqual([200])
  expect(await met(LIMITS, change, 'unknown')).toEqual([401, 'firebase'])
})

test('signing out everywhere ends this session too, and tells nothing else', async () => {
  const left: string[] = []
  const signOutEverywhere = async (who: string) => void left.push(who)
  const { send, taken } = startEdge({ fakes: { identity: { signOutEverywhere } } })
  const everywhere = { method: 'DELETE', headers: asBrowser('ann') }
  const response = await send('/api/session/all', everywhere)
  expect([response.status, left, taken]).toEqual([204, ['ann'], [{ limit: 'signIn', who: 'ann' }]])
  expect(response.headers.get('set-cookie')).toMatch(/^__Host-session=; Max-Age=0/)
  const { cookie = '' } = asBrowser('ann')
  const foreign = { method: 'DELETE', headers: { cookie, origin: 'https://evil.test' } }
  expect(await codeOf(await send('/api/session/all', foreign))).toBe('ORIGIN_REFUSED')
  expect(left).toEqual(['ann'])
})

import { expect, test } from 'vitest'
import { Outage } from '../../shared/failure.ts'
import { codeOf, type Fakes, json, NOW_S, ORIGIN, startEdge, userId } from './testing.ts'

const own = { origin: ORIGIN }

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
  const states = [
    ['disabled', 'ACCOUNT_DISABLED'],
    ['revoked', 'UNAUTHENTICATED'],
  ] as const
  for (const [state, code] of states) {
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

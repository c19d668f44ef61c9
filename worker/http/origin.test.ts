import { expect, test } from 'vitest'
import { asBrowser, asClient, codeOf, json, ORIGIN, startEdge } from './testing.ts'

const PURCHASE = '/api/tokens/purchase'
const COOKIE = { cookie: '__Host-session=session-ann' }
const FOREIGN = [
  undefined,
  'null',
  'https://evil.test',
  'http://localhost:8788',
  'https://localhost:8787',
  'http://localhost:8787.evil.test',
]
function withOrigin(origin: string | undefined): Record<string, string> {
  return origin === undefined ? {} : { origin }
}

// Another site's page can make a signed-in browser send anything; only Origin tells them apart.
test.each(FOREIGN)('an unsafe request by cookie from origin %s is refused', async (origin) => {
  const { send, taken } = startEdge()
  const request = json({ packageId: 'starter' }, { ...COOKIE, ...withOrigin(origin) })
  expect(await codeOf(await send(PURCHASE, request))).toBe('ORIGIN_REFUSED')
  expect(taken).toEqual([])
})

test.each(FOREIGN)('a session is not set or cleared from origin %s', async (origin) => {
  const { send } = startEdge()
  const headers = withOrigin(origin)
  for (const init of [json({ idToken: 'id-ann' }, headers), { method: 'DELETE', headers }]) {
    const response = await send('/api/session', init)
    expect(await codeOf(response)).toBe('ORIGIN_REFUSED')
    expect(response.headers.get('set-cookie')).toBeNull()
  }
})

test.each(FOREIGN)('a page takes no form from origin %s, signed in or not', async (origin) => {
  const page = async () => new Response('acted')
  const { send } = startEdge({ page })
  for (const cookie of [{}, COOKIE]) {
    const headers = { ...cookie, ...withOrigin(origin) }
    const response = await send('/sign-out', { method: 'POST', headers })
    expect(await codeOf(response)).toBe('ORIGIN_REFUSED')
  }
})

test('a Bearer header does not lift the rule where the cookie is set', async () => {
  const { send } = startEdge()
  const request = json({ idToken: 'id-ann' }, { ...asClient('ann'), origin: 'https://evil.test' })
  expect(await codeOf(await send('/api/session', request))).toBe('ORIGIN_REFUSED')
  const form = { method: 'POST', headers: { ...asClient('ann'), ...COOKIE } }
  expect(await codeOf(await send('/wallet', form))).toBe('ORIGIN_REFUSED')
})

test('the own origin, reads, API clients and Stripe pass', async () => {
  const { send } = startEdge({ fakes: { payments: { verifyEvent: async () => null } } })
  const passed = [
    await send(PURCHASE, json({}, asBrowser('ann'))),
    await send(PURCHASE, json({}, asClient('ann'))),
    await send(PURCHASE, json({}, { ...asClient('ann'), origin: 'https://partner.test' })),
    await send(PURCHASE, json({}, { ...asClient('ann'), ...COOKIE })),
  ]
  for (const response of passed) expect(await codeOf(response)).toBe('REQUEST_INVALID')
  const hook = json({}, { origin: 'https://evil.test', ...COOKIE })
  expect(await codeOf(await send('/api/webhooks/stripe', hook))).toBe('SIGNATURE_INVALID')
  const read = { headers: { ...COOKIE, origin: 'https://evil.test' } }
  expect((await send('/', read)).status).toBe(200)
})

test('the configured origin passes behind a proxy that renames the host', async () => {
  const { send } = startEdge()
  const form = { method: 'POST', headers: { origin: ORIGIN } }
  expect((await send('http://127.0.0.1:9999/wallet', form)).status).toBe(200)
})

import { expect, test } from 'vitest'
import { Outage } from '../../shared/failure.ts'
import { asClient, codeOf, type EdgeOptions, json, ORIGIN, startEdge } from './testing.ts'

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n'
const HEADERS = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'DENY',
}

type Kind = [kind: string, status: number, path: string, init?: RequestInit, options?: EdgeOptions]

const noPackages = { store: { packages: async () => [] } }
const outage = async () => {
  throw new Outage('STORE_UNAVAILABLE', 'secret inside')
}
const bug = async () => {
  throw new Error('secret inside')
}
const moved = async () => Response.redirect(`${ORIGIN}/wallet`, 303)

const KINDS: Kind[] = [
  ['an API answer', 200, '/api/tokens/packages', {}, { fakes: noPackages }],
  ['a page', 200, '/'],
  ['a redirect of a page', 303, '/', {}, { page: moved }],
  ['the way to https', 308, 'http://wallet.test/'],
  ['a refusal', 401, '/api/wallet/balance'],
  ['an unknown route', 404, '/api/nothing'],
  ['a wrong method', 405, '/api/wallet/balance', { method: 'PUT' }],
  ['a body too large', 413, '/api/session', json('x'.repeat(70_000), { origin: ORIGIN })],
  ['an outage', 503, '/api/tokens/packages', {}, { fakes: { store: { packages: outage } } }],
  ['a bug', 500, '/api/tokens/packages', {}, { fakes: { store: { packages: bug } } }],
  ['a bug in a page', 500, '/', {}, { page: bug }],
  ['a bad configuration', 503, '/', {}, { invalid: ['CURSOR_SECRET'] }],
  ['the reference', 200, '/api/docs'],
  ['an empty answer', 204, '/api/session', { method: 'DELETE', headers: { origin: ORIGIN } }],
]

// One answer without them is where a person gets framed, sniffed or scripted.
test.each(KINDS)('%s (%i) carries the security headers', async (_, status, path, init, options) => {
  const response = await startEdge(options).send(path, init)
  expect(response.status).toBe(status)
  expect(Object.fromEntries(response.headers)).toMatchObject(HEADERS)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/)
  expect(await response.text()).not.toContain('secret inside')
})

// Without JavaScript a purchase is a form post that ends at the payment page.
test('the policy lets forms reach the payment page, and nothing inline run', async () => {
  const response = await startEdge().send('/')
  const policy = response.headers.get('content-security-policy')?.split('; ')
  expect(policy).toContain("form-action 'self' http://127.0.0.1:12111")
  expect(policy?.find((part) => part.startsWith('script-src'))).toMatch(
    /^script-src 'self' 'nonce-[0-9a-f]{32}'$/,
  )
})

// A page that can reach more hosts than it needs can be made to tell them something.
test('a page may connect to what signing in and listening need, and to nothing else', async () => {
  const connects = async (settings: Record<string, unknown>) => {
    const response = await startEdge({ settings }).send('/')
    const policy = response.headers.get('content-security-policy')?.split('; ')
    return policy?.find((part) => part.startsWith('connect-src'))
  }
  const local = "connect-src 'self' http://127.0.0.1:9099 http://127.0.0.1:8080"
  expect(await connects({})).toBe(local)
  const hosted = { FIRESTORE_EMULATOR_HOST: '', FIREBASE_AUTH_EMULATOR_HOST: '' }
  const account = { FIREBASE_CLIENT_EMAIL: 'w@kai.test', FIREBASE_PRIVATE_KEY: PEM }
  expect((await connects({ ...hosted, ...account }))?.split(' ').slice(1)).toEqual([
    "'self'",
    'https://identitytoolkit.googleapis.com',
    'https://securetoken.googleapis.com',
    'https://firestore.googleapis.com',
  ])
})

test('each answer has its own nonce, and the page gets the same one', async () => {
  const seen: string[] = []
  const page = async (_: Request, { nonce }: { nonce: string }) => {
    seen.push(nonce)
    return new Response('')
  }
  const { send } = startEdge({ page })
  const first = await send('/')
  await send('/')
  expect(first.headers.get('content-security-policy')).toContain(`'nonce-${seen[0]}'`)
  expect(seen[0]).not.toBe(seen[1])
})

test('plain http goes to https with path and query, except on the own machine', async () => {
  const { send } = startEdge()
  const response = await send('http://wallet.test/wallet?next=1', { method: 'POST' })
  expect(response.status).toBe(308)
  expect(response.headers.get('location')).toBe('https://wallet.test/wallet?next=1')
  for (const own of ['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1']) {
    expect((await send(`${own}/`)).status).toBe(200)
  }
  // A name that only begins like the own machine is somebody else's.
  expect((await send('http://127.0.0.1.evil.test/')).status).toBe(308)
})

test('a request id of the caller is kept when it is harmless, else replaced', async () => {
  const { send } = startEdge()
  const idFor = async (id: string) =>
    (await send('/', { headers: { 'x-request-id': id } })).headers.get('x-request-id')
  expect(await idFor('abc_DEF-123')).toBe('abc_DEF-123')
  for (const bad of ['short', 'a'.repeat(65), 'with space', '<script>x']) {
    expect(await idFor(bad)).not.toBe(bad)
  }
})

test('a bad configuration is named in the log and nowhere else', async () => {
  const { send, lines } = startEdge({ invalid: ['CURSOR_SECRET'] })
  const response = await send('/api/wallet/balance')
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 })
  expect(text).not.toContain('CURSOR')
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'settings_invalid', fields: ['CURSOR_SECRET'] }),
  )
})

// People who meet a closed wallet must read that their tokens are safe, not that something broke.
test('while it is worked on, everything but health is closed, and says for how long', async () => {
  const { send } = startEdge({ settings: { MAINTENANCE: '1' } })
  const page = await send('/wallet', { headers: { accept: 'text/html' } })
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '60'])
  expect(await page.text()).toMatch(/being worked on[\s\S]*Your tokens are safe/)
  const api = await send('/api/webhooks/stripe', { method: 'POST', body: '{}' })
  expect(await api.json()).toMatchObject({ code: 'MAINTENANCE', status: 503 })
  expect((await send('/api/health')).status).not.toBe(503)
})

test('a bug is answered with an id, which finds the error in the log', async () => {
  const { send, lines } = startEdge({ fakes: { store: { packages: bug } } })
  const problem = (await (await send('/api/tokens/packages')).json()) as { detail: string }
  const line = lines.find(({ event }) => event === 'internal')
  expect(problem).toMatchObject({ code: 'INTERNAL', type: '/api/docs#errors-INTERNAL' })
  expect(problem.detail).toContain(`Error id: ${line?.errorId}`)
  expect(line?.error).toBeInstanceOf(Error)
})

test('a request is one line with its route and cost, without its query', async () => {
  const { send, lines } = startEdge()
  await send('/api/wallet/transactions?cursor=private', {
    headers: { 'x-request-id': 'request-1' },
  })
  const line = lines.find(({ event }) => event === 'request')
  expect(line).toMatchObject({
    requestId: 'request-1',
    method: 'GET',
    route: '/api/wallet/transactions',
    status: 401,
    failure: 'UNAUTHENTICATED',
    calls: 1,
  })
  expect(JSON.stringify(lines)).not.toContain('private')
})

test('costs are shown only where that is switched on', async () => {
  const timing = async (settings?: Record<string, string>) =>
    (await startEdge({ settings }).send('/')).headers.get('server-timing')
  expect(await timing()).toBeNull()
  expect(await timing({ EXPOSE_TIMINGS: '1' })).toBe(
    'calls;desc="1", reads;desc="0", writes;desc="0"',
  )
})

test('an unknown API address is not a page, and a wrong method names the right ones', async () => {
  const { send } = startEdge()
  for (const path of ['/api', '/api/', '/api/nothing', '/api/wallet/balance/']) {
    expect(await codeOf(await send(path))).toBe('ROUTE_NOT_FOUND')
  }
  const wrong = await send('/api/session', { method: 'PUT', headers: asClient('ann') })
  expect(await codeOf(wrong)).toBe('METHOD_NOT_ALLOWED')
  expect(wrong.headers.get('allow')).toBe('POST, DELETE, OPTIONS')
  const options = await send('/api/wallet/balance', { method: 'OPTIONS' })
  expect(options.status).toBe(204)
  expect(options.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  expect(options.headers.get('access-control-allow-origin')).toBeNull()
})

test('HEAD answers as GET without a body', async () => {
  const { send } = startEdge({ fakes: noPackages })
  const response = await send('/api/tokens/packages', { method: 'HEAD' })
  expect(response.status).toBe(200)
  expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
  expect(await response.text()).toBe('')
})

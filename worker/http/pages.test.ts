import { expect, test } from 'vitest'
import { Outage } from '../../shared/failure.ts'
import type { PageContext } from './pages.ts'
import { sampleWallet } from './samples.ts'
import { asBrowser, codeOf, NOW_S, ORIGIN, startEdge } from './testing.ts'

/** A page that lets the test look at its context. */
function lookingPage() {
  const seen: { request: Request; context: PageContext }[] = []
  const page = async (request: Request, context: PageContext) => {
    seen.push({ request, context })
    return new Response('a page')
  }
  return { seen, page }
}
const store = { wallet: async () => sampleWallet() }

test('a page knows its viewer, the public settings and nothing secret', async () => {
  const { seen, page } = lookingPage()
  const { send } = startEdge({ page })
  const response = await send('/wallet', { headers: asBrowser('ann') })
  const { api: _, ...context } = seen[0]?.context ?? { api: null }
  expect(context).toEqual({
    viewer: { userId: 'ann', email: 'ann@kai.test', name: null, admin: false },
    browser: {
      apiKey: 'public-browser-key',
      authDomain: 'demo-kai.firebaseapp.com',
      projectId: 'demo-kai',
      authEmulatorUrl: 'http://127.0.0.1:9099',
      firestoreEmulatorHost: '127.0.0.1:8080',
      listens: false,
    },
    nonce: expect.any(String),
    requestId: response.headers.get('x-request-id'),
    origin: ORIGIN,
    supportUrl: 'mailto:help@wallet.test',
    locale: 'en-US',
    zone: 'UTC',
    isZoneGuess: true,
    now: NOW_S * 1000,
  })
  await send('/wallet', { headers: { cookie: '__Host-session=invalid' } })
  await send('/wallet', { headers: { authorization: 'Bearer id-ann' } })
  expect(seen.slice(1).map(({ context: { viewer } }) => viewer)).toEqual([null, null])
})

// A time in another zone than the own one is read as the wrong time.
test('a page is written in the locale and zone of who asks for it', async () => {
  const { seen, page } = lookingPage()
  const { send } = startEdge({ page })
  const headers = { 'accept-language': 'de-CH,de;q=0.9', cookie: 'kai_zone=Europe/Zurich' }
  await send('/', { headers })
  await send('/', { headers: { cookie: 'kai_zone=Mars/Base' } })
  await send('/')
  const told = seen.map(({ context: { locale, zone, isZoneGuess } }) => [locale, zone, isZoneGuess])
  expect(told).toEqual([
    ['de-CH', 'Europe/Zurich', false],
    ['en-US', 'UTC', false],
    ['en-US', 'UTC', true],
  ])
})

// On a lost phone an open wallet must close, also where a page asks the API for nothing.
test('whoever signed out everywhere is shown the page of a stranger', async () => {
  const { seen, page } = lookingPage()
  const signedOutAt = async () => NOW_S
  const { send } = startEdge({ page, fakes: { identity: { signedOutAt } } })
  const response = await send('/', { headers: asBrowser('ann') })
  expect(seen.at(-1)?.context.viewer).toBeNull()
  expect(response.headers.get('x-viewer')).toBe('nobody')
})

// "Signed out" would be a lie that sends a signed-in person to the sign-in page.
test('when nobody can be judged the page is away, not signed out', async () => {
  const { seen, page } = lookingPage()
  const verifySession = async () => {
    throw new Outage('IDENTITY_UNAVAILABLE', 'away')
  }
  const { send } = startEdge({ page, fakes: { identity: { verifySession } } })
  const headers = { ...asBrowser('ann'), accept: 'text/html,*/*' }
  const response = await send('/wallet', { headers })
  expect(response.status).toBe(503)
  expect(response.headers.get('content-type')).toMatch(/^text\/html/)
  expect(await response.text()).toContain(response.headers.get('x-request-id'))
  const data = await send('/wallet.data', { headers: asBrowser('ann') })
  expect(await codeOf(data)).toBe('IDENTITY_UNAVAILABLE')
  expect(seen).toEqual([])
})

test('a page calls the API as its viewer, within the same request', async () => {
  const page = async (_: Request, { api }: PageContext) => api('/api/wallet/balance')
  const { send, lines, taken } = startEdge({ page, fakes: { store } })
  const headers = { ...asBrowser('ann'), 'cf-connecting-ip': '192.0.2.7' }
  const response = await send('/wallet', { headers })
  expect(await response.json()).toMatchObject({ userId: 'ann', availableTokens: 550 })
  expect(taken).toEqual([{ limit: 'reads', who: 'ann' }])
  const requests = lines.filter(({ event }) => event === 'request')
  expect(requests.map(({ route, inside }) => [route, inside])).toEqual([
    ['/api/wallet/balance', true],
    ['/wallet', undefined],
  ])
  expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(1)
  // The fake counts one call each time services are made: one meter saw both.
  expect(requests[1]?.calls).toBe(2)
})

test('a page acts under the same rules: origin, key and schema', async () => {
  const body = { packageId: 'starter' }
  const page = async (_: Request, { api }: PageContext) =>
    api('/api/tokens/purchase', { method: 'POST', body, idempotencyKey: 'bad key' })
  const { send } = startEdge({ page })
  const form = { method: 'POST', headers: asBrowser('ann'), body: 'packageId=starter' }
  const response = await send('/wallet/buy', form)
  expect((await response.json()) as object).toMatchObject({
    code: 'REQUEST_INVALID',
    detail: expect.stringContaining('Idempotency-Key'),
  })
})

// A page that forgot it would leave somebody signed in, or show them an older balance.
test("the API's cookies go along with whatever the page answers", async () => {
  const page = async (_: Request, { api }: PageContext) => {
    await api('/api/session', { method: 'DELETE' })
    return Response.redirect(`${ORIGIN}/`, 303)
  }
  const { send } = startEdge({ page })
  const response = await send('/sign-out', { method: 'POST', headers: asBrowser('ann') })
  expect([response.status, response.headers.get('location')]).toEqual([303, `${ORIGIN}/`])
  expect(response.headers.get('set-cookie')).toMatch(/^__Host-session=; Max-Age=0/)
})

test.each(['/wallet', '//evil.test/api/x', 'https://evil.test/api/x', '/api/../wallet', '/api'])(
  'a page cannot call %s through the API door',
  async (path) => {
    const page = async (_: Request, { api }: PageContext) => api(path)
    const { send, lines } = startEdge({ page })
    expect((await send('/')).status).toBe(500)
    expect(lines.find(({ event }) => event === 'internal')?.error).toBeInstanceOf(TypeError)
  },
)

test('a form arrives whole, with its method, headers and address', async () => {
  const { seen, page } = lookingPage()
  const { send } = startEdge({ page })
  const headers = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }
  await send('/sign-in?next=1', { method: 'POST', headers, body: 'a=1&b=2' })
  const request = seen[0]?.request
  expect([request?.method, request?.url]).toEqual(['POST', `${ORIGIN}/sign-in?next=1`])
  expect(Object.fromEntries((await request?.formData()) ?? [])).toEqual({ a: '1', b: '2' })
})

test('pages are private unless they say otherwise, and odd methods never reach them', async () => {
  const own = { headers: { 'cache-control': 'public, max-age=5' } }
  const page = async ({ url }: Request) => new Response('', url.endsWith('/open') ? own : {})
  const { send } = startEdge({ page })
  const cached = async (path: string) => (await send(path)).headers.get('cache-control')
  expect(await cached('/wallet')).toBe('private, no-store')
  expect(await cached('/open')).toBe('public, max-age=5')
  expect((await send('/', { method: 'OPTIONS' })).status).toBe(405)
})

test('the log knows which page, not whose purchase or what someone typed', async () => {
  const { send, lines } = startEdge()
  await send(`/wallet/purchases/pur_${'0a'.repeat(20)}?result=paid`)
  await send('/predictions/prd-rain-friday')
  await send('/admin/predictions/prd-rain-friday')
  await send('/wallet/history/commit_ann_00')
  await send('/someone@kai.test')
  const routes = lines.filter(({ event }) => event === 'request').map(({ route }) => route)
  const known = [
    '/wallet/purchases/{id}',
    '/predictions/{id}',
    '/admin/predictions/{id}',
    '/wallet/history/{id}',
  ]
  expect(routes).toEqual([...known, '/*'])
})

// The wallet page after a form: without it the old balance could be shown again.
test('what a page moved in process is told to its browser, and to its own next read', async () => {
  const commit = { predictionId: 'prd', position: 'yes', tokens: 30, oddsBps: 18_500 }
  const key = { method: 'POST', body: commit, idempotencyKey: 'k1' } as const
  const asked: number[] = []
  const gate = {
    ...{ predictionId: 'prd', title: 'Rain', status: 'open', minTokens: 1, maxTokens: 100 },
    ...{ oddsBps: { yes: 18_500, no: 21_000 }, closesAt: Number.MAX_SAFE_INTEGER },
  }
  const seen = { row: null, commitment: null, wallet: sampleWallet(), gate }
  const store = {
    joined: async (_: unknown, __: unknown, decide: (seen: never) => { answer: unknown }) =>
      decide(seen as never).answer as never,
    wallet: async (_: unknown, version: number) => {
      asked.push(version)
      return sampleWallet()
    },
  }
  const page = async ({ url }: Request, { api }: PageContext) => {
    if (url.endsWith('/predictions/prd')) await api('/api/wallet/commit', key)
    return api('/api/wallet/balance')
  }
  const { send } = startEdge({ page, fakes: { store } })
  const movedIn = ({ headers }: Response) =>
    headers.getSetCookie().filter((cookie) => cookie.startsWith('__Host-wallet-version='))
  const quiet = await send('/wallet', { headers: asBrowser('ann') })
  expect(movedIn(quiet)).toEqual([])
  const told = await send('/predictions/prd', { method: 'POST', headers: asBrowser('ann') })
  expect(movedIn(told)).toEqual([expect.stringMatching(/^__Host-wallet-version=4;/)])
  expect(asked).toEqual([0, 4])
})

// What is kept is shown to strangers: a page of one person, an error or a stale close among it
// would hurt everybody who comes by within half a minute.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { Outage } from '../../shared/failure.ts'
import type { PageStore } from './page-cache.ts'
import type { PageContext } from './pages.ts'
import { asBrowser, type EdgeOptions, NOW_S, startEdge } from './testing.ts'

type Page = NonNullable<EdgeOptions['page']>
const HTML = { headers: { 'content-type': 'text/html; charset=utf-8' } }

function memoryStore() {
  const pages = new Map<string, Response>()
  const work: Promise<unknown>[] = []
  const store: PageStore = {
    version: 'build-1',
    match: async (key) => pages.get(key)?.clone(),
    put: async (key, page) => pages.set(key, page),
    later: (put) => void work.push(put),
  }
  return { store, pages, done: () => Promise.all(work) }
}

/** An edge whose clock the test moves, and which counts how often a page was made. */
function startKeeping(page: Page, options: EdgeOptions = {}) {
  const { store, pages, done } = memoryStore()
  const clock = { now: NOW_S * 1000 }
  let made = 0
  const counting: Page = (request, context) => {
    made += 1
    return page(request, context)
  }
  const fakes = { clock: { now: () => clock.now }, ...options.fakes }
  const edge = startEdge({ page: counting, store, ...options, fakes })
  async function get(path = '/', init: RequestInit = {}) {
    const answer = await edge.send(path, init)
    await done()
    const { headers, status } = answer
    return { answer, status, headers, cache: headers.get('x-cache'), text: await answer.text() }
  }
  return { ...edge, get, pages, clock, made: () => made }
}

const script = (text: string, nonce: string) => `<script nonce="${nonce}">${text}</script>`
const documentOf = ({ nonce, requestId, now }: PageContext) => {
  const own = [`go("${requestId}", ${now})`, 'stay()'].map((text) => script(text, nonce))
  return `<html>${own.join('')}<script>alert(1)</script></html>`
}
const shown: Page = async (_, context) => new Response(documentOf(context), HTML)

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('the second visitor gets the page of the first, and makes nothing', async () => {
  const { get, made } = startKeeping(shown)
  const first = await get('/?utm_source=mail')
  const second = await get('/')
  expect([first.cache, second.cache, made()]).toEqual(['miss', 'hit', 1])
  expect(second.text).toBe(first.text)
  expect(second.headers.get('content-type')).toMatch(/^text\/html/)
  // A page of before must not come back with the back button once somebody has signed in.
  expect(second.headers.get('cache-control')).toBe('private, no-store')
  const inner = ['x-made-at', 'x-good-until', 'x-scripts', 'age', 'cf-cache-status', 'set-cookie']
  expect(inner.filter((name) => second.headers.has(name))).toEqual([])
})

// A script that got in through a title carries no nonce: hashing it would let it run everywhere.
test('a kept page names its own scripts by hash, and no other', async () => {
  const { get } = startKeeping(shown)
  const policies = [await get(), await get()].map(({ headers, text }) => {
    const [, sources] =
      /script-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '') ?? []
    return { sources, nonces: text.includes('nonce') }
  })
  const sources = ["'self'", hashOf(`go("", ${NOW_S * 1000})`), hashOf('stay()')].join(' ')
  expect(policies).toEqual([
    { sources, nonces: false },
    { sources, nonces: false },
  ])
})

test('a kept page names nobody’s request; its answer names its own', async () => {
  const { get } = startKeeping(shown)
  const [first, second] = [await get(), await get()]
  const ids = [first, second].map(({ headers }) => headers.get('x-request-id') ?? '')
  expect(new Set(ids).size).toBe(2)
  expect(ids.filter((id) => second.text.includes(id))).toEqual([])
})

// An id of one's own choosing would be cut out of the page for everybody: `Yes`, for instance.
test('who brings a request id reads what is kept, and keeps nothing', async () => {
  const { get, made } = startKeeping(shown)
  const headers = { 'x-request-id': 'a-visitors-own' }
  expect((await get('/', { headers })).cache).toBe('miss')
  expect([(await get()).cache, (await get('/', { headers })).cache]).toEqual(['miss', 'hit'])
  expect(made()).toBe(2)
})

test('somebody with a session is never shown a kept page, nor is theirs kept', async () => {
  const { get, pages, made } = startKeeping(async (_, { viewer }) =>
    Response.json({ for: viewer?.email ?? 'everybody' }),
  )
  await get('/', { headers: asBrowser('ann') })
  await get('/', { headers: { cookie: '__Host-session=invalid' } })
  expect(pages.size).toBe(0)
  await get('/')
  const { text, cache } = await get('/', { headers: asBrowser('ann') })
  expect([cache, JSON.parse(text), made()]).toEqual([null, { for: 'ann@kai.test' }, 4])
})

test('each locale, zone, build and deployment has its own page', async () => {
  const { get, pages } = startKeeping(async (_, { locale, zone }) =>
    Response.json(`${locale} in ${zone}`),
  )
  const swiss = { 'accept-language': 'de-CH,de;q=0.9', cookie: 'kai_zone=Europe/Zurich' }
  expect((await get()).text).toBe('"en-US in UTC"')
  expect((await get('/', { headers: swiss })).text).toBe('"de-CH in Europe/Zurich"')
  expect((await get('/', { headers: swiss })).cache).toBe('hit')
  // The same zone, but known: its times name none.
  expect((await get('/', { headers: { cookie: 'kai_zone=UTC' } })).cache).toBe('miss')
  expect(pages.size).toBe(3)
  const settings = { CF_VERSION_METADATA: { id: 'deployed-2' } }
  const later = startKeeping(shown, { settings })
  await later.get()
  expect([...later.pages.keys()].some((key) => pages.has(key))).toBe(false)
})

test('half a minute by the clock of the wallet, and a page is made anew', async () => {
  const { get, clock } = startKeeping(shown)
  await get()
  clock.now += 29_999
  const last = await get()
  expect([last.cache, last.headers.get('server-timing')]).toEqual([
    'hit',
    `now;desc="${NOW_S * 1000}";dur=29999`,
  ])
  clock.now += 1
  expect((await get()).cache).toBe('miss')
  // A clock that was set back makes nothing last longer.
  clock.now -= 60_000
  expect((await get()).cache).toBe('miss')
})

// Open after its close, a prediction would take no tokens and tell nobody why.
test('a page ends with the first closing time that it shows', async () => {
  const closesAt = (seconds: number) => new Date((NOW_S + seconds) * 1000).toISOString()
  const times = [closesAt(-5), closesAt(10), closesAt(9_000)]
  const { get, clock } = startKeeping(async () => Response.json(times))
  await get()
  clock.now += 9_999
  expect((await get()).cache).toBe('hit')
  clock.now += 1
  expect((await get()).cache).toBe('miss')
})

const FAULTS: [string, number, Page][] = [
  ['an error', 500, async () => new Response('gone', { status: 500 })],
  ['a page that is not there', 404, async () => new Response('none', { status: 404 })],
  ['a redirect', 302, async () => new Response('', { status: 302, headers: { location: '/' } })],
  ['a cookie', 200, async () => new Response('x', { headers: { 'set-cookie': 'a=b' } })],
  ['what broke off', 200, async () => new Response('<main><!--$!--></main>')],
  ['more than is bounded', 200, async () => new Response('x'.repeat(600 * 1024))],
  ['a section that failed', 200, withFailedSection],
]

async function withFailedSection(_: Request, { api }: PageContext): Promise<Response> {
  const answer = await api('/api/predictions?limit=4')
  return new Response(`whole, but for one section: ${answer.status}`)
}

const predictions = async () => {
  throw new Outage('STORE_UNAVAILABLE', 'away')
}

/** As the page itself makes it, when its one call fails. */
async function textOf(page: Page): Promise<string> {
  const { send } = startEdge({ page, fakes: { store: { predictions } } })
  return (await send('/')).text()
}

test.each(FAULTS)('%s is shown whole and not kept', async (_, status, page) => {
  const { get, pages, made } = startKeeping(page, { fakes: { store: { predictions } } })
  for (const nth of [1, 2]) {
    const seen = await get()
    expect([seen.status, seen.cache, pages.size, made()]).toEqual([status, 'miss', 0, nth])
    expect(seen.text).toBe(await textOf(page))
    expect(seen.headers.get('content-security-policy')).toMatch(/'nonce-/)
  }
})

test('HEAD is answered from what is kept, and keeps no empty page', async () => {
  const { get, pages } = startKeeping(shown)
  const before = await get('/', { method: 'HEAD' })
  expect([before.cache, before.text, pages.size]).toEqual(['miss', '', 0])
  await get()
  const after = await get('/', { method: 'HEAD' })
  expect([after.cache, after.text, after.status]).toEqual(['hit', '', 200])
})

test('a cache that is away is told to the log, and costs nobody a page', async () => {
  const { store } = memoryStore()
  const away = async () => {
    throw new Error('the cache is away')
  }
  const { get, lines } = startKeeping(shown, { store: { ...store, match: away, put: away } })
  expect([(await get()).status, (await get()).cache]).toEqual([200, 'miss'])
  const warned = lines.filter(({ level }) => level === 'warn').map(({ event }) => event)
  expect(new Set(warned)).toEqual(new Set(['pages_not_found', 'page_not_kept']))
})

// Pages for everybody, kept at the edge by the real Worker in its own runtime: what a crowd of
// visitors costs, and that nobody gets a page that isn't theirs.
import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { type HeaderFields, post, theDoor } from './door.ts'

const door = theDoor()

/** Made by no other test of this stack: kept pages outlive the tests that asked for them. */
let fresh = 0
const freshQuery = (): string => `q=kept+${++fresh}`

async function get(path: string, headers: HeaderFields = {}, method = 'GET') {
  const answer = await door.send(path, { method, headers })
  const { status } = answer
  const header = (name: string) => answer.headers.get(name)
  return { status, header, cache: header('x-cache'), text: await answer.text() }
}

/** Keeping goes on after the answer. */
async function hit(path: string, headers: HeaderFields = {}, method = 'GET') {
  await expect.poll(async () => (await get(path, headers)).cache).toBe('hit')
  return get(path, headers, method)
}

async function spent() {
  const [firestore, redis] = await Promise.all([door.counters(), door.redisCalls()])
  return { firestore: firestore.calls, reads: firestore.documentsRead, redis }
}

const faults = (init: RequestInit) => fetch(`${door.facts.firestore}/__local/faults`, init)
afterEach(() => faults({ method: 'DELETE' }))

const PLACES = [
  '/predictions?category=kept',
  '/predictions.data?category=kept',
  '/predictions/prd-film-billion?side=yes',
  '/predictions/prd-film-billion.data?side=yes',
  '/?from=a+letter',
  '/_root.data?from=a+letter',
]

// A crowd that reads one page would cost a call to Firestore each, and wait for it.
test.each(PLACES)('what is kept asks neither Firestore nor Redis: %s', async (path) => {
  const first = await get(path)
  expect([first.status, first.header('set-cookie')]).toEqual([200, null])
  const kept = await hit(path)
  const before = await spent()
  const again = await Promise.all([get(path), get(`${path}&utm_source=x`), get(path)])
  expect(await spent()).toEqual(before)
  for (const { cache, text, header } of again) {
    expect([cache, text]).toEqual(['hit', kept.text])
    expect(header('set-cookie')).toBeNull()
    expect(header('cache-control')).toBe('private, no-store')
    expect(text).not.toContain(header('x-request-id'))
  }
  const head = await hit(path, {}, 'HEAD')
  expect([head.status, head.cache, head.text]).toEqual([200, 'hit', ''])
})

// One hash forgotten, and the page stands there without scripts; a nonce would be somebody else's.
test('every script of a kept page is allowed by its hash, and nothing else is', async () => {
  const { text, header } = await hit('/predictions/prd-film-billion')
  const scripts = [...text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)]
  const hashes = scripts
    .filter(([, attributes = '']) => !attributes.includes('src='))
    .map(([, , code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  expect(hashes.length).toBeGreaterThan(2)
  const policy = header('content-security-policy') ?? ''
  const [, sources = ''] = /script-src ([^;]*)/.exec(policy) ?? []
  expect(new Set(sources.split(' '))).toEqual(new Set(["'self'", ...hashes]))
  expect(text).not.toContain('nonce=')
})

test('somebody who is signed in gets their own page, and leaves nothing behind', async () => {
  const path = `/predictions?${freshQuery()}`
  const cookie = await door.cookieOf('user')
  expect((await get(path, cookie)).cache).toBeNull()
  expect((await get(path)).cache).toBe('miss')
  await hit(path)
  const own = await get(path, cookie)
  expect([own.cache, own.text.includes('user@kai.test')]).toEqual([null, true])
  expect((await hit(path)).text).not.toContain('user@kai.test')
})

test('who reads another language or lives in another zone gets another page', async () => {
  const path = `/predictions?${freshQuery()}`
  const swiss = { 'accept-language': 'de-CH', cookie: 'kai_zone=Europe/Zurich' }
  await hit(path, { 'accept-language': 'en-US' })
  expect((await get(path, swiss)).cache).toBe('miss')
  expect((await hit(path, swiss)).text).toContain('Europe/Zurich')
})

// Kept, a moment's failure would be shown to everybody for half a minute.
test('a page with a section that failed is shown and not kept', async () => {
  const path = `/predictions?${freshQuery()}`
  const rules = [{ kind: 'reject', call: 'runQuery', status: 503, probability: 1 }]
  await faults(post({ seed: 1, rules }))
  for (const _ of [1, 2]) {
    const { status, cache } = await get(path)
    expect([status, cache]).toEqual([200, 'miss'])
  }
  expect((await get('/predictions/prd-nothing')).status).toBe(404)
  await faults({ method: 'DELETE' })
  expect((await get(path)).cache).toBe('miss')
  expect((await hit(path)).text).not.toContain('For support')
})

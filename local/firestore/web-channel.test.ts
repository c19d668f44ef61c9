// The channel under a listener: whatever breaks, each word of the server arrives once and in order,
// or the client is told that there is nothing to come back to. A word lost here is a balance that
// stays wrong on a screen until somebody reloads.
import { afterEach, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../serve.ts'
import { readRules } from '../stand-ins.ts'
import type { ChannelBounds } from './channel-session.ts'
import { isError, type OpenOptions, TestChannel, unframe } from './test-channel.ts'
import { int, name, startFirestore, type TestFirestore, text, update } from './test-client.ts'
import { createTokens, type TestTokens } from './test-tokens.ts'

let tokens: TestTokens
let db: TestFirestore
let served: Served
beforeAll(async () => {
  tokens = await createTokens('demo')
})
afterEach(async () => {
  await served.close()
  db.close()
})

async function start(channel: Partial<ChannelBounds> = {}): Promise<void> {
  db = startFirestore({ rules: readRules(), keys: tokens.keys, channel })
  served = await serve(db.fetch)
  await db.commit(balance(1))
}
const send = (url: string, init?: RequestInit) => fetch(served.url + url, init)
const open = async (messages: object[] = [own], options: OpenOptions = {}) =>
  TestChannel.open(send, messages, { token: await tokens.of('ann'), ...options })

const balance = (left: number, more: object = {}) =>
  update('balances/ann', { availableTokens: int(left), ...more })
const own = { addTarget: { targetId: 2, documents: { documents: [name('balances/ann')] } } }

/** Numbers of the arrays in an answer that ends by itself. */
async function numbersOf(answer: Promise<Response>): Promise<number[]> {
  return unframe(await (await answer).text()).arrays.map(([id]) => id)
}

/** Reads a response that stays open until `isEnough`, then lets it be. */
async function readUntil(response: Response, isEnough: (read: string) => boolean) {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let read = ''
  while (!isEnough(read)) {
    const { done, value } = await reader.read()
    if (done) break
    read += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return read
}

test('whoever asks for a session that is gone is sent to open a new one', async () => {
  await start()
  const channel = await open()
  await channel.terminate()
  for (const answer of [await channel.ask(0), await channel.post('count=0&ofs=1')]) {
    expect(answer.status).toBe(400)
    // The SDK looks for these words, and not at the start.
    expect((await answer.text()).indexOf('Unknown SID')).toBeGreaterThan(0)
  }
})

test('what the client did not acknowledge comes again, what it did does not', async () => {
  await start()
  const channel = await open()
  const broken = await channel.ask(0)
  await readUntil(broken, (read) => read.includes('availableTokens'))
  await db.commit(balance(2))
  expect(await numbersOf(channel.ask(2, 'CI=1'))).toEqual([3, 4, 5, 6])
  expect(await numbersOf(channel.ask(2, 'CI=1'))).toEqual([3, 4, 5, 6])
  await channel.send([own], 1, 6)
  expect(await numbersOf(channel.ask(0, 'CI=1'))).toEqual([7, 8, 9, 10])
})

test('a message that arrives twice acts once', async () => {
  await start()
  const channel = await open()
  const other = { addTarget: { targetId: 4, documents: { documents: [name('packages/p')] } } }
  const [, newest] = await channel.send([other], 1)
  const [isAsked, same, characters] = await channel.send([other], 1)
  expect([newest, isAsked, same]).toEqual([8, 0, 8])
  expect(characters).toBeGreaterThan(0)
})

test('streaming: a first word at once, then news, or a noop when it is quiet', async () => {
  await start({ keepAliveMs: 20 })
  const channel = await open([])
  const read = await readUntil(await channel.ask(0), (text) => text.split('noop').length > 3)
  const { arrays } = unframe(read)
  expect(arrays.slice(0, 3)).toEqual([1, 2, 3].map((id) => [id, ['noop']]))
})

test('long polling: news end the answer at once, and so does the end of patience', async () => {
  await start({ longPollMs: 20 })
  const channel = await open()
  expect(await numbersOf(channel.ask(0, 'CI=1'))).toEqual([1, 2, 3, 4])
  const quiet = unframe(await (await channel.ask(4, 'CI=1')).text())
  expect(quiet.arrays).toEqual([[5, ['noop']]])
  const asked = channel.ask(5, 'CI=1&TO=3600000')
  await db.commit(balance(2))
  expect(await numbersOf(asked)).toEqual([6, 7])
})

test('a newer question replaces the older one, which ends', async () => {
  await start()
  const channel = await open()
  const older = await channel.ask(0)
  const newer = await channel.ask(0)
  expect(unframe(await older.text()).rest).toBe('')
  expect(await readUntil(newer, (read) => read.includes('CURRENT'))).toContain('availableTokens')
})

test('lengths count UTF-16 units, or one name with an accent breaks the rest', async () => {
  await start()
  await db.commit(balance(1, { name: text('Zoë 🪙') }))
  const channel = await open()
  const { arrays, rest } = unframe(await (await channel.ask(0, 'CI=1')).text())
  expect([arrays.length, rest]).toEqual([4, ''])
  expect(JSON.stringify(arrays)).toContain('Zoë 🪙')
})

test('a long answer ends, so that the client acknowledges and the server forgets', async () => {
  await start({ responseCharactersMax: 1000 })
  const channel = await open()
  const answer = await channel.ask(0)
  for (let n = 0; n < 5; n++) await db.commit(balance(n, { padding: text('x'.repeat(500)) }))
  const { arrays } = unframe(await answer.text())
  const [last = 0] = arrays.at(-1) ?? []
  expect(arrays.length).toBeGreaterThan(4)
  const [, , kept = 0] = await channel.send([], 1)
  const [, , left] = await channel.send([], 1, last)
  expect(left).toBeLessThan(kept)
})

test('a client that never takes what it asked for is cut off, and told', async () => {
  await start({ unacknowledgedCharactersMax: 2000 })
  const channel = await open()
  for (let n = 2; n < 6; n++) {
    await db.commit(balance(n, { padding: text('x'.repeat(500)) }))
    await channel.send([], 1)
  }
  const [error] = await channel.until(isError)
  expect(error?.error?.status).toBe('RESOURCE_EXHAUSTED')
})

test('a session that nobody asks about ends, and makes room', async () => {
  await start({ idleMs: 20, sessionsMax: 1 })
  const channel = await open()
  await expect.poll(async () => (await channel.post('count=0&ofs=1')).status).toBe(400)
  expect((await open()).id).not.toBe(channel.id)
})

test('a tab that is closed without a word is listened for no longer', async () => {
  await start({ idleMs: 20 })
  const tab = new AbortController()
  let channel = await open()
  // A slow machine may come too late for the first ones.
  while ((await channel.ask(0, 'CI=0', tab.signal)).status !== 200) channel = await open()
  expect((await channel.post('count=0&ofs=1')).status).toBe(200)
  tab.abort()
  await expect.poll(async () => (await channel.post('count=0&ofs=1')).status).toBe(400)
})

test('no more sessions than there may be', async () => {
  await start({ sessionsMax: 1 })
  await open()
  const path = '/google.firestore.v1.Firestore/Listen/channel?VER=8&RID=1'
  expect((await send(path, { method: 'POST', body: 'count=0&ofs=0' })).status).toBe(503)
})

test('a token that runs out ends the open stream; one that is none never starts it', async () => {
  await start()
  const soon = Math.floor(Date.now() / 1000) + 2
  const channel = await open([own], { token: await tokens.of('ann', { exp: soon }) })
  const last = (await channel.until(isError)).at(-1)
  expect(last?.error).toMatchObject({ code: 401, status: 'UNAUTHENTICATED' })
  await db.commit(balance(77))
  const refused = await open([own], { token: 'forged' })
  const [first, ...more] = await refused.until(isError)
  expect([first?.error?.status, more]).toEqual(['UNAUTHENTICATED', []])
})

test('another database, another version and what is no message are refused', async () => {
  await start()
  const elsewhere = await open([own], { database: 'projects/demo/databases/other' })
  expect((await elsewhere.until(isError))[0]?.error?.status).toBe('NOT_FOUND')
  const garbled = await open([])
  await garbled.post('count=1&ofs=0&req0___data__={')
  expect((await garbled.until(isError))[0]?.error?.status).toBe('INVALID_ARGUMENT')
  const path = '/google.firestore.v1.Firestore/Listen/channel'
  expect((await send(`${path}?VER=7`, { method: 'POST' })).status).toBe(400)
  expect((await send(`${path}?VER=8`)).status).toBe(400)
})

test('a browser of another origin may ask, with a token and credentials', async () => {
  await start()
  const origin = 'http://localhost:8787'
  const preflight = await send(`/v1/${name('balances/ann')}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  })
  const allowed = ['origin', 'headers', 'credentials'].map((what) =>
    preflight.headers.get(`access-control-allow-${what}`),
  )
  expect([preflight.status, ...allowed]).toEqual([204, origin, 'authorization', 'true'])
})

test('writes: a handshake, then the rules; the owner writes', async () => {
  await start()
  const writes = [balance(1_000_000)]
  const ann = await open([{ database: 'd' }, { streamToken: 'x', writes }], { kind: 'Write' })
  const [hello, refused] = await ann.until(isError)
  expect(hello).toMatchObject({ streamToken: expect.any(String), streamId: expect.any(String) })
  expect(refused?.error).toEqual({
    code: 403,
    message: 'Missing or insufficient permissions.',
    status: 'PERMISSION_DENIED',
  })
  const owner = await open([{ database: 'd' }], { kind: 'Write', token: 'owner' })
  await owner.send([{ streamToken: 'x', writes }])
  const answers = await owner.until(({ writeResults }) => writeResults !== undefined)
  expect(answers[1]).toMatchObject({ writeResults: [{ updateTime: expect.any(String) }] })
  expect((await db.get('balances/ann')).fields).toEqual({ availableTokens: int(1_000_000) })
})

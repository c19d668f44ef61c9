// What isolates tell each other is only a hint, but an old hint costs a lost race or shows an old
// balance: the newer one must stay, whoever writes last.
import { afterEach, expect, test } from 'vitest'
import { createRedis } from '../../local/redis/index.ts'
import { serve } from '../../local/serve.ts'
import { settingsOf } from '../http/testing.ts'
import { keptLog } from './testing.ts'
import { createUpstash } from './upstash.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function start() {
  const redis = createRedis({ token: 'redis', hangMs: 2000 })
  const bodies: string[] = []
  const forged = { by: (text: string) => text }
  const served = await serve(async (request) => {
    bodies.push(await request.clone().text())
    const [command] = (await request.clone().json()) as string[][]
    const last = command?.pop() ?? ''
    // The text of a notice comes last.
    const body = JSON.stringify([[...(command ?? []), forged.by(last)]])
    const { url, method } = request
    const authorization = request.headers.get('authorization') ?? ''
    return redis.fetch(new Request(url, { method, headers: { authorization }, body }))
  })
  open.push(served.close, redis.close)
  const log = keptLog()
  const upstash = createUpstash(settingsOf({ UPSTASH_REDIS_REST_URL: served.url }), { log })
  return { upstash, bodies, forged, log, close: served.close }
}

const noticeOf = (moved: string, says: unknown, name = 'balances/ann') => ({
  name,
  moved,
  text: JSON.stringify(says),
})

test('of two notices the newer one stays, in whatever order they are left', async () => {
  const { upstash } = await start()
  await upstash().noticeboard.put([noticeOf('2', { version: 2 })])
  await upstash().noticeboard.put([noticeOf('1', { version: 1 })])
  expect(await upstash().noticeboard.get(['balances/ann'])).toEqual([{ version: 2 }])
})

test('the same state told later is as good, and fresher', async () => {
  const { upstash } = await start()
  await upstash().noticeboard.put([noticeOf('1', { at: 1 })])
  await upstash().noticeboard.put([noticeOf('1', { at: 9 })])
  expect(await upstash().noticeboard.get(['balances/ann'])).toEqual([{ at: 9 }])
})

test('each name has its own, and what nobody told is null', async () => {
  const { upstash } = await start()
  await upstash().noticeboard.put([noticeOf('1', 'a', 'a'), noticeOf('1', 'c', 'c')])
  expect(await upstash().noticeboard.get(['a', 'b', 'c'])).toEqual(['a', null, 'c'])
})

test('whose wallet it is stands in no key', async () => {
  const { upstash, bodies } = await start()
  await upstash().noticeboard.get(['balances/ann'])
  expect(bodies.join()).not.toContain('ann')
})

// With the time that the database has, and other tokens, it would be spent from.
test('what somebody else writes into Redis, or moves to another name, says nothing', async () => {
  const { upstash, forged } = await start()
  let others = ''
  const said = async (name: string, tokens: number, forge: (text: string) => string) => {
    forged.by = forge
    await upstash().noticeboard.put([noticeOf('1', { tokens }, name)])
    forged.by = (text) => text
    return (await upstash().noticeboard.get([name]))[0]
  }
  const keep = (text: string) => {
    others = text
    return text
  }
  expect(await said('balances/bob', 9_000, keep)).toEqual({ tokens: 9_000 })
  expect(await said('balances/ann', 70, (text) => text.replace('70}', '7000}'))).toBeNull()
  expect(await said('balances/ann', 70, () => '{"tokens":7000}')).toBeNull()
  expect(await said('balances/ann', 70, () => others)).toBeNull()
  expect(await said('balances/ann', 70, (text) => text)).toEqual({ tokens: 70 })
})

test('while Redis is away nothing is known, and nothing fails', async () => {
  const { upstash, close, log } = await start()
  await close()
  await upstash().noticeboard.put([noticeOf('1', 1)])
  expect(await upstash().noticeboard.get(['balances/ann'])).toEqual([])
  expect(log.lines).toEqual(['notices_unwritten', 'notices_unread'])
})

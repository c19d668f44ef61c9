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
  const served = await serve(async (request) => {
    bodies.push(await request.clone().text())
    return redis.fetch(request)
  })
  open.push(served.close, redis.close)
  const log = keptLog()
  const upstash = createUpstash(settingsOf({ UPSTASH_REDIS_REST_URL: served.url }), { log })
  return { upstash, bodies, log, close: served.close }
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

test('while Redis is away nothing is known, and nothing fails', async () => {
  const { upstash, close, log } = await start()
  await close()
  await upstash().noticeboard.put([noticeOf('1', 1)])
  expect(await upstash().noticeboard.get(['balances/ann'])).toEqual([])
  expect(log.lines).toEqual(['notices_unwritten', 'notices_unread'])
})

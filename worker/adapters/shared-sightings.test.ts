// What isolates tell each other is only a guess, but an old guess costs a lost race or shows an old
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

const NAME = 'projects/p/databases/(default)/documents/balances/ann'
const seen = (updateTime: string, version = '1', at = 1) => ({
  at,
  document: {
    name: NAME,
    fields: { version: { integerValue: version } },
    createTime: '2026-01-01T00:00:00Z',
    updateTime,
  },
})

test('of two sightings the newer one stays, in whatever order they are told', async () => {
  const { upstash } = await start()
  // Firestore leaves out digits that are zero: as text the older one would look newer.
  const older = seen('2026-01-02T03:04:05Z', '1')
  const newer = seen('2026-01-02T03:04:05.000001Z', '2')
  await upstash().sightings.put([newer])
  await upstash().sightings.put([older])
  expect(await upstash().sightings.get([NAME])).toEqual([newer])
})

test('the same state seen later is as good, and fresher', async () => {
  const { upstash } = await start()
  await upstash().sightings.put([seen('2026-01-02T03:04:05Z', '1', 1)])
  await upstash().sightings.put([seen('2026-01-02T03:04:05Z', '1', 9)])
  expect(await upstash().sightings.get([NAME])).toMatchObject([{ at: 9 }])
})

test('whose wallet it is stands in no key', async () => {
  const { upstash, bodies } = await start()
  await upstash().sightings.get([NAME])
  expect(bodies.join()).not.toContain('ann')
})

test('while Redis is away nothing is known, and nothing fails', async () => {
  const { upstash, close, log } = await start()
  await close()
  await upstash().sightings.put([seen('2026-01-02T03:04:05Z')])
  expect(await upstash().sightings.get([NAME])).toEqual([])
  expect(log.lines).toEqual(['sightings_unwritten', 'sightings_unread'])
})

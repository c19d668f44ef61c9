// The limits in front of money, through the real SDKs, on the store of `npm start` and on Redis.
import { Analytics, MultiRegionRatelimit, Ratelimit } from '@upstash/ratelimit'
import { Redis } from '@upstash/redis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { serve } from '../serve.ts'
import { createRedis } from './index.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR
const REAL = 'real Redis'
const backends = findRedisServer() ? ['in process', REAL] : ['in process']

const closing: (() => Promise<void>)[] = []
const clients = new Map<string, Redis>()

function open(name: string): Redis {
  const redis = clients.get(name)
  if (!redis) throw new Error(`${name} was not started`)
  return redis
}

async function start(name: string, redisUrl?: string): Promise<void> {
  const now = () => Date.now()
  const local = createRedis({ token: 'secret', now, ...(redisUrl && { redisUrl }) })
  const served = await serve(local.fetch)
  closing.push(served.close, local.close)
  clients.set(name, new Redis({ url: served.url, token: 'secret', retry: false }))
}

beforeAll(async () => {
  for (const name of backends) {
    const server = name === REAL ? await startRedisServer() : undefined
    await start(name, server?.url)
    if (server) closing.push(server.close)
  }
})

afterAll(async () => {
  for (const close of closing) await close()
})

// The SDK hands its clock to the scripts, so moving the clock moves the windows on both stores.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(Date.now() / HOUR) * HOUR + 1 })
  for (const redis of clients.values()) await redis.flushdb()
})

afterEach(() => void vi.useRealTimers())

type Limiter = ReturnType<typeof Ratelimit.fixedWindow>

function limiter(redis: Redis, limit: Limiter): Ratelimit {
  return new Ratelimit({ redis, limiter: limit, prefix: 'test', ephemeralCache: false })
}

async function spend(limit: Ratelimit, times: number): Promise<[boolean, number][]> {
  const seen: [boolean, number][] = []
  for (let n = 0; n < times; n += 1) {
    const { success, remaining } = await limit.limit('ann')
    seen.push([success, remaining])
  }
  return seen
}

test.each(backends)(
  '%s: fixed window: nobody gets more than the limit, and the next window is full again',
  async (name) => {
    const redis = open(name)
    const limit = limiter(redis, Ratelimit.fixedWindow(3, '1 h'))
    expect(await spend(limit, 4)).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
    ])
    expect((await limit.limit('bob')).success).toBe(true)
    vi.setSystemTime(Date.now() + HOUR)
    expect(await limit.getRemaining('ann')).toMatchObject({ remaining: 3 })
    expect(await spend(limit, 1)).toEqual([[true, 2]])
  },
)

test.each(backends)(
  '%s: sliding window: half a window later half of the old spending still counts',
  async (name) => {
    const redis = open(name)
    const limit = limiter(redis, Ratelimit.slidingWindow(10, '1 h'))
    const first = await spend(limit, 11)
    expect(first.filter(([success]) => success)).toHaveLength(10)
    vi.setSystemTime(Date.now() + 1.5 * HOUR)
    expect(await limit.getRemaining('ann')).toMatchObject({ remaining: 6 })
    const later = await spend(limit, 8)
    expect(later.map(([success]) => success)).toEqual([...Array(6).fill(true), false, false])
  },
)

test.each(backends)(
  '%s: sliding window of 15 days: twice the window passes 2^31 ms and must not overflow',
  async (name) => {
    const redis = open(name)
    const limit = limiter(redis, Ratelimit.slidingWindow(5, '15 d'))
    expect(await spend(limit, 1)).toEqual([[true, 4]])
    const [key = ''] = await redis.keys('test:ann:*')
    expect(await redis.pttl(key)).toBeGreaterThan(29 * DAY)
  },
)

test.each(backends)(
  '%s: token bucket: a burst empties it, each interval refills what was promised',
  async (name) => {
    const redis = open(name)
    const limit = limiter(redis, Ratelimit.tokenBucket(2, '1 h', 5))
    expect((await spend(limit, 6)).map(([success]) => success)).toEqual([
      ...Array(5).fill(true),
      false,
    ])
    vi.setSystemTime(Date.now() + HOUR)
    expect(await spend(limit, 3)).toEqual([
      [true, 1],
      [true, 0],
      [false, 0],
    ])
    const wide = await limit.limit('bob', { rate: 5 })
    expect([wide.success, wide.remaining]).toEqual([true, 0])
  },
)

test.each(backends)(
  '%s: cached fixed window: the local cache refuses without asking, Redis keeps count',
  async (name) => {
    const redis = open(name)
    const limiting = Ratelimit.cachedFixedWindow(2, '1 h')
    const limit = new Ratelimit({ redis, limiter: limiting, prefix: 'test' })
    const results = []
    for (let n = 0; n < 4; n += 1) {
      const { success, pending } = await limit.limit('ann')
      await pending
      results.push(success)
    }
    expect(results).toEqual([true, true, false, false])
    expect(Number(await redis.get((await redis.keys('test:ann:*'))[0] ?? ''))).toBeGreaterThan(1)
  },
)

test.each(backends)('%s: a reset by support lets the player go on', async (name) => {
  const redis = open(name)
  const limit = limiter(redis, Ratelimit.fixedWindow(1, '1 h'))
  expect((await spend(limit, 2)).map(([success]) => success)).toEqual([true, false])
  await limit.resetUsedTokens('ann')
  expect(await spend(limit, 1)).toEqual([[true, 0]])
})

const regional = backends.flatMap((name) => [
  { name, kind: 'fixed', limiting: MultiRegionRatelimit.fixedWindow(2, '1 h') },
  { name, kind: 'sliding', limiting: MultiRegionRatelimit.slidingWindow(2, '1 h') },
])

test.each(regional)('$name: several regions, $kind window', async ({ name, limiting }) => {
  const redis = open(name)
  const options = { redis: [redis, redis], limiter: limiting, prefix: 'multi' }
  const limit = new MultiRegionRatelimit({ ...options, ephemeralCache: false })
  const results = []
  for (let n = 0; n < 4; n += 1) {
    const { success, pending } = await limit.limit('ann')
    await pending
    results.push(success)
  }
  expect(results).toEqual([true, true, false, false])
})

test.each(backends)('%s: a denied address is refused whatever its count', async (name) => {
  const redis = open(name)
  // "disabled" keeps the SDK from fetching a public list.
  await redis.set('test:ipDenyListStatus', 'disabled')
  await redis.sadd('test:denyList:all', '203.0.113.9')
  const limiting = Ratelimit.fixedWindow(9, '1 h')
  const limit = new Ratelimit({
    redis,
    limiter: limiting,
    prefix: 'test',
    enableProtection: true,
  })
  const denied = await limit.limit('ann', { ip: '203.0.113.9' })
  expect(denied).toMatchObject({ success: false, reason: 'denyList' })
  expect((await limit.limit('ann', { ip: '203.0.113.10' })).success).toBe(true)
})

test.each(backends)('%s: analytics count who was let through and who was not', async (name) => {
  const redis = open(name)
  const limiting = Ratelimit.fixedWindow(1, '1 h')
  const options = { redis, limiter: limiting, prefix: 'test', ephemeralCache: false as const }
  const limit = new Ratelimit({ ...options, analytics: true })
  for (let n = 0; n < 3; n += 1) await (await limit.limit('ann')).pending
  const analytics = new Analytics({ redis, prefix: 'test' })
  expect(await analytics.getUsage(Date.now() - 2 * HOUR)).toEqual({
    ann: { success: 1, blocked: 2 },
  })
  const most = await analytics.getMostAllowedBlocked(2, 5)
  expect(most.allowed).toEqual([{ identifier: 'ann', count: 1 }])
  expect(most.ratelimited).toEqual([{ identifier: 'ann', count: 2 }])
  const series = await analytics.getUsageOverTime(2, 'identifier')
  expect(series[0]).toMatchObject({ identifier: { ann: 3 } })
})

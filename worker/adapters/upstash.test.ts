// Through the real Upstash client, against the local Redis over HTTP.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRedis } from '../../local/redis/index.ts'
import { type Served, serve } from '../../local/serve.ts'
import { settingsOf } from '../http/testing.ts'
import type { RateLimiter } from '../ports.ts'
import { createLocalLimits } from './local-limits.ts'
import { keptLog } from './testing.ts'
import { createUpstash } from './upstash.ts'

const open: (() => Promise<void>)[] = []
// Windows are minutes of the wall clock: none may turn in the middle of a test.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 }))
afterEach(async () => {
  vi.useRealTimers()
  for (const close of open.splice(0)) await close()
})

// A busy machine may take longer than the product waits. `{}` is the product's own wait.
const PATIENT: Patience = { waitMs: 10_000 }
type Patience = { readonly waitMs?: number }

async function start(limits: object = {}, patience = PATIENT) {
  const redis = createRedis({ token: 'redis', hangMs: 2000 })
  const served: Served = await serve(redis.fetch)
  open.push(served.close, redis.close)
  const settings = settingsOf({
    UPSTASH_REDIS_REST_URL: served.url,
    RATE_LIMITS: JSON.stringify(limits),
  })
  const log = keptLog()
  const upstash = createUpstash(settings, { log, ...patience })
  // As in the product: each request has a client of its own, and all share the fallback.
  const limiter: RateLimiter = {
    take: (limit, who) => upstash().limiter.take(limit, who),
    healthy: () => upstash().limiter.healthy(),
  }
  const control = (path: string, body?: object) =>
    redis.fetch(
      new Request(`${served.url}/__local/${path}`, {
        method: body ? 'POST' : 'GET',
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
  const fault = (rule: object) => control('faults', { rules: [rule] })
  const calls = async () => {
    const counters = (await (await control('counters')).json()) as { calls: Record<string, number> }
    return Object.values(counters.calls).reduce((sum, count) => sum + count, 0)
  }
  return { limiter, fault, calls, served, log, upstash }
}

async function allowed(
  limiter: RateLimiter,
  limit: Parameters<RateLimiter['take']>[0],
  times: number,
) {
  let count = 0
  for (let i = 0; i < times; i += 1) if ((await limiter.take(limit, 'ann')).allowed) count += 1
  return count
}

test('a limit lets its number through and names the wait', async () => {
  const { limiter } = await start({ purchase: 3 })
  expect(await allowed(limiter, 'purchase', 3)).toBe(3)
  const over = await limiter.take('purchase', 'ann')
  expect(over).toMatchObject({ allowed: false, degraded: false })
  expect(over.retryAfterSeconds).toBeGreaterThanOrEqual(1)
  expect(over.retryAfterSeconds).toBeLessThanOrEqual(60)
})

test('callers and limits are counted apart', async () => {
  const { limiter } = await start({ purchase: 1, reads: 1 })
  expect((await limiter.take('purchase', 'ann')).allowed).toBe(true)
  expect((await limiter.take('purchase', 'bob')).allowed).toBe(true)
  expect((await limiter.take('reads', 'ann')).allowed).toBe(true)
  expect((await limiter.take('purchase', 'ann')).allowed).toBe(false)
})

test('a request costs one call to Redis', async () => {
  const { limiter, calls } = await start()
  // The first one brings the script along.
  await limiter.take('reads', 'ann')
  const before = await calls()
  for (let i = 0; i < 5; i += 1) await limiter.take('reads', 'ann')
  expect((await calls()) - before).toBe(5)
})

// The budget of a commitment: one call to Redis before it is decided.
test('a limit and what is known of a wallet are asked for in one call', async () => {
  const { calls, upstash } = await start()
  const text = JSON.stringify({ version: 3 })
  await upstash().noticeboard.put([{ name: 'balances/ann', moved: '1', text }])
  await upstash().limiter.take('commit', 'ann')
  const before = await calls()
  const { limiter, noticeboard } = upstash()
  const [taken, known] = await Promise.all([
    limiter.take('commit', 'ann'),
    noticeboard.get(['balances/ann', 'balances/bob']),
  ])
  expect((await calls()) - before).toBe(1)
  expect(taken).toMatchObject({ allowed: true, degraded: false })
  expect(known).toEqual([{ version: 3 }, null])
})

test('addresses and ids do not reach Redis', async () => {
  const bodies: string[] = []
  const redis = createRedis({ token: 'redis' })
  const served = await serve(async (request) => {
    bodies.push(await request.clone().text())
    return redis.fetch(request)
  })
  open.push(served.close, redis.close)
  const settings = settingsOf({ UPSTASH_REDIS_REST_URL: served.url })
  await createUpstash(settings, { log: keptLog() })().limiter.take('signIn', '192.0.2.77')
  expect(bodies.length).toBeGreaterThan(0)
  expect(bodies.join()).not.toContain('192.0.2.77')
})

const DOWN: [how: string, rule: object | null][] = [
  ['hangs', { kind: 'hang' }],
  ['answers 500', { kind: 'reject', status: 500 }],
  ['answers nonsense', { kind: 'garbage' }],
  ['is slow', { kind: 'latency', ms: 1000 }],
  ['refuses connections', null],
]

// The library's own default lets everybody through after five seconds.
test.each(DOWN)('when Redis %s money is limited to a tenth, and reads pass', async (_, rule) => {
  const { limiter, fault, served, log } = await start({ purchase: 30, signIn: 5 }, {})
  if (rule) await fault(rule)
  else await served.close()
  const started = performance.now()
  const taken = await Promise.all(Array.from({ length: 10 }, () => limiter.take('purchase', 'ann')))
  expect(performance.now() - started).toBeLessThan(2000)
  expect(taken.filter((one) => one.allowed)).toHaveLength(3)
  expect(taken.every((one) => one.degraded)).toBe(true)
  expect(taken.find((one) => !one.allowed)?.retryAfterSeconds).toBeGreaterThanOrEqual(1)
  // Never to nothing: a tenth of five is one.
  expect((await limiter.take('signIn', 'ann')).allowed).toBe(true)
  expect((await limiter.take('signIn', 'ann')).allowed).toBe(false)
  // A file of the whole history moves nothing, and yet costs as much as hundreds of pages.
  expect((await limiter.take('export', 'ann')).allowed).toBe(true)
  expect((await limiter.take('export', 'ann')).allowed).toBe(false)
  expect(await limiter.take('reads', 'ann')).toMatchObject({ allowed: true, degraded: true })
  expect(log.lines.every((line) => line === 'redis_unavailable')).toBe(true)
})

test('a hang delays one request by no more than some 300 ms', async () => {
  const { limiter, fault } = await start({}, {})
  await limiter.take('reads', 'ann')
  await fault({ kind: 'hang' })
  const waits: number[] = []
  for (let i = 0; i < 4; i += 1) {
    const started = performance.now()
    await limiter.take('reads', 'ann')
    waits.push(performance.now() - started)
  }
  // The best of some: the machine that runs this may be busy itself.
  expect(Math.min(...waits)).toBeLessThan(350)
})

// The first call of all brings the script along: two calls, whose waits add up.
test('the wait is bounded over both calls of a new script', async () => {
  const { limiter, fault } = await start({ purchase: 10 }, {})
  await fault({ kind: 'latency', ms: 180 })
  const taken = await Promise.all(Array.from({ length: 3 }, () => limiter.take('purchase', 'ann')))
  expect(taken.map(({ degraded }) => degraded)).toEqual([true, true, true])
  // The library itself would let all of them through.
  expect(taken.filter(({ allowed }) => allowed)).toHaveLength(1)
})

test('a wrong token of ours is an outage, not an open door', async () => {
  const { served } = await start()
  const settings = settingsOf({
    UPSTASH_REDIS_REST_URL: served.url,
    UPSTASH_REDIS_REST_TOKEN: 'wrong',
    RATE_LIMITS: '{"purchase":10}',
  })
  const { limiter } = createUpstash(settings, { log: keptLog() })()
  expect(await allowed(limiter, 'purchase', 3)).toBe(1)
  expect(await limiter.healthy()).toBe(false)
})

test('health follows Redis', async () => {
  const { limiter, fault } = await start()
  expect(await limiter.healthy()).toBe(true)
  await fault({ kind: 'reject', status: 500 })
  expect(await limiter.healthy()).toBe(false)
})

test('the fallback counts by the minute, and a full table refuses newcomers', () => {
  let now = 60_000 * 1000
  const local = createLocalLimits(60_000, () => now)
  expect(local.take('ann', 1).allowed).toBe(true)
  now += 15_000
  expect(local.take('ann', 1)).toEqual({ allowed: false, retryAfterSeconds: 45 })
  now += 45_000
  for (let i = 0; i < 10_000; i += 1) expect(local.take(`user-${i}`, 2).allowed).toBe(true)
  expect(local.take('newcomer', 2).allowed).toBe(false)
  expect(local.take('user-0', 2).allowed).toBe(true)
  expect(local.take('user-0', 2).allowed).toBe(false)
  now += 60_000
  expect(local.take('newcomer', 2).allowed).toBe(true)
})

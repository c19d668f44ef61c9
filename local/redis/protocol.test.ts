// The REST door, through the real SDK and in raw requests: what the Worker's adapters rely on.
import { Redis } from '@upstash/redis'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Served, serve } from '../serve.ts'
import { createRedis, type Redis as LocalRedis } from './index.ts'

let clock = 0
let local: LocalRedis
let served: Served
let redis: Redis

beforeEach(async () => {
  clock = 1_800_000_000_000
  local = createRedis({ token: 'secret', now: () => clock, hangMs: 20 })
  served = await serve(local.fetch)
  redis = new Redis({ url: served.url, token: 'secret', retry: false })
})

afterEach(async () => {
  await served.close()
  await local.close()
})

async function raw(path: string, init: RequestInit = {}): Promise<[number, unknown]> {
  const headers = { authorization: 'Bearer secret', ...init.headers }
  const response = await fetch(`${served.url}${path}`, { method: 'POST', ...init, headers })
  return [response.status, await response.json()]
}

async function arm(rule: object): Promise<void> {
  await raw('/__local/faults', { body: JSON.stringify({ rules: [rule] }) })
}

test('values come back as they went in, in any script and type', async () => {
  const value = { text: 'naïve 💰', list: [1, null, 'OK'] }
  await redis.set('json', value)
  await redis.hset('hash', { a: 1, b: 'zwei' })
  expect(await redis.get('json')).toEqual(value)
  expect(await redis.hgetall('hash')).toEqual({ a: 1, b: 'zwei' })
  expect(await redis.mget('json', 'nothing')).toEqual([value, null])
  await redis.set('word', 'OK')
  expect(await redis.get('word')).toBe('OK')
  expect(await redis.ping()).toBe('PONG')
})

test('a key is gone when its time is over, not before', async () => {
  await redis.set('cache', 1, { px: 5000 })
  clock += 4999
  expect(await redis.get('cache')).toBe(1)
  clock += 1
  expect(await redis.get('cache')).toBeNull()
  expect(await redis.ttl('cache')).toBe(-2)
})

// A cache of balances must never go back to an older version.
test('compare-and-set in a script lets only a newer version through', async () => {
  const script = redis.createScript<number>(`
    local current = redis.call('HGET', KEYS[1], 'version')
    if current and tonumber(current) >= tonumber(ARGV[1]) then return 0 end
    redis.call('HSET', KEYS[1], 'version', ARGV[1], 'body', ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return 1`)
  const store = (version: number) => script.exec(['b'], [String(version), `v${version}`, '5000'])
  expect(await store(1_763_000_000_000_002)).toBe(1)
  expect(await store(1_763_000_000_000_001)).toBe(0)
  expect(await store(1_763_000_000_000_003)).toBe(1)
  expect(await redis.hget('b', 'body')).toBe('v1763000000000003')
  expect(await redis.pttl('b')).toBe(5000)
})

test('without the token nothing is told and nothing is done', async () => {
  const stranger = new Redis({ url: served.url, token: 'guess', retry: false })
  await expect(stranger.set('a', 1)).rejects.toThrow('WRONGPASS')
  const [status] = await raw('/get/a?_token=guess', { headers: { authorization: '' } })
  expect(status).toBe(401)
  expect(await redis.get('a')).toBeNull()
})

test('one failing command of a pipeline says so and leaves the others alone', async () => {
  const body = JSON.stringify([
    ['SADD', 's', 'a'],
    ['INCR', 's'],
    ['GET', 'n'],
  ])
  const wrongType = 'WRONGTYPE Operation against a key holding the wrong kind of value'
  expect(await raw('/pipeline', { body })).toEqual([
    200,
    [{ result: 1 }, { error: wrongType }, { result: null }],
  ])
  const multi = redis.multi().set('x', 1).incr('x').get('x')
  expect(await multi.exec()).toEqual(['OK', 2, 2])
})

test('commands may come as an array, or in the path with the body as last argument', async () => {
  expect(await raw('/', { body: '["SET","a",1,"EX",100]' })).toEqual([200, { result: 'OK' }])
  expect(await raw('/set/b?EX=100', { body: 'a b' })).toEqual([200, { result: 'OK' }])
  expect(await raw('/ttl/b', { method: 'GET' })).toEqual([200, { result: 100 }])
  expect(await raw('/set/b%2Fc/v?EX=100', {})).toEqual([200, { result: 'OK' }])
  expect(await raw('/get/b%2Fc', { method: 'GET' })).toEqual([200, { result: 'v' }])
  expect(await raw('/', { body: '["get","a"]' })).toEqual([200, { result: '1' }])
  const base64 = { 'upstash-encoding': 'base64' }
  expect(await raw('/get/a', { headers: base64 })).toEqual([200, { result: 'MQ==' }])
})

test('what is no command is a 400, never a crash', async () => {
  for (const body of ['', 'not json', '{}', '[]', '"GET"']) {
    expect((await raw('/', { body }))[0], body).toBe(400)
  }
  expect((await raw('/pipeline', { body: '[1]' }))[0]).toBe(400)
  expect((await raw('/get/%E0%A4%A'))[0]).toBe(400)
  expect(await redis.ping()).toBe('PONG')
})

test('a fault hits the command it names, and the counters tell what was called', async () => {
  await arm({ kind: 'reject', status: 500, call: 'incr', times: 1 })
  expect(await redis.get('n')).toBeNull()
  await expect(redis.incr('n')).rejects.toThrow('injected')
  await arm({ kind: 'drop', call: 'incr', times: 1 })
  await expect(redis.incr('n')).rejects.toThrow('injected')
  // Applied although no answer came: the case retries must survive.
  expect(await redis.get('n')).toBe(1)
  await Promise.all([redis.get('a'), redis.get('b')])
  const [, counted] = await raw('/__local/counters', { method: 'GET' })
  expect(counted).toEqual({ calls: { get: 2, incr: 2, pipeline: 1 } })
})

test('a real Redis that is down is a 502 with a reason, and is tried again later', async () => {
  const nobody = await serve(() => new Response())
  await nobody.close()
  const door = createRedis({ token: 't', redisUrl: `redis://127.0.0.1:${nobody.port}` })
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const headers = { authorization: 'Bearer t' }
    const request = new Request('http://redis.test/get/a', { headers })
    const response = await door.fetch(request)
    expect([response.status, await response.json()]).toEqual([
      502,
      { error: 'ERR Redis cannot be reached' },
    ])
  }
  await door.close()
})

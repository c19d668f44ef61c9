// The rules that caches and limits lean on without naming them: what becomes of a value between Lua
// and Redis, of a key of another type, and of a time to live when its key is written again.
import { describe, expect, test } from 'vitest'
import { twins, type Word } from './twins.ts'

const { found, same, answersTo } = twins()

const COUNTED = 'redis.call("SADD", "s", "m") '
const SCRIPTS: Record<string, string[]> = {
  'numbers lose their fraction, at any depth': [
    'return 3.99',
    'return -3.99',
    'return {1.5, {2.5, {-3.5}}}',
    'return 1e10',
    'return 2^53',
  ],
  'numbers beyond 64 bits are one value': ['return 0/0', 'return 1/0', 'return 2^63'],
  'false is nil, nil ends a list, named fields are left out': [
    'return nil',
    'return',
    'return {}',
    'return {nil, 1}',
    'return {1, false, 3, nil, 5}',
    'return {a = 1}',
    'return {1, a = 2, 3}',
    'return true',
    'return {true, false}',
  ],
  'errors and statuses keep their text': [
    'return {err = "X y"}',
    'return {err = "one"}',
    'return {ok = "A", err = "B"}',
    'return {ok = 1}',
    'return {1, {err = "in"}, {ok = "there"}}',
    'return redis.error_reply("one")',
    'return redis.error_reply("-ERR x")',
    'return redis.error_reply("")',
    'error({err = "mine"})',
    'error("plain")',
  ],
  'what a command answers, as Lua sees it': [
    'return type(redis.call("SET", "a", "1"))',
    'return redis.call("SET", "a", "1").ok',
    'return type(redis.call("GET", "none"))',
    'return type(redis.call("INCR", "n"))',
    'return type(redis.call("MGET", "none")[1])',
    'return redis.call("HGETALL", "none")',
  ],
  'numbers as arguments': [
    'redis.call("SET", "f", 10/3) return redis.call("GET", "f")',
    'redis.call("SET", "f", 1e20) return redis.call("GET", "f")',
    'redis.call("SET", "f", 3.0) return redis.call("GET", "f")',
    'redis.call("SET", "f", -0.0) return redis.call("GET", "f")',
    'return redis.call("SET", "a", {})',
    'return redis.call("SET", "a", nil)',
  ],
  'a key of another type fails the call, and what was written before stays': [
    `${COUNTED}redis.call("SET", "before", 1) return redis.call("INCR", "s")`,
    'return redis.call("GET", "before")',
    `${COUNTED}local e = redis.pcall("GET", "s") return {type(e), e.err}`,
    `${COUNTED}local ok, e = pcall(redis.call, "GET", "s") return {tostring(ok), type(e), e}`,
    'return redis.pcall("SET")',
  ],
  'a key does not expire while its script runs': [
    'redis.call("SET", "k", "v", "PX", 1) local n = 0 for i = 1, 300000 do n = n + i end ' +
      'return redis.call("EXISTS", "k")',
    'redis.call("SET", "k", "v", "EX", 100) redis.call("SET", "k", "w") ' +
      'return redis.call("TTL", "k")',
    'redis.call("SET", "k", 1) return redis.call("EXPIRE", "k", 0) + redis.call("EXISTS", "k")',
  ],
  'Lua 5.1': [
    'return tonumber("0x10") + tonumber(" 5 ")',
    'return tostring(123456789012345678)',
    'return 7 % -3',
    'return 10 == "10"',
    'return 1 < "2"',
    'return cjson.decode("nope")',
    'x = 1',
  ],
}

const TYPED: Word[][] = [
  ['SET', 's', 'x'],
  ['HSET', 'h', 'a', 1],
  ['SADD', 't', 'a'],
  ['ZADD', 'z', 1, 'a'],
]
const OF_ANOTHER_TYPE: Word[][] = [
  ['HGET', 's', 'a'],
  ['HSET', 's', 'a', 1],
  ['HINCRBY', 's', 'a', 1],
  ['SADD', 's', 'a'],
  ['SMEMBERS', 'h'],
  ['SCARD', 's'],
  ['ZADD', 't', 1, 'a'],
  ['ZRANGE', 's', 0, -1],
  ['ZINCRBY', 's', 1, 'a'],
  ['ZSCORE', 'h', 'a'],
  ['GET', 'h'],
  ['INCR', 'h'],
  ['APPEND', 'z', 'x'],
  ['STRLEN', 'z'],
  ['GETDEL', 'h'],
  ['GETSET', 't', 'x'],
  ['SET', 'h', 1, 'GET'],
  ['HDEL', 't', 'a'],
  ['SDIFFSTORE', 'd', 's', 't'],
  ['ZUNION', 2, 'z', 's'],
]
const OF_ANY_TYPE: Word[][] = [
  ['MGET', 'h', 's', 'z'],
  ['SETNX', 'h', 1],
  ['ZUNION', 2, 'z', 't', 'WITHSCORES'],
  ['EXPIRE', 't', 100],
  ['TTL', 't'],
  ['SET', 'h', 1],
  ['TYPE', 'h'],
]

const KEPT: Word[][] = [
  ['SET', 'a', 1, 'PX', 100_000],
  ['SET', 'a', 2, 'KEEPTTL'],
  ['TTL', 'a'],
  ['APPEND', 'a', 3],
  ['INCR', 'a'],
  ['TTL', 'a'],
  ['SET', 'a', 9, 'NX', 'EX', 70],
  ['TTL', 'a'],
  ['HSET', 'h', 'a', 1],
  ['EXPIRE', 'h', 100],
  ['HSET', 'h', 'b', 2],
  ['TTL', 'h'],
]
const ENDED: Word[][] = [
  ['SET', 'a', 1, 'EX', 50],
  ['GETSET', 'a', 2],
  ['TTL', 'a'],
  ['EXPIRE', 'a', 50],
  ['MSET', 'a', 3],
  ['TTL', 'a'],
  ['EXPIRE', 'a', 50],
  ['PERSIST', 'a'],
  ['PERSIST', 'a'],
  ['TTL', 'a'],
  ['TTL', 'none'],
  ['PTTL', 'none'],
  ['PERSIST', 'none'],
  ['HSET', 'h', 'a', 1],
  ['EXPIRE', 'h', 100],
  ['HDEL', 'h', 'a'],
  ['TTL', 'h'],
  ['HSET', 'h', 'a', 1],
  ['TTL', 'h'],
]
const CONDITIONAL: Word[][] = [
  ['SET', 'a', 1],
  ['EXPIRE', 'a', 100, 'XX'],
  ['EXPIRE', 'a', 100, 'GT'],
  ['EXPIRE', 'a', 100, 'NX'],
  ['EXPIRE', 'a', 50, 'GT'],
  ['EXPIRE', 'a', 150, 'XX', 'GT'],
  ['EXPIRE', 'a', 100, 'LT'],
  ['TTL', 'a'],
  ['EXPIRE', 'a', 100, 'NX', 'XX'],
  ['EXPIRE', 'a', 100, 'NX', 'GT'],
  ['EXPIRE', 'a', 100, 'GT', 'LT'],
  ['EXPIRE', 'a', '1.5'],
  ['SET', 'a', 1, 'EX', 70, 'KEEPTTL'],
  ['SET', 'a', 1, 'PX', -1],
  ['SETEX', 'a', -1, 'x'],
]
const AT_A_TIME: Word[][] = [
  ['SET', 'a', 1, 'EXAT', 99_999_999_999],
  ['EXPIRETIME', 'a'],
  ['PEXPIREAT', 'a', 99_999_999_999_500],
  ['PEXPIRETIME', 'a'],
  ['EXPIRETIME', 'a'],
  ['PERSIST', 'a'],
  ['EXPIRETIME', 'a'],
  ['EXPIRETIME', 'none'],
  ['SET', 'b', 1, 'EXAT', 1],
  ['GET', 'b'],
  ['PEXPIREAT', 'a', 1],
  ['EXISTS', 'a'],
]

describe.runIf(found)('rules are Redis’ own', () => {
  test.each(Object.entries(SCRIPTS))('%s', async (_, scripts) => {
    await same(scripts.map((script) => ['EVAL', script, 0]))
  })

  test.each([
    ['a command on a key of another type', [...TYPED, ...OF_ANOTHER_TYPE]],
    ['a command that takes any type', [...TYPED, ...OF_ANY_TYPE]],
    ['writes that keep the time to live', KEPT],
    ['writes and acts that end it', ENDED],
    ['conditions on a new time', CONDITIONAL],
    ['a time that is an instant', AT_A_TIME],
  ])('%s', async (_, commands) => {
    await same(commands)
  })

  test('what has expired is gone, for reads and for scripts', async () => {
    await same([
      ['SET', 'a', 1, 'PX', 20],
      ['HSET', 'h', 'a', 1],
      ['PEXPIRE', 'h', 20],
    ])
    const seen: Word[][] = [
      ['GET', 'a'],
      ['PTTL', 'a'],
      ['HGETALL', 'h'],
      ['EVAL', 'return redis.call("EXISTS", "a", "h")', 0],
    ]
    const gone = { status: 200, body: [null, -2, [], 0].map((result) => ({ result })) }
    await expect.poll(() => answersTo(seen, '/pipeline')).toEqual([gone, gone])
  })
})

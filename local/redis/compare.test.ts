// The in-process store is believed only as far as it says, word for word, what Redis says.
import { describe, test } from 'vitest'
import { twins, type Word } from './twins.ts'

const { found, same } = twins()

const CASES: Record<string, Word[][]> = {
  'strings and conditions': [
    ['SET', 'a', 1],
    ['SET', 'a', 2, 'NX'],
    ['SET', 'a', 3, 'XX', 'GET'],
    ['SET', 'new', 3, 'XX'],
    ['GET', 'a'],
    ['SETNX', 'a', 9],
    ['APPEND', 'a', 'é'],
    ['STRLEN', 'a'],
    ['GETDEL', 'a'],
    ['GET', 'a'],
    ['MSET', 'x', 1, 'y', 2],
    ['MGET', 'x', 'nothing', 'y'],
    ['GETSET', 'x', 5],
    ['EXISTS', 'x', 'x', 'nothing'],
    ['DEL', 'x', 'nothing'],
    ['TYPE', 'y'],
    ['TYPE', 'nothing'],
  ],
  counters: [
    ['INCR', 'n'],
    ['INCRBY', 'n', 41],
    ['DECR', 'n'],
    ['DECRBY', 'n', 1],
    ['SET', 't', 'ten'],
    ['INCR', 't'],
    ['INCRBY', 'n', '1.5'],
  ],
  expiry: [
    ['SET', 'a', 1, 'EX', 100],
    ['TTL', 'a'],
    ['SET', 'a', 2, 'KEEPTTL'],
    ['TTL', 'a'],
    ['INCR', 'a'],
    ['TTL', 'a'],
    ['SET', 'a', 3],
    ['TTL', 'a'],
    ['EXPIRE', 'a', 50, 'GT'],
    ['EXPIRE', 'a', 50, 'NX'],
    ['EXPIRE', 'a', 40, 'LT'],
    ['TTL', 'a'],
    ['PERSIST', 'a'],
    ['PTTL', 'a'],
    ['PEXPIRE', 'a', -1],
    ['TTL', 'a'],
    ['SETEX', 'b', 10, 'v'],
    ['SETEX', 'b', 0, 'v'],
    ['PSETEX', 'b', 'x', 'v'],
    ['SET', 'b', 1, 'PX', 0],
    ['SET', 'b', 1, 'EX', 1, 'PX', 1],
    ['SET', 'b', 1, 'EX'],
    ['EXPIRE', 'nothing', 5],
    ['EXPIRE', 'b', 5, 'ZZ'],
  ],
  hashes: [
    ['HSET', 'h', 'a', 1, 'b', 2],
    ['HSET', 'h', 'a', 3, 'c', 4],
    ['HMSET', 'h', 'd', 5],
    ['HSETNX', 'h', 'a', 9],
    ['HGET', 'h', 'a'],
    ['HMGET', 'h', 'a', 'x'],
    ['HGETALL', 'h'],
    ['HINCRBY', 'h', 'a', -10],
    ['HSET', 'h', 't', 'text'],
    ['HINCRBY', 'h', 't', 1],
    ['HDEL', 'h', 'a', 'x'],
    ['HLEN', 'h'],
    ['HEXISTS', 'h', 'b'],
    ['HKEYS', 'h'],
    ['HVALS', 'h'],
    ['HDEL', 'h', 'b', 'c', 'd', 't'],
    ['EXISTS', 'h'],
    ['HGETALL', 'h'],
    ['HSET', 'h', 'a'],
    ['HSET', 'h', 'a', 1, 'b'],
  ],
  sets: [
    ['SADD', 's', 'a', 'b', 'b'],
    ['SADD', 'o', 'b', 'c'],
    ['SISMEMBER', 's', 'a'],
    ['SMISMEMBER', 's', 'a', 'x'],
    ['SCARD', 's'],
    ['SDIFFSTORE', 'd', 's', 'o'],
    ['SMEMBERS', 'd'],
    ['SUNIONSTORE', 'u', 's', 'o', 'nothing'],
    ['SCARD', 'u'],
    ['SDIFFSTORE', 'd', 's', 'u'],
    ['EXISTS', 'd'],
    ['SREM', 's', 'a', 'x'],
  ],
  'sorted sets': [
    ['ZADD', 'z', 2, 'b', 1, 'a', 1.5, 'm'],
    ['ZADD', 'z', 'NX', 9, 'a', 3, 'n'],
    ['ZADD', 'z', 'XX', 'CH', 9, 'a', 3, 'q'],
    ['ZINCRBY', 'z', 0.1, 'b'],
    ['ZSCORE', 'z', 'b'],
    ['ZSCORE', 'z', 'x'],
    ['ZRANGE', 'z', 0, -1, 'WITHSCORES'],
    ['ZRANGE', 'z', 0, 0, 'REV'],
    ['ZRANGE', 'z', -2, -1],
    ['ZRANGE', 'z', -100, -50],
    ['ZRANGE', 'z', '(1.5', '+inf', 'BYSCORE'],
    ['ZADD', 'y', 10, 'a', 5, 'k'],
    ['ZUNION', 2, 'z', 'y', 'WITHSCORES'],
    ['ZREMRANGEBYSCORE', 'z', '-inf', '(3'],
    ['ZREM', 'z', 'n', 'x'],
    ['ZCARD', 'z'],
    ['ZADD', 'z', 'one', 'a'],
    ['ZRANGE', 'z', 'x', 1],
    ['ZUNION', 0, 'z'],
    ['ZREMRANGEBYSCORE', 'z', 'x', 1],
  ],
  'what Redis refuses': [
    ['NOSUCH', 'a', 'b'],
    ['nosuch'],
    ['GET'],
    ['Get', 'a', 'b'],
    ['SET', 'a', 1, 'WAT'],
    ['SADD', 'set', 'a'],
    ['GET', 'set'],
    ['HGET', 'set', 'a'],
    ['ZADD', 'set', 1, 'a'],
    ['INCR', 'set'],
    ['SET', 'a', 1, 'GET', 'NX', 'XX'],
    ['SCAN', 'x'],
    ['PING', 'a', 'b'],
    ['MSET', 'a', 1, 'b'],
  ],
  'keys of the server': [
    ['PING'],
    ['PING', 'hello'],
    ['ECHO', 'ö'],
    ['SET', 'user:1', 1],
    ['SET', 'item:[1]', 1],
    ['KEYS', 'user:?'],
    ['KEYS', 'item:\\[*'],
    ['KEYS', '[^u]*'],
    ['SCAN', 0, 'MATCH', 'user:*', 'COUNT', 10],
    ['DBSIZE'],
    ['FLUSHDB'],
    ['DBSIZE'],
  ],
}

describe.runIf(found)('the in-process store answers as Redis does', () => {
  test.each(Object.entries(CASES))('%s', async (_name, commands) => {
    await same(commands)
  })

  test('MULTI: a wrong command discards the whole, a failing one only itself', async () => {
    const failing = [
      ['SADD', 's', 'a'],
      ['INCR', 's'],
      ['SET', 'b', 1],
    ]
    await same(failing, '/multi-exec')
    await same([['SET', 'a', 1], ['GET']], '/multi-exec')
    await same([['GET', 'a']])
  })
})

const SCRIPTS: [script: string, keysAndArgs: Word[]][] = [
  ['return {1, 2.9, -2.9, "a", true, false, "unseen"}', []],
  ['return {1, nil, 3}', []],
  ['return {ok = "FINE"}', []],
  ['return redis.status_reply("FINE")', []],
  ['return redis.error_reply("MINE is broken")', []],
  ['return {KEYS[1], ARGV[1], #KEYS, #ARGV}', ['k', 'v']],
  ['return redis.call("SET", KEYS[1], ARGV[1])', ['k', 'v']],
  ['return redis.call("GET", "nothing") == false', []],
  ['return redis.call("INCRBY", KEYS[1], 2^40)', ['k']],
  ['redis.call("SET", "f", 0.1) return redis.call("GET", "f")', []],
  ['redis.call("SADD", KEYS[1], "a") return redis.call("GET", KEYS[1])', ['k']],
  ['redis.call("SADD", KEYS[1], "a") return redis.pcall("GET", KEYS[1])["err"]', ['k']],
  ['local x = 1\nerror("boom")', []],
  ['return nosuch', []],
  ['return redis.call("NOSUCH")', []],
  ['return redis.call("GET")', []],
  ['return redis.call("SET", "k", true)', []],
  ['return redis.call()', []],
  ['return )', []],
  ['return tostring(3) .. 3 .. 10 / 2 .. 1e15 .. 1700000000000 .. 0.1', []],
  ['return 3600000 * 3600000 .. ""', []],
  ['return ARGV[1] * 2 + ARGV[1] % 7 .. ""', ['k', 1296000000]],
  ['return math.floor(7.5) * 2147483647 .. ""', []],
  ['return string.format("%d|%5d|%s|%.2f", 1700000000000, 42, "x", 1.005)', []],
  ['return {unpack(ARGV)}', ['k', 'a', 'b']],
  ['return redis.sha1hex("abc")', []],
  ['return cjson.decode(ARGV[1]).a[2]', ['k', '{"a":[1,"two"]}']],
  ['return cjson.encode({1, "two", true})', []],
  ['return cjson.decode("[null]")[1] == cjson.null', []],
  ['return select("#", 1, 2)', []],
  ['local t = {} for i = 1, 3 do t[i] = "n" .. i end return t', []],
]

describe.runIf(found)('scripts answer as on Redis', () => {
  test.each(SCRIPTS)('%s', async (script, [key, ...args]) => {
    const keys = key === undefined ? [0] : [1, key, ...args]
    await same([['EVAL', script, ...keys]])
  })

  test('EVALSHA and SCRIPT know the same scripts, with the sha of the whole text', async () => {
    const sha = 'e0e1f9fabfc9d4800c877a703b823ac0578ff8db'
    await same([
      ['SCRIPT', 'FLUSH'],
      ['EVALSHA', sha, 0],
      ['SCRIPT', 'LOAD', 'return 1'],
      ['SCRIPT', 'EXISTS', sha, 'ffff'],
      ['EVALSHA', sha, 0],
      ['EVALSHA', sha, -1],
      ['EVALSHA', sha, 1],
      ['SCRIPT', 'FLUSH'],
      ['SCRIPT', 'EXISTS', sha],
    ])
  })
})

// Commands on keys of any type, and on the server as a whole.
import type { CommandTable } from './commands.ts'
import { glob, type Keyspace } from './keyspace.ts'
import { integerArg, OK, RedisError, type Reply, Status, syntaxError } from './reply.ts'

export const KEY_COMMANDS: CommandTable = {
  del: { arity: -2, run: remove },
  unlink: { arity: -2, run: remove },
  exists: {
    arity: -2,
    run: (db, keys) => keys.filter((key) => db.type(key) !== undefined).length,
  },
  type: { arity: 2, run: (db, [key = '']) => new Status(db.type(key) ?? 'none') },
  expire: { arity: -3, run: (db, args) => expire(db, args, 1000, false) },
  pexpire: { arity: -3, run: (db, args) => expire(db, args, 1, false) },
  expireat: { arity: -3, run: (db, args) => expire(db, args, 1000, true) },
  pexpireat: { arity: -3, run: (db, args) => expire(db, args, 1, true) },
  persist: { arity: 2, run: persist },
  ttl: { arity: 2, run: (db, [key = '']) => timeToLive(db, key, 1000) },
  expiretime: { arity: 2, run: (db, [key = '']) => expiryTime(db, key, 1000) },
  pexpiretime: { arity: 2, run: (db, [key = '']) => expiryTime(db, key, 1) },
  pttl: { arity: 2, run: (db, [key = '']) => timeToLive(db, key, 1) },
  keys: {
    arity: 2,
    run: (db, [pattern = '']) => db.keys().filter((key) => glob(pattern).test(key)),
  },
  scan: { arity: -2, run: scan },
  dbsize: { arity: 1, run: (db) => db.keys().length },
  flushdb: { arity: -1, run: flush },
  flushall: { arity: -1, run: flush },
  ping: { arity: -1, run: ping },
  echo: { arity: 2, run: (_db, [text = '']) => text },
  time: { arity: 1, run: time },
}

function remove(db: Keyspace, keys: string[]): Reply {
  return keys.filter((key) => db.delete(key)).length
}

function expire(db: Keyspace, args: string[], ms: number, absolute: boolean): Reply {
  const [key = '', amount, ...options] = args
  const at = integerArg(amount) * ms + (absolute ? 0 : db.now())
  const conditions = conditionsOf(options)
  const current = db.expiresAt(key)
  if (!conditions.every((condition) => CONDITIONS[condition]?.(current, at))) return 0
  return db.expire(key, at) ? 1 : 0
}

/** Whether a new time may replace the present one; a key without one lives for ever. */
const CONDITIONS: Record<string, (current: number | undefined, at: number) => boolean> = {
  NX: (current) => current === undefined,
  XX: (current) => current !== undefined,
  GT: (current, at) => current !== undefined && at > current,
  LT: (current, at) => current === undefined || at < current,
}

function conditionsOf(options: string[]): string[] {
  const conditions = options.map((option) => {
    const condition = option.toUpperCase()
    if (!Object.hasOwn(CONDITIONS, condition)) {
      throw new RedisError(`ERR Unsupported option ${option}`)
    }
    return condition
  })
  const both = (one: string, other: string) =>
    conditions.includes(one) && conditions.includes(other)
  if (conditions.includes('NX') && conditions.some((condition) => condition !== 'NX')) {
    const message = 'ERR NX and XX, GT or LT options at the same time are not compatible'
    throw new RedisError(message)
  }
  if (both('GT', 'LT')) {
    throw new RedisError('ERR GT and LT options at the same time are not compatible')
  }
  return conditions
}

/** The instant itself: -2 and -1 as for `TTL`. */
function expiryTime(db: Keyspace, key: string, ms: number): Reply {
  if (db.type(key) === undefined) return -2
  const at = db.expiresAt(key)
  return at === undefined ? -1 : Math.floor((at + ms / 2) / ms)
}

function persist(db: Keyspace, [key = '']: string[]): Reply {
  return db.expiresAt(key) !== undefined && db.expire(key, undefined) ? 1 : 0
}

/** -2: no such key; -1: it never expires. */
function timeToLive(db: Keyspace, key: string, ms: number): Reply {
  if (db.type(key) === undefined) return -2
  const at = db.expiresAt(key)
  return at === undefined ? -1 : Math.round((at - db.now()) / ms)
}

/** Everything in one page: the cursor is 0 again at once. */
function scan(db: Keyspace, [cursor, ...options]: string[]): Reply {
  if (!/^\d+$/.test(cursor ?? '')) throw new RedisError('ERR invalid cursor')
  let keys = db.keys()
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1]
    if (value === undefined) throw syntaxError()
    const option = options[at]?.toUpperCase()
    if (option === 'MATCH') keys = keys.filter((key) => glob(value).test(key))
    else if (option === 'TYPE') keys = keys.filter((key) => db.type(key) === value)
    else if (option === 'COUNT') integerArg(value)
    else throw syntaxError()
  }
  return ['0', keys]
}

function flush(db: Keyspace): Reply {
  db.clear()
  return OK
}

function ping(_db: Keyspace, [text, ...rest]: string[]): Reply {
  if (rest.length > 0) throw new RedisError("ERR wrong number of arguments for 'ping' command")
  return text ?? new Status('PONG')
}

function time(db: Keyspace): Reply {
  const ms = db.clock()
  return [String(Math.floor(ms / 1000)), String(Math.floor((ms % 1000) * 1000))]
}

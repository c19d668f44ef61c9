// String commands: caches, counters and compare-and-set live on these.
import type { CommandTable } from './commands.ts'
import type { Keyspace } from './keyspace.ts'
import { integerArg, OK, RedisError, type Reply, syntaxError } from './reply.ts'

export const STRING_COMMANDS: CommandTable = {
  get: { arity: 2, run: (db, [key = '']) => db.read(key, 'string') ?? null },
  set: { arity: -3, run: set },
  setnx: {
    arity: 3,
    run: (db, [key = '', value = '']) => (set(db, [key, value, 'NX']) === null ? 0 : 1),
  },
  setex: { arity: 4, run: (db, args) => setFor(db, 'setex', 1000, args) },
  psetex: { arity: 4, run: (db, args) => setFor(db, 'psetex', 1, args) },
  getset: { arity: 3, run: (db, [key = '', value = '']) => set(db, [key, value, 'GET']) },
  getdel: { arity: 2, run: getDelete },
  strlen: {
    arity: 2,
    run: (db, [key = '']) => Buffer.byteLength(db.read(key, 'string') ?? ''),
  },
  append: { arity: 3, run: append },
  incr: { arity: 2, run: (db, [key = '']) => increment(db, key, 1) },
  decr: { arity: 2, run: (db, [key = '']) => increment(db, key, -1) },
  incrby: { arity: 3, run: (db, [key = '', by]) => increment(db, key, integerArg(by)) },
  decrby: { arity: 3, run: (db, [key = '', by]) => increment(db, key, -integerArg(by)) },
  mget: {
    arity: -2,
    run: (db, keys) =>
      keys.map((key) => (db.type(key) === 'string' ? (db.read(key, 'string') ?? null) : null)),
  },
  mset: { arity: -3, run: setMany },
}

interface SetOptions {
  expiresAt?: number | null
  onlyIf?: 'NX' | 'XX'
  get: boolean
}

const UNITS: Record<string, { ms: number; absolute: boolean }> = {
  EX: { ms: 1000, absolute: false },
  PX: { ms: 1, absolute: false },
  EXAT: { ms: 1000, absolute: true },
  PXAT: { ms: 1, absolute: true },
}

function set(db: Keyspace, [key = '', value = '', ...rest]: string[]): Reply {
  const options = setOptions(db, rest)
  const exists = db.type(key) !== undefined
  // Plain SET replaces a value of any type; with GET the old one must be a string.
  const previous = options.get ? (db.read(key, 'string') ?? null) : null
  const met = options.onlyIf === undefined || (options.onlyIf === 'XX') === exists
  if (met) {
    const keepsExpiry = options.expiresAt === null
    db.write(key, 'string', value, keepsExpiry ? undefined : (options.expiresAt ?? null))
  }
  if (options.get) return previous
  return met ? OK : null
}

/** `expiresAt`: a time, null for KEEPTTL, undefined for none. */
function setOptions(db: Keyspace, words: string[]): SetOptions {
  const options: SetOptions = { get: false }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]?.toUpperCase() ?? ''
    const unit = UNITS[word]
    if (unit && options.expiresAt === undefined) {
      at += 1
      options.expiresAt = expiry(db, 'set', words[at], unit)
    } else if (word === 'KEEPTTL' && options.expiresAt === undefined) options.expiresAt = null
    else if ((word === 'NX' || word === 'XX') && !options.onlyIf) options.onlyIf = word
    else if (word === 'GET') options.get = true
    else throw syntaxError()
  }
  return options
}

function expiry(
  db: Keyspace,
  command: string,
  text: string | undefined,
  unit: { ms: number; absolute: boolean },
): number {
  if (text === undefined) throw syntaxError()
  const amount = integerArg(text)
  if (amount <= 0) throw new RedisError(`ERR invalid expire time in '${command}' command`)
  return amount * unit.ms + (unit.absolute ? 0 : db.now())
}

function setFor(db: Keyspace, command: string, ms: number, args: string[]): Reply {
  const [key = '', time, value = ''] = args
  db.write(key, 'string', value, expiry(db, command, time, { ms, absolute: false }))
  return OK
}

function getDelete(db: Keyspace, [key = '']: string[]): Reply {
  const value = db.read(key, 'string') ?? null
  db.delete(key)
  return value
}

function append(db: Keyspace, [key = '', more = '']: string[]): Reply {
  const value = (db.read(key, 'string') ?? '') + more
  db.write(key, 'string', value)
  return Buffer.byteLength(value)
}

function increment(db: Keyspace, key: string, by: number): Reply {
  const sum = integerArg(db.read(key, 'string') ?? '0') + by
  if (!Number.isSafeInteger(sum)) {
    throw new RedisError('ERR increment or decrement would overflow')
  }
  db.write(key, 'string', String(sum))
  return sum
}

function setMany(db: Keyspace, pairs: string[]): Reply {
  if (pairs.length % 2 === 1) {
    throw new RedisError("ERR wrong number of arguments for 'mset' command")
  }
  for (let at = 0; at < pairs.length; at += 2) {
    db.write(pairs[at] ?? '', 'string', pairs[at + 1] ?? '', null)
  }
  return OK
}

// Hash and set commands: token buckets, multi-region windows and deny lists.
import type { CommandTable } from './commands.ts'
import type { Keyspace } from './keyspace.ts'
import { integerArg, OK, RedisError, type Reply } from './reply.ts'

export const HASH_COMMANDS: CommandTable = {
  hget: {
    arity: 3,
    run: (db, [key = '', field = '']) => db.read(key, 'hash')?.get(field) ?? null,
  },
  hset: { arity: -4, run: (db, args) => hashSet(db, 'hset', args) },
  hmset: {
    arity: -4,
    run: (db, args) => {
      hashSet(db, 'hmset', args)
      return OK
    },
  },
  hsetnx: {
    arity: 4,
    run: (db, args) =>
      db.read(args[0] ?? '', 'hash')?.has(args[1] ?? '') ? 0 : hashSet(db, 'hsetnx', args),
  },
  hmget: {
    arity: -3,
    run: (db, [key = '', ...fields]) => {
      const hash = db.read(key, 'hash')
      return fields.map((field) => hash?.get(field) ?? null)
    },
  },
  hgetall: { arity: 2, run: (db, [key = '']) => [...(db.read(key, 'hash') ?? [])].flat() },
  hkeys: { arity: 2, run: (db, [key = '']) => [...(db.read(key, 'hash')?.keys() ?? [])] },
  hvals: { arity: 2, run: (db, [key = '']) => [...(db.read(key, 'hash')?.values() ?? [])] },
  hlen: { arity: 2, run: (db, [key = '']) => db.read(key, 'hash')?.size ?? 0 },
  hexists: {
    arity: 3,
    run: (db, [key = '', field = '']) => (db.read(key, 'hash')?.has(field) ? 1 : 0),
  },
  hincrby: { arity: 4, run: hashIncrement },
  hdel: { arity: -3, run: hashDelete },
}

export const SET_COMMANDS: CommandTable = {
  sadd: { arity: -3, run: setAdd },
  srem: { arity: -3, run: setRemove },
  smembers: { arity: 2, run: (db, [key = '']) => [...(db.read(key, 'set') ?? [])] },
  scard: { arity: 2, run: (db, [key = '']) => db.read(key, 'set')?.size ?? 0 },
  sismember: {
    arity: 3,
    run: (db, [key = '', member = '']) => (db.read(key, 'set')?.has(member) ? 1 : 0),
  },
  smismember: {
    arity: -3,
    run: (db, [key = '', ...members]) => {
      const set = db.read(key, 'set')
      return members.map((member) => (set?.has(member) ? 1 : 0))
    },
  },
  sdiffstore: {
    arity: -3,
    run: (db, args) => storeSet(db, args, (first, others) => without(first, union(others))),
  },
  sunionstore: {
    arity: -3,
    run: (db, args) => storeSet(db, args, (first, others) => union([first, ...others])),
  },
}

function hashSet(db: Keyspace, command: string, [key = '', ...pairs]: string[]): number {
  if (pairs.length % 2 === 1) {
    throw new RedisError(`ERR wrong number of arguments for '${command}' command`)
  }
  const hash = new Map(db.read(key, 'hash'))
  const before = hash.size
  for (let at = 0; at < pairs.length; at += 2) hash.set(pairs[at] ?? '', pairs[at + 1] ?? '')
  db.write(key, 'hash', hash)
  return hash.size - before
}

function hashIncrement(db: Keyspace, [key = '', field = '', by]: string[]): Reply {
  const stored = db.read(key, 'hash')?.get(field) ?? '0'
  if (!/^-?\d+$/.test(stored)) throw new RedisError('ERR hash value is not an integer')
  const sum = integerArg(stored) + integerArg(by)
  hashSet(db, 'hincrby', [key, field, String(sum)])
  return sum
}

function hashDelete(db: Keyspace, [key = '', ...fields]: string[]): Reply {
  const hash = new Map(db.read(key, 'hash'))
  const deleted = fields.filter((field) => hash.delete(field)).length
  if (deleted > 0) db.write(key, 'hash', hash)
  return deleted
}

function setAdd(db: Keyspace, [key = '', ...members]: string[]): Reply {
  const before = db.read(key, 'set') ?? new Set<string>()
  const after = union([before, new Set(members)])
  db.write(key, 'set', after)
  return after.size - before.size
}

function setRemove(db: Keyspace, [key = '', ...members]: string[]): Reply {
  const before = db.read(key, 'set') ?? new Set<string>()
  const after = without(before, new Set(members))
  if (after.size < before.size) db.write(key, 'set', after)
  return before.size - after.size
}

type Combine = (first: Set<string>, others: Set<string>[]) => Set<string>

/** The destination is replaced, with its expiry; an empty result deletes it. */
function storeSet(db: Keyspace, [target = '', ...keys]: string[], combine: Combine): Reply {
  const [first = new Set<string>(), ...others] = keys.map(
    (key) => db.read(key, 'set') ?? new Set<string>(),
  )
  const result = combine(first, others)
  db.write(target, 'set', result, null)
  return result.size
}

function union(sets: Set<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]))
}

function without(set: Set<string>, other: Set<string>): Set<string> {
  return new Set([...set].filter((member) => !other.has(member)))
}

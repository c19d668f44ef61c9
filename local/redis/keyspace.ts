// Keys, values and expiry of the in-process store. Expired keys vanish when they are touched.
import { RedisError, WRONG_TYPE } from './reply.ts'

export interface Values {
  string: string
  hash: Map<string, string>
  set: Set<string>
  zset: Map<string, number>
}

export type ValueType = keyof Values

interface Entry {
  type: ValueType
  value: Values[ValueType]
  /** Milliseconds; undefined = for ever. */
  expiresAt: number | undefined
}

export interface Keyspace {
  /** Stands still while a script runs. */
  now(): number
  /** Never stands still. */
  clock(): number
  type(key: string): ValueType | undefined
  /** Throws WRONGTYPE when the key holds another type. */
  read<T extends ValueType>(key: string, type: T): Values[T] | undefined
  /** Keeps the expiry unless one is given; `null` removes it. */
  write<T extends ValueType>(
    key: string,
    type: T,
    value: Values[T],
    expiresAt?: number | null,
  ): void
  delete(key: string): boolean
  expiresAt(key: string): number | undefined
  /** A time that has passed deletes the key. False when there is no such key. */
  expire(key: string, at: number | undefined): boolean
  keys(): string[]
  clear(): void
}

export function createKeyspace(now: () => number, clock: () => number): Keyspace {
  const entries = new Map<string, Entry>()

  function live(key: string): Entry | undefined {
    const entry = entries.get(key)
    if (entry?.expiresAt === undefined || entry.expiresAt > now()) return entry
    entries.delete(key)
    return undefined
  }

  return {
    now,
    clock,
    type: (key) => live(key)?.type,
    read(key, type) {
      const entry = live(key)
      if (!entry) return undefined
      if (entry.type !== type) throw new RedisError(WRONG_TYPE)
      return entry.value as Values[typeof type]
    },
    write(key, type, value, expiresAt) {
      const empty = typeof value === 'object' && value.size === 0
      const kept = expiresAt === undefined ? live(key)?.expiresAt : (expiresAt ?? undefined)
      if (empty || (kept !== undefined && kept <= now())) entries.delete(key)
      else entries.set(key, { type, value, expiresAt: kept })
    },
    delete: (key) => live(key) !== undefined && entries.delete(key),
    expiresAt: (key) => live(key)?.expiresAt,
    expire(key, at) {
      const entry = live(key)
      if (!entry) return false
      if (at !== undefined && at <= now()) entries.delete(key)
      else entry.expiresAt = at
      return true
    },
    keys: () => [...entries.keys()].filter((key) => live(key) !== undefined),
    clear: () => entries.clear(),
  }
}

/** Redis's glob (`*`, `?`, `[a-c]`, `\x`) as a regular expression. */
export function glob(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|\[(\^?)([^\]]*)\]|[\s\S]/g, (whole, escaped, not, set) => {
    if (escaped !== undefined) return literal(escaped)
    if (set !== undefined) return `[${not}${set.replaceAll('\\', '\\\\')}]`
    if (whole === '*') return '[\\s\\S]*'
    if (whole === '?') return '[\\s\\S]'
    return literal(whole)
  })
  return new RegExp(`^${source}$`)
}

function literal(char: string): string {
  return /\w/.test(char) ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

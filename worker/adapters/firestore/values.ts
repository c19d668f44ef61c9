// Our own Firestore codec: integers stay exact, times keep their microseconds, doubles are refused.
import { toInstant } from '../../../shared/instant.ts'
import type { Micros } from '../../domain/ledger.ts'

export type Value =
  | { nullValue: null }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { timestampValue: string }
  | { stringValue: string }
  | { arrayValue: { values?: Value[] } }
  | { mapValue: { fields?: Fields } }
export type Fields = Record<string, Value>

// Microseconds look like any integer, so times are told by their names.
const TIMES = new Set(['timestamp', 'lastUpdated', 'at'])
const isTime = (name: string): boolean => TIMES.has(name) || /[a-z](?:At|Until)$/.test(name)

/** Throws TypeError on a number that is no safe integer: a ledger field is never a double. */
export function encodeFields(plain: object): Fields {
  const fields: Fields = {}
  for (const [name, value] of Object.entries(plain)) {
    if (value === undefined) continue
    fields[name] =
      typeof value === 'number' && isTime(name)
        ? { timestampValue: toInstant(value) }
        : encode(value)
  }
  return fields
}

function encode(value: unknown): Value {
  if (value === null) return { nullValue: null }
  if (typeof value === 'boolean') return { booleanValue: value }
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('only safe integers are stored')
    return { integerValue: String(value) }
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(encode) } }
  if (typeof value === 'object') return { mapValue: { fields: encodeFields(value) } }
  throw new TypeError(`no Firestore value for ${typeof value}`)
}

/** Throws TypeError on a value the product never writes (double, bytes, reference, geo point). */
export function decodeFields(fields: Fields = {}): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, decode(value)]))
}

function decode(value: Value): unknown {
  if ('nullValue' in value) return null
  if ('booleanValue' in value) return value.booleanValue
  if ('stringValue' in value) return value.stringValue
  if ('integerValue' in value) return exactInteger(value.integerValue)
  if ('timestampValue' in value) return toMicros(value.timestampValue)
  if ('arrayValue' in value) return (value.arrayValue.values ?? []).map(decode)
  if ('mapValue' in value) return decodeFields(value.mapValue.fields)
  throw new TypeError('a stored value of a type the product never writes')
}

function exactInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new TypeError('a stored integer beyond 2^53 - 1')
  return number
}

const INSTANT = /^(.*T\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/

export const isInstant = (text: string): boolean =>
  INSTANT.test(text) && !Number.isNaN(Date.parse(text))

/** Clients may send up to nine digits; anything below a microsecond is cut off. */
export function toMicros(instant: string): Micros {
  const match = INSTANT.exec(instant)
  if (!match) throw new TypeError('not an RFC 3339 instant in UTC')
  const seconds = Date.parse(`${match[1]}Z`) * 1000
  return seconds + Number((match[2] ?? '').padEnd(9, '0').slice(0, 6))
}

// Between the product's plain values and those of Google's clients, which have a class for times.
import { Timestamp } from '@google-cloud/firestore'
import type { Fields, Value } from '../../adapters/firestore/values.ts'
import { toMicros } from '../../adapters/firestore/values.ts'

const MICROS = 1_000_000

/** What a client read, with its times as the product's microseconds. */
export function plainOf(read: unknown): unknown {
  if (typeof read !== 'object' || read === null) return read
  if (Array.isArray(read)) return read.map(plainOf)
  // Each client has a class of its own.
  if ('nanoseconds' in read && 'seconds' in read) {
    return Number(read.seconds) * MICROS + Number(read.nanoseconds) / 1_000
  }
  return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, plainOf(value)]))
}

export const timestampOf = (micros: number): Timestamp =>
  new Timestamp(Math.floor(micros / MICROS), (micros % MICROS) * 1_000)

/** What a client is given to write the same fields. */
export function clientFields(fields: Fields = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, clientValue(value)]),
  )
}

export function clientValue(value: Value): unknown {
  if ('integerValue' in value) return Number(value.integerValue)
  if ('timestampValue' in value) return timestampOf(toMicros(value.timestampValue))
  if ('arrayValue' in value) return (value.arrayValue.values ?? []).map(clientValue)
  if ('mapValue' in value) return clientFields(value.mapValue.fields)
  return Object.values(value)[0]
}

// Order-preserving keys: comparing two keys as bytes orders values and names as Firestore does.
// Every encoding is prefix-free, so keys can be joined, and inverted byte by byte for DESCENDING.
import type { Path } from './names.ts'
import { parseTimestamp } from './timestamps.ts'
import type { Fields, Value } from './values.ts'

/** First byte of a value: the order across types. NaN is the least number, in its own bracket. */
const TAG = {
  null: 0x05,
  boolean: 0x0a,
  nan: 0x0f,
  number: 0x10,
  timestamp: 0x14,
  string: 0x19,
  bytes: 0x1e,
  reference: 0x23,
  geoPoint: 0x28,
  array: 0x32,
  map: 0x37,
} as const

/** Ends a sequence; below every tag and every escaped byte. */
const END = Buffer.from([0x00, 0x00])
const TEXT_END = Buffer.from([0x00, 0x01])
const SIGN_BIT = 1n << 63n
const REMAINDER_ZERO = 0x8000

export function encodeValue(value: Value): Buffer {
  const parts: Buffer[] = []
  pushValue(parts, value)
  return Buffer.concat(parts)
}

function pushValue(parts: Buffer[], value: Value): void {
  if ('stringValue' in value) pushText(parts, TAG.string, Buffer.from(value.stringValue))
  else if ('integerValue' in value) parts.push(integerKey(BigInt(value.integerValue)))
  else if ('doubleValue' in value) parts.push(numberKey(Number(value.doubleValue), 0))
  else if ('timestampValue' in value) parts.push(timestampKey(value.timestampValue))
  else if ('booleanValue' in value) {
    parts.push(Buffer.from([TAG.boolean, value.booleanValue ? 1 : 0]))
  } else if ('nullValue' in value) parts.push(Buffer.from([TAG.null]))
  else if ('mapValue' in value) pushMap(parts, value.mapValue.fields ?? {})
  else if ('arrayValue' in value) {
    parts.push(Buffer.from([TAG.array]))
    for (const element of value.arrayValue.values ?? []) pushValue(parts, element)
    parts.push(END)
  } else if ('referenceValue' in value) {
    parts.push(Buffer.from([TAG.reference]), encodePath(value.referenceValue.split('/')))
  } else if ('bytesValue' in value) {
    pushText(parts, TAG.bytes, Buffer.from(value.bytesValue, 'base64'))
  } else pushGeoPoint(parts, value.geoPointValue)
}

/** A double is sign-flipped IEEE; an int64 is its nearest double and the distance to it. */
function integerKey(integer: bigint): Buffer {
  const nearest = Number(integer)
  return numberKey(nearest, Number(integer - BigInt(nearest)))
}

function numberKey(nearest: number, remainder: number): Buffer {
  if (Number.isNaN(nearest)) return Buffer.from([TAG.nan])
  const key = Buffer.alloc(11)
  key[0] = TAG.number
  writeDouble(key, nearest, 1)
  key.writeUInt16BE(REMAINDER_ZERO + remainder, 9)
  return key
}

function writeDouble(key: Buffer, value: number, offset: number): void {
  // + 0 makes -0 equal to 0, as queries see it.
  key.writeDoubleBE(value + 0, offset)
  if (((key[offset] as number) & 0x80) === 0) key[offset] = (key[offset] as number) | 0x80
  else for (let at = offset; at < offset + 8; at++) key[at] = 0xff ^ (key[at] as number)
}

function timestampKey(text: string): Buffer {
  const key = Buffer.alloc(9)
  key[0] = TAG.timestamp
  key.writeBigUInt64BE(parseTimestamp(text) + SIGN_BIT, 1)
  return key
}

function pushText(parts: Buffer[], tag: number, text: Buffer): void {
  parts.push(Buffer.from([tag]), escapeZeros(text), TEXT_END)
}

/** A zero byte becomes 00 FF, which stays above the terminators 00 00 and 00 01. */
function escapeZeros(text: Buffer): Buffer {
  if (!text.includes(0)) return text
  return Buffer.from([...text].flatMap((byte) => (byte === 0 ? [0x00, 0xff] : [byte])))
}

function pushMap(parts: Buffer[], fields: Fields): void {
  parts.push(Buffer.from([TAG.map]))
  const names = Object.keys(fields).map((name) => ({ name, key: Buffer.from(name) }))
  names.sort((a, b) => Buffer.compare(a.key, b.key))
  for (const { name, key } of names) {
    pushText(parts, TAG.string, key)
    pushValue(parts, fields[name] as Value)
  }
  parts.push(END)
}

function pushGeoPoint(parts: Buffer[], point: { latitude?: number; longitude?: number }): void {
  const key = Buffer.alloc(17)
  key[0] = TAG.geoPoint
  writeDouble(key, point.latitude ?? 0, 1)
  writeDouble(key, point.longitude ?? 0, 9)
  parts.push(key)
}

export function encodeId(id: string): Buffer {
  return Buffer.concat([escapeZeros(Buffer.from(id)), TEXT_END])
}

/** A parent sorts directly before what is below it. */
export function encodePath(path: Path): Buffer {
  return Buffer.concat([...path.map(encodeId), END])
}

export function invert(key: Buffer): Buffer {
  return Buffer.from(key.map((byte) => 0xff ^ byte))
}

/** The least key above every key that starts with `prefix`; undefined when there is none. */
export function successor(prefix: Buffer): Buffer | undefined {
  for (let at = prefix.length - 1; at >= 0; at--) {
    if (prefix[at] === 0xff) continue
    const next = Buffer.from(prefix.subarray(0, at + 1))
    next[at] = (next[at] as number) + 1
    return next
  }
  return undefined
}

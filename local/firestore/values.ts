// The wire's values in one canonical form, so that equal values have equal JSON text.
import { invalid } from './errors.ts'
import { checkFieldName } from './field-paths.ts'
import { checkReference } from './names.ts'
import { formatTimestamp, parseTimestamp } from './timestamps.ts'

export type Fields = { [name: string]: Value }

/** `-0`, `NaN` and the infinities are strings in here: JSON text has no number for them. */
export type DoubleText = 'NaN' | 'Infinity' | '-Infinity' | '-0'
export type Value =
  | { nullValue: null }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { doubleValue: number | DoubleText }
  | { timestampValue: string }
  | { stringValue: string }
  | { bytesValue: string }
  | { referenceValue: string }
  | { geoPointValue: { latitude?: number; longitude?: number } }
  | { arrayValue: { values?: Value[] } }
  | { mapValue: { fields?: Fields } }

export const INT64_MIN = -(2n ** 63n)
export const INT64_MAX = 2n ** 63n - 1n
const MAP_DEPTH_MAX = 20
/** 1 MiB less 89 bytes. */
const VALUE_BYTES_MAX = 1_048_487
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

export type Json = Record<string, unknown>

export function isObject(input: unknown): input is Json {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

/**
 * Refuses anything but an object with these members only. As in protobuf's JSON, null is a member
 * left out, and `update_mask` is another spelling of `updateMask`.
 */
export function parseObject(input: unknown, what: string, known: readonly string[]): Json {
  if (!isObject(input)) throw invalid(`${what} is not an object`)
  const members: Json = {}
  for (const [key, member] of Object.entries(input)) {
    const name = camelCase(key)
    if (!known.includes(name)) throw invalid(`Unknown name "${key}" in ${what}`)
    if (member !== null) members[name] = member
  }
  return members
}

const camelCase = (key: string) => key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())

export function parseList(input: unknown, what: string): unknown[] {
  if (input === undefined) return []
  if (!Array.isArray(input)) throw invalid(`${what} is not an array`)
  return input
}

export function parseBoolean(input: unknown): boolean | undefined {
  if (input === undefined) return undefined
  if (input === true || input === 'true') return true
  if (input === false || input === 'false') return false
  throw invalid('Invalid boolean')
}

export function parseFields(input: unknown, depth = 0): Fields {
  if (input === undefined) return {}
  if (!isObject(input)) throw invalid('fields is not an object')
  const fields: Fields = {}
  for (const name of Object.keys(input).sort()) {
    checkFieldName(name)
    fields[name] = parseValue(input[name], depth)
  }
  return fields
}

type Parse = (input: unknown, depth: number) => Value

const PARSERS: Record<string, Parse> = {
  nullValue: (input) => {
    if (input !== null && input !== 0 && input !== 'NULL_VALUE') throw invalid('Invalid null')
    return { nullValue: null }
  },
  booleanValue: (input) => ({ booleanValue: parseBoolean(input) === true }),
  integerValue: (input) => ({ integerValue: String(parseInt64(input)) }),
  doubleValue: (input) => double(parseDouble(input)),
  timestampValue: (input) => ({ timestampValue: formatTimestamp(parseTimestamp(input)) }),
  stringValue: (input) => ({ stringValue: parseString(input) }),
  bytesValue: (input) => ({ bytesValue: parseBytes(input) }),
  referenceValue: (input) => ({ referenceValue: checkReference(parseString(input)) }),
  geoPointValue: parseGeoPoint,
  arrayValue: (input, depth) => {
    const { values } = parseObject(input, 'arrayValue', ['values'])
    return array(parseValues(values, depth + 1))
  },
  mapValue: (input, depth) => {
    if (depth >= MAP_DEPTH_MAX) throw invalid('Maps are nested too deeply')
    return map(parseFields(parseObject(input, 'mapValue', ['fields']).fields, depth + 1))
  },
}

export function parseValue(input: unknown, depth = 0): Value {
  if (!isObject(input)) throw invalid('A value is not an object')
  const kinds = Object.keys(input)
  const [key] = kinds
  if (key === undefined) throw invalid('A value has no type')
  const kind = camelCase(key)
  const parse = Object.hasOwn(PARSERS, kind) && PARSERS[kind]
  if (kinds.length !== 1 || !parse) throw invalid(`Unknown or several types: ${kinds.join(', ')}`)
  if (input[key] === null && kind !== 'nullValue') throw invalid('A value has no type')
  return parse(input[key], depth)
}

/** Elements of an array, which may hold maps with arrays but no arrays. */
export function parseValues(input: unknown, depth = 1): Value[] {
  return parseList(input, 'values').map((element) => {
    const value = parseValue(element, depth)
    if ('arrayValue' in value) throw invalid('Cannot convert an array value in an array value.')
    return value
  })
}

export function double(value: number): Value {
  if (Object.is(value, -0)) return { doubleValue: '-0' }
  if (Number.isFinite(value)) return { doubleValue: value }
  return { doubleValue: String(value) as DoubleText }
}

export const array = (values: Value[]): Value => ({ arrayValue: values.length ? { values } : {} })

const map = (fields: Fields): Value => ({
  mapValue: Object.keys(fields).length > 0 ? { fields } : {},
})

/** The text sent to clients, where -0 is a number again. Strings can't hold these bare quotes. */
export function toWire(text: string): string {
  return text.replaceAll('"doubleValue":"-0"', '"doubleValue":-0.0')
}

/**
 * JSON.parse rounds integers that are not quoted; a request's are quoted before. Inside of a string
 * the quotes around the name would be escaped.
 */
export const quoteIntegers = (text: string) =>
  text.replace(/"integer(?:V|_v)alue"(\s*:\s*)(-?\d{16,})(?=\s*})/g, '"integerValue"$1"$2"')

/** Text or number; also `1e3` and `1.0`, as protobuf's JSON has it. */
function parseInt64(input: unknown): bigint {
  const isText = typeof input === 'string' && NUMBER.test(input)
  if (!isText && typeof input !== 'number') throw invalid('Invalid integer')
  const isDigits = isText && /^[+-]?\d+$/.test(input)
  if (!isDigits && !Number.isInteger(Number(input))) throw invalid('Invalid integer')
  const value = BigInt(isDigits ? input.replace('+', '') : Number(input))
  if (value < INT64_MIN || value > INT64_MAX) throw invalid('Integer out of range')
  return value
}

function parseDouble(input: unknown): number {
  // JSON has no infinity: such a number was too large to read.
  if (typeof input === 'number' && Number.isFinite(input)) return input
  if (input === 'NaN') return Number.NaN
  if (input === 'Infinity' || input === '-Infinity') return Number(input)
  if (typeof input !== 'string' || !NUMBER.test(input)) throw invalid('Invalid double')
  const value = Number(input)
  if (!Number.isFinite(value)) throw invalid('Double out of range')
  return value
}

function parseString(input: unknown): string {
  if (typeof input !== 'string') throw invalid('Invalid string')
  if (/[\ud800-\udfff]/.test(input) && Buffer.from(input).toString() !== input) {
    throw invalid('String is not valid UTF-8')
  }
  if (Buffer.byteLength(input) > VALUE_BYTES_MAX) throw invalid('A string is too long')
  return input
}

function parseBytes(input: unknown): string {
  if (typeof input !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(input)) {
    throw invalid('Invalid base64')
  }
  if (input.replace(/=+$/, '').length % 4 === 1) throw invalid('Invalid base64')
  const bytes = Buffer.from(input, 'base64')
  if (bytes.length > VALUE_BYTES_MAX) throw invalid('Bytes are too long')
  return bytes.toString('base64')
}

function parseGeoPoint(input: unknown): Value {
  const point = parseObject(input, 'geoPointValue', ['latitude', 'longitude'])
  const latitude = parseDouble(point.latitude ?? 0)
  const longitude = parseDouble(point.longitude ?? 0)
  if (!(Math.abs(latitude) <= 90)) throw invalid('Latitude outside -90 to 90')
  if (!(Math.abs(longitude) <= 180)) throw invalid('Longitude outside -180 to 180')
  return { geoPointValue: { ...(latitude && { latitude }), ...(longitude && { longitude }) } }
}

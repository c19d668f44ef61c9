// Field paths (`a.b`, `` `odd name`.c ``), and reading, writing and masking fields by them.
import { invalid } from './errors.ts'
import type { Fields, Value } from './values.ts'

export type FieldPath = readonly string[]

const SEGMENT = /([A-Za-z_][A-Za-z_0-9]*)|`((?:[^`\\]|\\.)+)`/y
const NAME_BYTES_MAX = 1500
export const DOCUMENT_NAME = '__name__'

export function checkFieldName(name: string): void {
  if (name === '') throw invalid('A field name is the empty string.')
  if (Buffer.byteLength(name) > NAME_BYTES_MAX) {
    throw invalid('A field name is longer than 1500 bytes.')
  }
  if (/^__.+__$/s.test(name)) throw invalid(`field name ${name} is reserved`)
}

export function parseFieldPath(input: unknown): FieldPath {
  if (typeof input !== 'string' || input === '') {
    throw invalid('Invalid empty property path string.')
  }
  if (input === DOCUMENT_NAME) return [DOCUMENT_NAME]
  const path: string[] = []
  SEGMENT.lastIndex = 0
  for (;;) {
    const match = SEGMENT.exec(input)
    if (!match) throw invalid(`Invalid property path "${input}".`)
    const name = match[1] ?? (match[2] as string).replace(/\\(.)/gs, '$1')
    checkFieldName(name)
    path.push(name)
    const end = match.index + match[0].length
    if (end === input.length) return checkLength(path)
    if (input[end] !== '.') throw invalid(`Invalid property path "${input}".`)
    SEGMENT.lastIndex = end + 1
  }
}

/** Each name counts with one byte more, so a lone name may have 1499. */
function checkLength(path: FieldPath): FieldPath {
  const bytes = path.reduce((sum, name) => sum + Buffer.byteLength(name) + 1, 0)
  if (bytes > NAME_BYTES_MAX) throw invalid('property path is longer than 1500 bytes.')
  return path
}

/** One spelling per path, for maps and index names. */
export function pathText(path: FieldPath): string {
  const quote = (name: string) =>
    /^[A-Za-z_][A-Za-z_0-9]*$/.test(name) ? name : `\`${name.replace(/[`\\]/g, '\\$&')}\``
  return path.map(quote).join('.')
}

export function valueAt(fields: Fields, path: FieldPath): Value | undefined {
  let inside: Fields | undefined = fields
  let value: Value | undefined
  for (const name of path) {
    value = inside && Object.hasOwn(inside, name) ? inside[name] : undefined
    if (!value) return undefined
    inside = 'mapValue' in value ? (value.mapValue.fields ?? {}) : undefined
  }
  return value
}

/**
 * A copy with one path set, or deleted when `value` is undefined. Deleting below something that is
 * no map changes nothing; setting there replaces it by a map. Keys stay sorted (see values.ts).
 */
export function withValue(fields: Fields, path: FieldPath, value: Value | undefined): Fields {
  const [name, ...rest] = path as [string, ...string[]]
  const current = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (rest.length === 0) return withEntry(fields, name, value)
  const isMap = current !== undefined && 'mapValue' in current
  if (!isMap && value === undefined) return fields
  const inside = withValue(isMap ? (current.mapValue.fields ?? {}) : {}, rest, value)
  const isEmpty = Object.keys(inside).length === 0
  return withEntry(fields, name, { mapValue: isEmpty ? {} : { fields: inside } })
}

function withEntry(fields: Fields, name: string, value: Value | undefined): Fields {
  if (value === undefined) {
    const { [name]: _gone, ...others } = fields
    return others
  }
  if (Object.hasOwn(fields, name)) return { ...fields, [name]: value }
  const entries = Object.entries({ ...fields, [name]: value })
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Only the masked paths; `__name__` stands for no field at all. */
export function project(fields: Fields, paths: readonly FieldPath[]): Fields {
  let result: Fields = {}
  for (const path of paths) {
    const value = valueAt(fields, path)
    if (value) result = withValue(result, path, value)
  }
  return result
}

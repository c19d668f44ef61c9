// Ranges and cursors as byte bounds on the ordered part of a key.
import type { FieldPath } from './field-paths.ts'
import type { Direction } from './indexes.ts'
import { encodeId, encodePath, encodeValue, invert, successor } from './keys.ts'
import type { Path } from './names.ts'
import { isName, isRange, type OrderField, type Position, type Query, type Term } from './query.ts'
import type { Value } from './values.ts'

/** `from <= key < to`; `to` undefined is unbounded, `empty` matches nothing. */
export interface Bounds {
  from: Buffer
  to?: Buffer
  isEmpty: boolean
}

/** No id is empty, and none begins with the byte 0xFF. */
const BEFORE_NAMES = Buffer.from([0x00, 0x00])
const BEHIND_NAMES = Buffer.from([0xff])
const NOTHING: Bounds = { from: Buffer.alloc(0), isEmpty: true }

/** `order` is the query's without the fields that an equality of this disjunct pins. */
export function boundsOf(
  query: Query,
  terms: readonly Term[],
  order: readonly OrderField[],
): Bounds {
  const bounds: Bounds = { from: Buffer.alloc(0), isEmpty: false }
  const first = order[0] as OrderField
  for (const term of terms) {
    if (isRange(term) && samePath(term.path, first.path)) applyRange(bounds, query, first, term)
  }
  if (query.startAt) raise(bounds, cutOf(query, terms, query.startAt))
  if (query.endAt) lower(bounds, cutOf(query, terms, query.endAt))
  if (bounds.to && Buffer.compare(bounds.from, bounds.to) >= 0) return NOTHING
  return bounds
}

/** A range stays within its type: `x > 5` never matches a string. */
function applyRange(bounds: Bounds, query: Query, field: OrderField, term: Term): void {
  const ascending = isName(field.path) ? nameBytes(query, term.value) : encodeValue(term.value)
  const bracket = isName(field.path) ? Buffer.alloc(0) : ascending.subarray(0, 1)
  const isDescending = field.direction === 'DESCENDING'
  const key = isDescending ? invert(ascending) : ascending
  const edge = isDescending ? invert(bracket) : bracket
  const isAbove = term.op.startsWith('GREATER') !== isDescending
  const isInclusive = term.op.endsWith('OR_EQUAL')
  raise(bounds, isAbove ? (isInclusive ? key : successor(key)) : edge)
  lower(bounds, isAbove ? successor(edge) : isInclusive ? successor(key) : key)
}

function raise(bounds: Bounds, from: Buffer | undefined): void {
  if (from === undefined) bounds.isEmpty = true
  else if (Buffer.compare(from, bounds.from) > 0) bounds.from = from
}

function lower(bounds: Bounds, to: Buffer | undefined): void {
  if (to !== undefined && (!bounds.to || Buffer.compare(to, bounds.to) < 0)) bounds.to = to
}

/**
 * The cursor as a cut between keys; undefined is behind all of them. A field pinned by this
 * disjunct is not in the keys: its value puts whatever shares the prefix before or behind the cut.
 */
function cutOf(query: Query, terms: readonly Term[], position: Position): Buffer | undefined {
  const parts: Buffer[] = []
  for (const [index, value] of position.values.entries()) {
    const { path, direction } = query.explicitOrder[index] as OrderField
    const key = orderKey(query, value, path, direction)
    const pinned = terms.find((term) => term.op === 'EQUAL' && samePath(term.path, path))
    if (!pinned || isName(path)) {
      parts.push(key)
      continue
    }
    const comparison = Buffer.compare(orderKey(query, pinned.value, path, direction), key)
    const prefix = Buffer.concat(parts)
    if (comparison !== 0) return comparison > 0 ? prefix : successor(prefix)
  }
  const prefix = Buffer.concat(parts)
  return position.before ? prefix : successor(prefix)
}

function orderKey(query: Query, value: Value, path: FieldPath, direction: Direction): Buffer {
  const key = isName(path) ? nameBytes(query, value) : encodeValue(value)
  return direction === 'DESCENDING' ? invert(key) : key
}

/**
 * A reference as the name part of a key. One outside of the collection sorts by its whole path:
 * before all names here, behind all of them, or just behind the document that it lies below.
 */
export function nameBytes(query: Query, value: Value): Buffer {
  const path = referencePath(value)
  const collection = [...query.parent, query.group]
  const above = path.slice(0, collection.length)
  const side = Buffer.compare(encodePath(above), encodePath(collection))
  if (side !== 0 || path.length === above.length) return side > 0 ? BEHIND_NAMES : BEFORE_NAMES
  const id = encodeId(path[collection.length] as string)
  const isBelow = path.length > collection.length + 1
  return isBelow ? Buffer.concat([id, Buffer.from([0])]) : id
}

export function referencePath(value: Value): Path {
  return 'referenceValue' in value ? value.referenceValue.split('/').slice(5) : []
}

export const samePath = (a: FieldPath, b: FieldPath) =>
  a.length === b.length && a.every((name, index) => name === b[index])

// A structuredQuery, checked and brought into one form: disjuncts of terms, and one order.
import { valueSize } from './document-size.ts'
import { ENUMS, enumName } from './enums.ts'
import { invalid, unimplemented } from './errors.ts'
import { DOCUMENT_NAME, type FieldPath, parseFieldPath, pathText } from './field-paths.ts'
import type { Direction } from './indexes.ts'
import { encodeValue } from './keys.ts'
import { checkId, type Path } from './names.ts'
import { isObject, parseBoolean, parseList, parseObject, parseValue, type Value } from './values.ts'

export interface Term {
  path: FieldPath
  op: 'EQUAL' | 'ARRAY_CONTAINS' | RangeOp
  value: Value
}
export type RangeOp = 'LESS_THAN' | 'LESS_THAN_OR_EQUAL' | 'GREATER_THAN' | 'GREATER_THAN_OR_EQUAL'

export interface OrderField {
  path: FieldPath
  direction: Direction
}

export interface Position {
  values: Value[]
  before: boolean
}

export interface Query {
  group: string
  /** The document above the collection, `[]` for the root. */
  parent: Path
  /** A document matches when every term of one disjunct holds. */
  disjuncts: Term[][]
  /** As written; cursors refer to it. */
  explicitOrder: OrderField[]
  /** With the fields of ranges and `__name__` appended. */
  order: OrderField[]
  startAt?: Position
  endAt?: Position
  offset: number
  limit?: number
  select?: FieldPath[]
}

const CLAUSES = ['from', 'where', 'orderBy', 'startAt', 'endAt', 'offset', 'limit', 'select']
const DISJUNCTS_MAX = 30
/** Of a value in an index; nothing longer can be looked for. */
const INDEXED_BYTES_MAX = 1500
const INT32_MAX = 2 ** 31 - 1
const RANGE_OPS = ['LESS_THAN', 'LESS_THAN_OR_EQUAL', 'GREATER_THAN', 'GREATER_THAN_OR_EQUAL']
const LATER_OPS = ['NOT_EQUAL', 'NOT_IN', 'ARRAY_CONTAINS_ANY']

export const isRange = (term: Term) => RANGE_OPS.includes(term.op)
export const isName = (path: FieldPath) => path[0] === DOCUMENT_NAME

export function parseQuery(parent: Path, input: unknown): Query {
  const query = parseObject(input, 'structuredQuery', [...CLAUSES, 'findNearest'])
  if (query.findNearest !== undefined) throw unimplemented('findNearest')
  const group = parseFrom(query.from)
  const clauses = parseFilter(query.where)
  const disjuncts = expand(clauses)
  const explicitOrder = parseOrder(query.orderBy)
  const select = query.select === undefined ? undefined : parseSelect(query.select)
  return {
    ...{ group, parent, disjuncts, explicitOrder },
    order: fullOrder(explicitOrder, clauses),
    ...position('startAt', query.startAt, explicitOrder),
    ...position('endAt', query.endAt, explicitOrder),
    offset: parseCount(query.offset, 'offset') ?? 0,
    limit: parseCount(query.limit, 'limit'),
    select,
  }
}

function parseFrom(input: unknown): string {
  const selectors = parseList(input, 'from')
  if (selectors.length > 1) {
    throw invalid('StructuredQuery.from cannot have more than one collection selector.')
  }
  const selector = parseObject(selectors[0] ?? {}, 'from', ['collectionId', 'allDescendants'])
  const { collectionId = '', allDescendants } = selector
  if (typeof collectionId !== 'string') throw invalid('collectionId is not a string')
  if (collectionId === '') throw unimplemented('A query over all collections')
  checkId(collectionId, 'collection')
  if (parseBoolean(allDescendants)) throw unimplemented('A collection group query')
  return collectionId
}

/** A filter before IN is expanded: `values` are alternatives; none can ever match when empty. */
type Clause = { path: FieldPath; op: Term['op']; values: Value[] }

function parseFilter(input: unknown): Clause[] {
  if (input === undefined) return []
  const filter = parseObject(input, 'a filter', ['compositeFilter', 'fieldFilter', 'unaryFilter'])
  if (Object.keys(filter).length !== 1) throw invalid('Unknown Filter type.')
  if (filter.unaryFilter !== undefined) return [parseUnary(filter.unaryFilter)]
  if (filter.fieldFilter !== undefined) return [parseFieldFilter(filter.fieldFilter)]
  const composite = parseObject(filter.compositeFilter, 'compositeFilter', ['op', 'filters'])
  const { filters } = composite
  const op = enumName(ENUMS.compositeOp, composite.op)
  if (op === 'OR') throw unimplemented('An OR filter')
  if (op !== 'AND') throw invalid('Unknown CompositeFilter operator.')
  const clauses = parseList(filters, 'filters').flatMap(parseFilter)
  const contained = clauses.filter((clause: Clause) => clause.op === 'ARRAY_CONTAINS')
  if (new Set(contained.map((clause) => JSON.stringify(clause))).size > 1) {
    throw invalid("A maximum of 1 'ARRAY_CONTAINS' filter is allowed per disjunction.")
  }
  return clauses
}

function parseUnary(input: unknown): Clause {
  const { field, op: given } = parseObject(input, 'unaryFilter', ['field', 'op'])
  const op = enumName(ENUMS.unaryOp, given)
  const path = parseField(field)
  if (op === 'IS_NULL') return { path, op: 'EQUAL', values: [{ nullValue: null }] }
  if (op === 'IS_NAN') return { path, op: 'EQUAL', values: [{ doubleValue: 'NaN' }] }
  if (op === 'IS_NOT_NULL' || op === 'IS_NOT_NAN') throw unimplemented(`The filter ${op}`)
  throw invalid('Unknown UnaryFilter operator.')
}

function parseFieldFilter(input: unknown): Clause {
  const { field, op: given, value } = parseObject(input, 'fieldFilter', ['field', 'op', 'value'])
  const op = enumName(ENUMS.fieldOp, given)
  const path = parseField(field)
  if (LATER_OPS.includes(op as string)) throw unimplemented(`The filter ${String(op)}`)
  const isKnown = ['EQUAL', 'IN', 'ARRAY_CONTAINS', ...RANGE_OPS].includes(op as string)
  if (!isKnown) throw invalid('Unknown FieldFilter operator.')
  const values = op === 'IN' ? parseAlternatives(value) : [parseValue(value)]
  if (!isName(path) && values.some((each) => valueSize(each) > INDEXED_BYTES_MAX)) {
    throw invalid(`value for ${pathText(path)} is too large to be used in a query`)
  }
  if (isName(path)) {
    if (op === 'ARRAY_CONTAINS') throw invalid('__name__ is no array')
    if (values.some((each) => !('referenceValue' in each))) {
      throw invalid('A __name__ filter value must be a reference')
    }
  }
  // Comparing with null or NaN matches nothing; IS_NULL and IS_NAN are there for that.
  const comparable = values.filter((each) => !isUnordered(each))
  return { path, op: op === 'IN' ? 'EQUAL' : (op as Term['op']), values: comparable }
}

const isUnordered = (value: Value) =>
  'nullValue' in value || ('doubleValue' in value && Number.isNaN(Number(value.doubleValue)))

function parseAlternatives(input: unknown): Value[] {
  if (!isObject(input) || !isObject(input.arrayValue)) throw invalid("'IN' requires an ArrayValue.")
  const { values } = input.arrayValue
  if (!Array.isArray(values) || values.length === 0) {
    throw invalid("'IN' requires an non-empty ArrayValue.")
  }
  if (values.length > DISJUNCTS_MAX) throw invalid("'IN' supports up to 30 comparison values.")
  const parsed = values.map((value) => parseValue(value))
  const distinct = new Map(parsed.map((value) => [encodeValue(value).toString('latin1'), value]))
  return [...distinct.values()]
}

function expand(clauses: Clause[]): Term[][] {
  let disjuncts: Term[][] = [[]]
  for (const { path, op, values } of clauses) {
    disjuncts = disjuncts.flatMap((terms) => values.map((value) => [...terms, { path, op, value }]))
    if (disjuncts.length > DISJUNCTS_MAX) throw invalid('More than 30 disjunctions')
  }
  return disjuncts
}

const parseField = (input: unknown) =>
  parseFieldPath(parseObject(input, 'field', ['fieldPath']).fieldPath)

function parseOrder(input: unknown): OrderField[] {
  const order = parseList(input, 'orderBy').map((each): OrderField => {
    const { field, direction: given } = parseObject(each, 'orderBy', ['field', 'direction'])
    const direction = enumName(ENUMS.direction, given)
    const isAscending = ['ASCENDING', 'DIRECTION_UNSPECIFIED', undefined].includes(
      direction as string | undefined,
    )
    if (!isAscending && direction !== 'DESCENDING') throw invalid('Unknown direction')
    return { path: parseField(field), direction: isAscending ? 'ASCENDING' : 'DESCENDING' }
  })
  const names = order.map(({ path }) => pathText(path))
  if (new Set(names).size < names.length) throw invalid('order by has duplicate fields')
  const nameAt = order.findIndex(({ path }) => isName(path))
  if (nameAt !== -1 && nameAt !== order.length - 1) {
    throw invalid('order by clause cannot contain more fields after the key')
  }
  return order
}

/** Ranges order by their fields, in the order of the paths, then by name; all as the last one. */
function fullOrder(explicit: OrderField[], clauses: Clause[]): OrderField[] {
  const order = [...explicit]
  const direction = explicit.at(-1)?.direction ?? 'ASCENDING'
  const has = (path: FieldPath) => order.some((each) => pathText(each.path) === pathText(path))
  const ranged = clauses.filter(
    ({ path, op, values }) => RANGE_OPS.includes(op) && !isName(path) && values.length > 0,
  )
  for (const path of ranged.map((clause) => clause.path).sort(byText)) {
    if (has(path)) continue
    if (has([DOCUMENT_NAME])) throw invalid('order by has the name before the field of a range')
    order.push({ path, direction })
  }
  if (!has([DOCUMENT_NAME])) order.push({ path: [DOCUMENT_NAME], direction })
  return order
}

const byText = (a: FieldPath, b: FieldPath) => (pathText(a) < pathText(b) ? -1 : 1)

function position(
  key: 'startAt' | 'endAt',
  input: unknown,
  order: OrderField[],
): Partial<Pick<Query, 'startAt' | 'endAt'>> {
  if (input === undefined) return {}
  const cursor = parseObject(input, key, ['values', 'before'])
  const values = parseList(cursor.values, 'values').map((value) => parseValue(value))
  if (values.length > order.length) throw invalid('Cursor has too many values.')
  values.forEach((value, index) => {
    const isReference = 'referenceValue' in value
    if (isName((order[index] as OrderField).path) && !isReference) {
      throw invalid('A cursor value for __name__ must be a reference')
    }
  })
  return { [key]: { values, before: parseBoolean(cursor.before) ?? false } }
}

function parseSelect(input: unknown): FieldPath[] {
  const { fields } = parseObject(input, 'select', ['fields'])
  return parseList(fields, 'select.fields').map(parseField)
}

/** The official clients wrap `limit`, but only in protobuf; JSON has the bare number. */
export function parseCount(input: unknown, what: string, max = INT32_MAX): number | undefined {
  if (input === undefined) return undefined
  const count = Number(input)
  if (!Number.isInteger(count) || typeof input === 'boolean') throw invalid(`Invalid ${what}`)
  if (count < 0) throw invalid(`${what} is negative`)
  if (count > max) throw invalid(`${what} is over ${max}`)
  return count
}

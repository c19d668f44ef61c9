// Finds the stored indexes that answer a query, or refuses it as the real service would.
import { type Bounds, boundsOf, samePath } from './bounds.ts'
import { FirestoreError } from './errors.ts'
import { type FieldPath, pathText } from './field-paths.ts'
import {
  type Index,
  type IndexCatalogue,
  type IndexField,
  type Mode,
  nameIndex,
  singleFieldIndex,
} from './indexes.ts'
import { encodeValue, invert } from './keys.ts'
import { isName, isRange, type OrderField, type Query, type Term } from './query.ts'

/** One index to read: its entries begin with the pinned fields, then come in the query's order. */
export interface IndexRead {
  index: Index
  /** Encoded pinned fields, after the index's number and its collection. */
  pinned: Buffer
  isBackwards: boolean
}

export interface Plan {
  /** Several are joined: a document must be in each of them. */
  reads: IndexRead[]
  bounds: Bounds
  /** Terms the indexes don't settle; checked on the document. */
  residual: Term[]
}

/** The parts of one disjunct, as index selection sees them. */
interface Wanted {
  query: Query
  pins: Term[]
  order: OrderField[]
  /** Fields that must be there for a sum or an average, in any order. */
  present: FieldPath[]
}

interface Candidate extends IndexRead {
  covers: Term[]
}

export function planDisjunct(
  catalogue: IndexCatalogue,
  query: Query,
  terms: readonly Term[],
  aggregated: readonly FieldPath[] = [],
): Plan {
  const pins: Term[] = []
  for (const term of terms) {
    const isDouble = pins.some((pin) => pin.op === term.op && samePath(pin.path, term.path))
    if (!isRange(term) && !isName(term.path) && !isDouble) pins.push(term)
  }
  const pinned = (path: FieldPath) =>
    pins.some((pin) => pin.op === 'EQUAL' && samePath(pin.path, path))
  const order = query.order.filter(({ path }) => !pinned(path))
  const ordered = (path: FieldPath) => order.some((field) => samePath(field.path, path))
  const isNamed = query.explicitOrder.some(({ path }) => isName(path))
  const present = isNamed ? [] : aggregated.filter((path) => !pinned(path) && !ordered(path))
  const wanted: Wanted = { query, pins, order, present }
  const reads = chooseReads(wanted, candidates(catalogue, wanted))
  const settled = (term: Term) =>
    pins.includes(term) || (isRange(term) && samePath(term.path, (order[0] as OrderField).path))
  const residual = terms.filter((term) => !settled(term))
  return { reads, bounds: boundsOf(query, terms, order), residual }
}

/** One index when one suffices, else the fewest whose pinned fields together are all of them. */
function chooseReads(wanted: Wanted, found: Candidate[]): IndexRead[] {
  const chosen: Candidate[] = []
  const open = new Set(wanted.pins)
  const gain = (candidate: Candidate) => candidate.covers.filter((pin) => open.has(pin)).length
  for (;;) {
    const best = found.toSorted((a, b) => gain(b) - gain(a))[0]
    if (!best || (open.size > 0 && gain(best) === 0)) throw indexRequired(wanted)
    chosen.push(best)
    for (const pin of best.covers) open.delete(pin)
    if (open.size === 0) return chosen
  }
}

function candidates(catalogue: IndexCatalogue, wanted: Wanted): Candidate[] {
  const { query, pins, order } = wanted
  const found = [
    ...catalogue.composites(query.group).map((index) => match(wanted, index, false)),
    ...automatic(catalogue, wanted),
  ].filter((candidate) => candidate !== undefined)
  const [only] = order
  const byName = only && isName(only.path) && only.direction === 'ASCENDING'
  if (byName && pins.length === 0 && wanted.present.length === 0) {
    const index = nameIndex(query.group)
    found.push({ index, pinned: Buffer.alloc(0), isBackwards: false, covers: [] })
  }
  return found
}

/** Automatic indexes: one field each, so a pinned field or an ordered one, never both. */
function automatic(catalogue: IndexCatalogue, wanted: Wanted): (Candidate | undefined)[] {
  const { query, pins, order, present } = wanted
  const first = order[0] as OrderField
  const has = (path: FieldPath, mode: Mode) =>
    catalogue.singleField(query.group, path).includes(mode)
  const make = (path: FieldPath, mode: Mode) => {
    if (!has(path, mode)) return undefined
    const index = singleFieldIndex(query.group, { path, mode })
    return match(wanted, index, mode === 'DESCENDING')
  }
  if (!isName(first.path)) return [make(first.path, first.direction)]
  if (present.length > 0) return [make(present[0] as FieldPath, first.direction)]
  return pins.map((pin) => {
    if (pin.op === 'EQUAL') return make(pin.path, first.direction)
    // The automatic array index takes part in no join: array-contains and anything else needs a
    // composite index.
    return pins.length === 1 && first.direction === 'ASCENDING'
      ? make(pin.path, 'CONTAINS')
      : undefined
  })
}

/** Pinned fields first, in any direction, then exactly the order, then the aggregated fields. */
function match(wanted: Wanted, index: Index, isBackwards: boolean): Candidate | undefined {
  const { pins, order, present } = wanted
  const ordered = order.filter(({ path }) => !isName(path))
  const pinCount = index.fields.length - ordered.length - present.length
  if (pinCount < 0) return undefined
  const covers: Term[] = []
  for (const field of index.fields.slice(0, pinCount)) {
    const pin = pins.find((each) => pinFits(each, field))
    if (!pin || covers.includes(pin)) return undefined
    covers.push(pin)
  }
  const rest = index.fields.slice(pinCount)
  const isInOrder = ordered.every(({ path, direction }, at) => {
    const field = rest[at] as IndexField
    return samePath(field.path, path) && modeOf(field, isBackwards) === direction
  })
  const tail = rest.slice(ordered.length)
  const isTail = present.every((path) => tail.some((field) => samePath(field.path, path)))
  const named = isBackwards ? 'DESCENDING' : index.nameDirection
  const isNamed = present.length > 0 || named === (order.at(-1) as OrderField).direction
  if (!isInOrder || !isTail || !isNamed) return undefined
  const keys = covers.map((pin, at) => {
    const key = encodeValue(pin.value)
    return index.fields[at]?.mode === 'DESCENDING' ? invert(key) : key
  })
  return { index, pinned: Buffer.concat(keys), isBackwards, covers }
}

function pinFits(pin: Term, field: IndexField): boolean {
  return samePath(pin.path, field.path) && (pin.op === 'EQUAL') === (field.mode !== 'CONTAINS')
}

function modeOf(field: IndexField, isBackwards: boolean): Mode {
  if (!isBackwards || field.mode === 'CONTAINS') return field.mode
  return field.mode === 'ASCENDING' ? 'DESCENDING' : 'ASCENDING'
}

/** Names the definition that would do, ready for firestore.indexes.json. */
function indexRequired({ query, pins, order, present }: Wanted): FirestoreError {
  const fields = [
    ...pins.map(({ path, op }) => ({
      fieldPath: pathText(path),
      ...(op === 'EQUAL' ? { order: 'ASCENDING' } : { arrayConfig: 'CONTAINS' }),
    })),
    ...order
      .filter(({ path }) => !isName(path))
      .map(({ path, direction }) => ({ fieldPath: pathText(path), order: direction })),
    ...present.map((path) => ({ fieldPath: pathText(path), order: 'ASCENDING' })),
  ]
  // The name follows the last ordered field unless the definition says otherwise.
  const { direction } = order.at(-1) as OrderField
  const implied = fields.findLast((field) => 'order' in field)?.order ?? 'ASCENDING'
  const isNamed = present.length === 0 && (fields.length === 0 || implied !== direction)
  if (isNamed) fields.push({ fieldPath: '__name__', order: direction })
  const definition = { collectionGroup: query.group, queryScope: 'COLLECTION', fields }
  return new FirestoreError(
    'FAILED_PRECONDITION',
    `The query requires an index. Add to firestore.indexes.json: ${JSON.stringify(definition)}`,
  )
}

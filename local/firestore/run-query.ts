// Runs a parsed query: plans each disjunct, merges them in order, applies offset and limit.
import { nameBytes, referencePath } from './bounds.ts'
import type { Meter } from './counters.ts'
import type { Storage, StoredDocument } from './database.ts'
import { type FieldPath, valueAt } from './field-paths.ts'
import { collectionKey } from './indexes.ts'
import { encodePath, encodeValue, invert } from './keys.ts'
import type { Path, Root } from './names.ts'
import { type Plan, planDisjunct } from './planner.ts'
import { isName, isRange, type OrderField, type Query, type Term } from './query.ts'
import { IndexCursor, joined } from './scan.ts'
import type { Fields } from './values.ts'

export interface QueryContext {
  database: Storage
  meter: Meter
  root: Root
}

/** A matching document, loaded only when somebody looks. */
export interface Match {
  load(): StoredDocument
}

/** Matches in order, with `offset` and `limit` applied; `skipped` counts those passed over. */
export function runQuery(
  context: QueryContext,
  query: Query,
  aggregated: readonly FieldPath[] = [],
): { matches: Generator<Match>; skipped(): number } {
  const plans = query.disjuncts.map((terms) => ({
    terms,
    plan: planDisjunct(context.database.catalogue, query, terms, aggregated),
  }))
  const streams = plans.map(({ terms, plan }) => stream(context, query, terms, plan))
  const all =
    streams.length === 1 ? (streams[0] as Generator<Match>) : merged(context, query, streams)
  let skipped = 0
  function* page(): Generator<Match> {
    let taken = 0
    if (query.limit === 0) return
    for (const match of all) {
      if (skipped < query.offset) skipped += 1
      else {
        yield match
        taken += 1
        if (taken === query.limit) return
      }
    }
  }
  return { matches: page(), skipped: () => skipped }
}

function* stream(
  { database, meter, root }: QueryContext,
  query: Query,
  terms: readonly Term[],
  plan: Plan,
): Generator<Match> {
  const collection: Path = [...query.parent, query.group]
  const cursors: IndexCursor[] = []
  for (const { index, pinned, isBackwards } of plan.reads) {
    const number = database.indexPrefix(root, index)
    if (!number) return
    const prefix = Buffer.concat([number, collectionKey(collection), pinned])
    const bounds = narrowedByName(query, terms, plan)
    cursors.push(new IndexCursor(database, meter, { prefix, bounds, isBackwards }))
  }
  for (const { document } of joined(cursors)) {
    const match = lazily(database, document)
    const isMatch =
      plan.residual.length === 0 || plan.residual.every((term) => holds(term, match.load()))
    if (isMatch) yield match
  }
}

/** `__name__ == x` in name order reads that one entry instead of the collection. */
function narrowedByName(query: Query, terms: readonly Term[], plan: Plan): Plan['bounds'] {
  const pin = terms.find((term) => term.op === 'EQUAL' && isName(term.path))
  const isPlain = query.order.length === 1 && plan.bounds.from.length === 0 && !plan.bounds.to
  if (!pin || !isPlain || query.order[0]?.direction !== 'ASCENDING') return plan.bounds
  const key = nameBytes(query, pin.value)
  return { from: key, to: Buffer.concat([key, Buffer.from([0])]), isEmpty: false }
}

function lazily(database: Storage, id: bigint): Match {
  let document: StoredDocument | undefined
  return {
    load: () => {
      document ??= database.documentById(id)
      return document
    },
  }
}

/** Does the document satisfy a term that no index settled? */
function holds(term: Term, document: StoredDocument): boolean {
  if (isName(term.path)) {
    const wanted = referencePath(term.value)
    return compares(term.op, Buffer.compare(encodePath(document.path), encodePath(wanted)))
  }
  const value = valueAt(JSON.parse(document.body) as Fields, term.path)
  if (!value) return false
  const wanted = encodeValue(term.value)
  if (term.op === 'ARRAY_CONTAINS') {
    const elements = 'arrayValue' in value ? (value.arrayValue.values ?? []) : []
    return elements.some((element) => encodeValue(element).equals(wanted))
  }
  const key = encodeValue(value)
  if (isRange(term) && key[0] !== wanted[0]) return false
  return compares(term.op, Buffer.compare(key, wanted))
}

function compares(op: Term['op'], comparison: number): boolean {
  if (comparison === 0) return op === 'EQUAL' || op.endsWith('OR_EQUAL')
  return op.startsWith(comparison < 0 ? 'LESS' : 'GREATER')
}

/** Several disjuncts: always the least of their next documents. No document is in two of them. */
function* merged(
  { root }: QueryContext,
  query: Query,
  streams: Generator<Match>[],
): Generator<Match> {
  const next = (source: Generator<Match>) => {
    const { value, done } = source.next()
    if (done) return undefined
    const match = value as Match
    return { source, match, key: sortKey(root, query, match.load()) }
  }
  let heads = streams.map(next).filter((head) => head !== undefined)
  while (heads.length > 0) {
    const least = heads.reduce((a, b) => (Buffer.compare(b.key, a.key) < 0 ? b : a))
    yield least.match
    const following = next(least.source)
    heads = heads.flatMap((head) => (head !== least ? [head] : following ? [following] : []))
  }
}

function sortKey(root: Root, query: Query, document: StoredDocument): Buffer {
  const fields = JSON.parse(document.body) as Fields
  const parts = query.order.map(({ path, direction }: OrderField) => {
    const value = isName(path) ? undefined : valueAt(fields, path)
    const key = value ? encodeValue(value) : encodePath([root, ...document.path])
    return direction === 'DESCENDING' ? invert(key) : key
  })
  return Buffer.concat(parts)
}

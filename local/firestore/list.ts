// Listing a collection page by page. A page token holds the position; it is opaque to callers.
import { type CallContext, readTimeOf, refuseTransactions, render } from './calls.ts'
import { FirestoreError, invalid, unimplemented } from './errors.ts'
import { type FieldPath, parseFieldPath, pathText, valueAt } from './field-paths.ts'
import { documentName, type Path } from './names.ts'
import { isName, parseCount, parseQuery, type Query } from './query.ts'
import { runQuery } from './run-query.ts'
import type { Fields, Value } from './values.ts'

const PAGE_SIZE_DEFAULT = 100
const PAGE_SIZE_MAX = 300

export function list(
  context: CallContext,
  collection: Path,
  parameters: URLSearchParams,
  mask?: FieldPath[],
): string {
  if (parameters.get('showMissing') === 'true') throw unimplemented('showMissing')
  refuseTransactions(Object.fromEntries(parameters))
  readTimeOf(context, parameters.get('readTime') ?? undefined)
  const asked = parseCount(parameters.get('pageSize') ?? undefined, 'pageSize')
  const pageSize = Math.min(asked || PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX)
  const orderBy = parseOrderBy(parameters.get('orderBy') ?? '')
  const token = parameters.get('pageToken')
  const group = collection.at(-1) as string
  const query = parseQuery(collection.slice(0, -1), {
    from: [{ collectionId: group }],
    orderBy,
    limit: pageSize + 1,
    ...(token && { startAt: { values: parseToken(token, orderBy.length), before: false } }),
  })
  const documents = [...runQuery(context, query).matches].map((match) => match.load())
  const page = documents.slice(0, pageSize)
  context.meter.read(Math.max(1, page.length))
  const rendered = page.map((document) => render(context, document, mask))
  if (rendered.length === 0) return '{}'
  const last = page.at(-1)
  const next = last && documents.length > pageSize ? makeToken(context, query, last) : undefined
  const tail = next ? `,"nextPageToken":${JSON.stringify(next)}` : ''
  return `{"documents":[${rendered.join(',\n')}]${tail}}`
}

/** `a desc, b`; the name is always the last, so that a token is exact. */
function parseOrderBy(text: string): { field: { fieldPath: string }; direction: string }[] {
  const clauses = text.trim() === '' ? [] : text.split(',')
  const order = clauses.map((clause) => {
    const match = /^\s*(\S+)(?:\s+(asc|desc))?\s*$/i.exec(clause)
    if (!match) throw invalid(`Invalid order by clause "${clause}".`)
    const fieldPath = pathText(parseFieldPath(match[1]))
    return { field: { fieldPath }, direction: directionOf(match[2]) }
  })
  const last = order.at(-1)
  if (last?.field.fieldPath === '__name__') return order
  const direction = last?.direction ?? 'ASCENDING'
  return [...order, { field: { fieldPath: '__name__' }, direction }]
}

const directionOf = (word = 'asc') => (word.toLowerCase() === 'desc' ? 'DESCENDING' : 'ASCENDING')

function makeToken(context: CallContext, query: Query, last: { path: Path; body: string }): string {
  const fields = JSON.parse(last.body) as Fields
  const values = query.explicitOrder.map(({ path }): Value => {
    if (isName(path)) return { referenceValue: documentName(context.root, last.path) }
    return valueAt(fields, path) as Value
  })
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

function parseToken(token: string, length: number): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    if (Array.isArray(values) && values.length === length) return values
  } catch {
    // Falls through: whatever it was, it isn't one of ours.
  }
  throw new FirestoreError('INVALID_ARGUMENT', 'invalid page token')
}

// The calls themselves: each takes parsed JSON and gives the text of the answer's body.
import { randomBytes } from 'node:crypto'
import { aggregate, parseAggregationQuery } from './aggregate.ts'
import type { Clock } from './clock.ts'
import { type Committed, commitWrites } from './commit.ts'
import type { Meter } from './counters.ts'
import type { Storage, StoredDocument } from './database.ts'
import { FirestoreError, invalid, unimplemented } from './errors.ts'
import { type FieldPath, project } from './field-paths.ts'
import { checkId, checkPath, documentName, documentPath, type Path, type Root } from './names.ts'
import { parseQuery } from './query.ts'
import { runQuery } from './run-query.ts'
import { formatTimestamp, parseTimestamp } from './timestamps.ts'
import { type Fields, type Json, parseFields, parseList, parseObject, toWire } from './values.ts'
import { type Precondition, parseDocument, parseMask, parseWrite, type Write } from './writes.ts'

export interface CallContext {
  database: Storage
  clock: Clock
  meter: Meter
  root: Root
}

const AGGREGATED_ENTRIES_PER_READ = 1000
const AUTO_ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const AUTO_ID_LENGTH = 20

export function commit(context: CallContext, body: unknown): string {
  const { writes, transaction } = parseObject(body, 'the request', ['writes', 'transaction'])
  if (transaction !== undefined) throw unimplemented('A commit of a server transaction')
  const parsed = parseList(writes, 'writes').map((write) => parseWrite(context.root, write))
  return encode(commitWrites(context, context.root, parsed))
}

const encode = (committed: Committed) => toWire(JSON.stringify(committed))

export function batchGet(context: CallContext, body: unknown): string {
  const keys = ['documents', 'mask', 'readTime', 'transaction', 'newTransaction']
  const given = parseObject(body, 'the request', keys)
  refuseTransactions(given)
  const names = parseList(given.documents, 'documents')
  const mask = parseMask(given.mask)
  const paths = new Map<string, Path>()
  for (const name of names) paths.set(String(name), documentPath(context.root, name))
  const readTime = readTimeOf(context, given.readTime)
  context.meter.read(paths.size)
  const results = [...paths].map(([name, path]) => {
    const document = context.database.document(context.root, path)
    const head = document ? `"found":${render(context, document, mask)}` : missing(name)
    return `{${head},"readTime":"${readTime}"}`
  })
  return `[${results.join(',\n')}]`
}

const missing = (name: string) => `"missing":${JSON.stringify(name)}`

export function get(
  context: CallContext,
  path: Path,
  mask: FieldPath[] | undefined,
  given: Json,
): string {
  refuseTransactions(given)
  readTimeOf(context, given.readTime)
  context.meter.read(1)
  const document = context.database.document(context.root, checkPath(path))
  if (document) return render(context, document, mask)
  const name = documentName(context.root, path)
  throw new FirestoreError('NOT_FOUND', `Document (${name}) not found.`)
}

export function runQueryCall(context: CallContext, parent: Path, body: unknown): string {
  const keys = ['structuredQuery', 'readTime', 'transaction', 'newTransaction', 'explainOptions']
  const given = parseObject(body, 'the request', keys)
  refuseTransactions(given)
  if (given.explainOptions !== undefined) throw unimplemented('explainOptions')
  if (given.structuredQuery === undefined) throw invalid('only structured queries are supported')
  const query = parseQuery(parent, given.structuredQuery)
  const readTime = readTimeOf(context, given.readTime)
  const result = runQuery(context, query)
  const documents = [...result.matches].map((match) => match.load())
  const skipped = result.skipped()
  context.meter.read(Math.max(1, documents.length + skipped))
  const elements = documents.map(
    (each) => `"document":${render(context, each, query.select)},"readTime":"${readTime}"`,
  )
  if (skipped > 0) elements.unshift(`"readTime":"${readTime}","skippedResults":${skipped}`)
  if (elements.length === 0) elements.push(`"readTime":"${readTime}"`)
  const last = elements.length - 1
  elements[last] += ',"done":true'
  return `[${elements.map((each) => `{${each}}`).join(',\n')}]`
}

export function runAggregationQuery(context: CallContext, parent: Path, body: unknown): string {
  const keys = ['structuredAggregationQuery', 'readTime', 'transaction', 'newTransaction']
  const given = parseObject(body, 'the request', [...keys, 'explainOptions'])
  refuseTransactions(given)
  if (given.explainOptions !== undefined) throw unimplemented('explainOptions')
  const asked = parseAggregationQuery(parent, given.structuredAggregationQuery)
  const readTime = readTimeOf(context, given.readTime)
  const { fields, entries } = aggregate(context, asked)
  context.meter.read(Math.max(1, Math.ceil(entries / AGGREGATED_ENTRIES_PER_READ)))
  const result = { aggregateFields: fields }
  return toWire(JSON.stringify([{ result, readTime, done: true }]))
}

export function create(
  context: CallContext,
  collection: Path,
  documentId: string | undefined,
  body: unknown,
  mask?: FieldPath[],
): string {
  const document = parseDocument(body)
  if (document.name !== undefined) throw invalid('document.name must not be set')
  const id = documentId || autoId()
  checkId(id, 'document')
  return write(context, [...collection, id], { exists: false }, document, undefined, mask)
}

export function patch(
  context: CallContext,
  path: Path,
  precondition: Precondition,
  body: unknown,
  updateMask?: FieldPath[],
  mask?: FieldPath[],
): string {
  const document = parseDocument(body)
  const name = documentName(context.root, path)
  if (document.name !== undefined && document.name !== name) {
    throw invalid('document.name is not the name in the URL')
  }
  return write(context, path, precondition, document, updateMask, mask)
}

export function remove(context: CallContext, path: Path, precondition: Precondition): string {
  const deletion: Write = { kind: 'delete', path: checkPath(path), precondition }
  commitWrites(context, context.root, [deletion])
  return '{}'
}

function write(
  context: CallContext,
  path: Path,
  precondition: Precondition,
  document: Json,
  updateMask: FieldPath[] | undefined,
  mask: FieldPath[] | undefined,
): string {
  const fields = parseFields(document.fields)
  const update = { kind: 'update' as const, path: checkPath(path), precondition, fields }
  const masked = updateMask ? { mask: updateMask } : {}
  commitWrites(context, context.root, [{ ...update, transforms: [], ...masked }])
  const stored = context.database.document(context.root, path) as StoredDocument
  return render(context, stored, mask)
}

/** A document as JSON text; without a mask the stored text is passed on as it is. */
export function render(
  context: Pick<CallContext, 'root'>,
  document: StoredDocument,
  mask: readonly FieldPath[] | undefined,
): string {
  const body = mask
    ? JSON.stringify(project(JSON.parse(document.body) as Fields, mask))
    : document.body
  const name = JSON.stringify(documentName(context.root, document.path))
  const fields = body === '{}' ? '' : `"fields":${toWire(body)},`
  const created = formatTimestamp(document.created)
  const updated = formatTimestamp(document.updated)
  return `{"name":${name},${fields}"createTime":"${created}","updateTime":"${updated}"}`
}

/**
 * Every read is of now. A `readTime` is honoured while nothing was committed since; there is no
 * history to answer from, and the present would be a wrong answer.
 */
export function readTimeOf({ clock }: Pick<CallContext, 'clock'>, asked?: unknown): string {
  const now = clock.read()
  if (asked === undefined) return formatTimestamp(now)
  const instant = parseTimestamp(asked)
  if (instant > now) throw invalid('readTime is in the future')
  if (instant < clock.lastCommit()) throw unimplemented('A readTime before the latest commit')
  return formatTimestamp(instant)
}

export function refuseTransactions(given: Json): void {
  if (given.transaction !== undefined || given.newTransaction !== undefined) {
    throw unimplemented('Reading in a server transaction')
  }
}

/** The same form as the official clients': 20 letters and digits. */
function autoId(): string {
  const bytes = randomBytes(AUTO_ID_LENGTH)
  return [...bytes].map((byte) => AUTO_ID_ALPHABET[byte % AUTO_ID_ALPHABET.length]).join('')
}

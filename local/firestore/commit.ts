// A commit: writes to one document fold into one change, guards look at the stored documents, and
// only when every guard holds is anything stored.
import type { Clock } from './clock.ts'
import type { Meter } from './counters.ts'
import type { Storage, StoredDocument } from './database.ts'
import { checkDocumentSize } from './document-size.ts'
import { FirestoreError, invalid } from './errors.ts'
import { valueAt, withValue } from './field-paths.ts'
import type { IndexCatalogue } from './indexes.ts'
import { documentName, type Root } from './names.ts'
import { formatTimestamp } from './timestamps.ts'
import { applyTransforms } from './transforms.ts'
import type { Fields, Value } from './values.ts'
import type { Precondition, Write } from './writes.ts'

/** Everything one commit does to one document. */
interface Change {
  name: string
  path: Write['path']
  /** Of the first write; later ones may only repeat or leave out its version. */
  guard: Precondition
  isVerify: boolean
  writes: { write: Write; position: number }[]
  isDeleted: boolean
  transformCount: number
  stored?: StoredDocument
  fields?: Fields
  /** The JSON of `fields`. */
  body?: string
  updated?: bigint
}

export interface WriteResult {
  updateTime?: string
  transformResults?: Value[]
}

export interface Committed {
  writeResults?: WriteResult[]
  commitTime?: string
}

const TRANSFORMS_MAX = 500
const INDEX_ENTRIES_MAX = 40_000

export interface CommitDependencies {
  database: Storage
  clock: Clock
  meter: Meter
}

export function commitWrites(
  { database, clock, meter }: CommitDependencies,
  root: Root,
  writes: readonly Write[],
): Committed {
  if (writes.length === 0) return {}
  const changes = foldWrites(root, writes)
  for (const change of changes) change.stored = database.document(root, change.path)
  for (const change of changes) checkGuard(change)
  const requestTime = formatTimestamp((clock.raw() / 1000n) * 1000n)
  const results: WriteResult[] = writes.map(() => ({}))
  for (const change of changes) stage(database.catalogue, change, requestTime, results)
  const commitTime = clock.commit()
  database.atomically(() => {
    for (const change of changes) store(database, root, change, commitTime)
    database.setLastCommit(commitTime)
  })
  meter.wrote(writes.filter(({ kind }) => kind !== 'verify').length)
  for (const { writes: own, updated } of changes) {
    if (updated === undefined) continue
    for (const { position } of own) {
      const transformed = results[position]
      results[position] = { updateTime: formatTimestamp(updated), ...transformed }
    }
  }
  return { writeResults: results, commitTime: formatTimestamp(commitTime) }
}

/** Combinations that contradict themselves are refused before any document is looked at. */
function foldWrites(root: Root, writes: readonly Write[]): Change[] {
  const changes = new Map<string, Change>()
  writes.forEach((write, position) => {
    const name = documentName(root, write.path)
    const change = changes.get(name)
    if (change) addWrite(change, write, position)
    else {
      changes.set(name, {
        name,
        path: write.path,
        guard: write.precondition,
        isVerify: write.kind === 'verify',
        writes: [{ write, position }],
        isDeleted: write.kind === 'delete',
        transformCount: transformCount(write),
      })
    }
  })
  return [...changes.values()]
}

function addWrite(change: Change, write: Write, position: number): void {
  if (change.isVerify || write.kind === 'verify') {
    throw invalid('the same document cannot be verified and written or verified again')
  }
  const { exists, updateTime } = write.precondition
  const needsDocument = exists === true || (write.kind === 'update' && updateTime !== undefined)
  if (change.isDeleted && needsDocument) {
    throw invalid(`Cannot delete then ${write.kind} an entity in the same request.`)
  }
  if (!change.isDeleted && exists === false) {
    throw invalid('Cannot write then insert an entity in the same request.')
  }
  if (updateTime !== undefined && updateTime !== change.guard.updateTime) {
    throw invalid('Cannot collapse mutations with different versions.')
  }
  change.transformCount += transformCount(write)
  if (change.transformCount > TRANSFORMS_MAX) {
    throw invalid('More than 500 transforms of one document')
  }
  change.writes.push({ write, position })
  change.isDeleted = write.kind === 'delete'
}

const transformCount = (write: Write) => (write.kind === 'update' ? write.transforms.length : 0)

function checkGuard({ guard, stored, name }: Change): void {
  if (guard.exists === true && !stored) {
    throw new FirestoreError('NOT_FOUND', `No document to update: ${name}`)
  }
  if (guard.exists === false && stored) {
    throw new FirestoreError('ALREADY_EXISTS', `Document already exists: ${name}`)
  }
  if (stored && guard.updateTime !== undefined && guard.updateTime > stored.updated) {
    throw invalid(`Invalid base version, it is greater than the stored version: ${name}`)
  }
  if (guard.updateTime !== undefined && guard.updateTime !== stored?.updated) {
    throw new FirestoreError(
      'FAILED_PRECONDITION',
      `the stored version (${stored?.updated ?? 0}) does not match the required base version ` +
        `(${guard.updateTime})`,
    )
  }
}

/** Computes the document after all its writes, and the results of its transforms. */
function stage(
  catalogue: IndexCatalogue,
  change: Change,
  requestTime: string,
  results: WriteResult[],
): void {
  change.fields = change.stored && (JSON.parse(change.stored.body) as Fields)
  for (const { write, position } of change.writes) {
    if (write.kind === 'verify') continue
    if (write.kind === 'delete') {
      change.fields = undefined
      continue
    }
    const updated = withUpdate(change.fields ?? {}, write)
    const transformed = applyTransforms(updated, write.transforms, requestTime)
    change.fields = transformed.fields
    if (write.transforms.length > 0) results[position] = { transformResults: transformed.results }
  }
  if (!change.fields) return
  change.body = JSON.stringify(change.fields)
  if (change.isVerify) return
  checkDocumentSize(change.path, change.fields)
  // Few characters can't be many entries.
  const isLong = change.body.length > INDEX_ENTRIES_MAX
  if (isLong && catalogue.entryCount(change.path, change.fields) > INDEX_ENTRIES_MAX) {
    throw invalid(`too many index entries for ${change.name}`)
  }
}

function withUpdate(before: Fields, write: Write & { kind: 'update' }): Fields {
  if (!write.mask) return write.fields
  let fields = before
  for (const path of write.mask) fields = withValue(fields, path, valueAt(write.fields, path))
  return fields
}

function store(database: Storage, root: Root, change: Change, commitTime: bigint): void {
  const { stored, body, path } = change
  const wasRecreated = change.writes.some(({ write }) => write.kind === 'delete')
  if (!body) {
    if (stored) database.remove(root, stored)
    return
  }
  if (stored && stored.body === body && !wasRecreated) {
    // Nothing changed: the update time stays, so other writers' guards still hold.
    change.updated = stored.updated
    return
  }
  change.updated = commitTime
  const created = stored && !wasRecreated ? stored.created : commitTime
  database.put(root, { path, body, created, updated: commitTime }, stored)
}

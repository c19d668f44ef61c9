// The heart: read in one call, decide, write in one commit whose every precondition is what was
// read. Lost races decide again; unanswered commits are resolved before anything else is done.
import { Outage } from '../../../shared/failure.ts'
import type { Change, Decision, Kind, Ref, Seen, Stored } from '../../ports.ts'
import {
  type FirestoreClient,
  FirestoreRefusal,
  type StoredDocument,
  Unanswered,
  type Write,
} from './client.ts'
import { pathOf, SPELLINGS } from './documents.ts'
import type { Fields } from './values.ts'

export const ATOMIC_ATTEMPTS_MAX = 8
/** No new attempt after this long: a person is waiting, and a 503 loses nothing. */
const ATOMIC_ELAPSED_MS_MAX = 15_000
const BACKOFF_MS_BASE = 20
const BACKOFF_MS_MAX = 1_000

export interface Pacing {
  /** 0 <= x < 1. */
  fraction(): number
  pause(ms: number): Promise<void>
  /** Milliseconds. */
  now(): number
}

type Documents = ReadonlyMap<string, StoredDocument>
type Outcome = 'applied' | 'refused' | 'unanswered'
/** A commit that was sent, and what each document it guards looked like. */
interface Attempt<T> {
  readonly writes: Write[]
  readonly guarded: ReadonlyMap<string, string | undefined>
  readonly answer: T
}

// The service's words for "nothing happened, look again": a lost race, or too much at once.
const RACES = new Set([
  'FAILED_PRECONDITION',
  'ABORTED',
  'ALREADY_EXISTS',
  'NOT_FOUND',
  'RESOURCE_EXHAUSTED',
])

/** See `Store.atomically` for the promise. */
export async function guardedCommit<R extends Record<string, Ref>, T>(
  client: FirestoreClient,
  pacing: Pacing,
  refs: R,
  decide: (seen: Seen<R>) => Decision<T>,
): Promise<T> {
  let doubtful: Attempt<T> | null = null
  let unread: Error | null = null
  const startedAt = pacing.now()
  for (let attempts = 0; attempts < ATOMIC_ATTEMPTS_MAX; attempts += 1) {
    if (pacing.now() - startedAt >= ATOMIC_ELAPSED_MS_MAX) break
    if (attempts > 0) await pacing.pause(backoffMs(attempts, pacing.fraction()))
    const documents = await readOrPassing(client, refs)
    unread = documents instanceof Error ? documents : null
    if (documents instanceof Error) continue
    // While nothing that it guards has moved, a doubtful commit may still land: deciding anew now
    // could answer a refusal that it then contradicts. So only the same commit is sent again.
    const attempt: Attempt<T> | T =
      doubtful && !moved(doubtful, documents) ? doubtful : prepare(client, refs, documents, decide)
    if (!isAttempt(attempt)) return attempt
    const outcome = await send(client, attempt.writes)
    if (outcome === 'applied') return attempt.answer
    if (outcome === 'unanswered') doubtful = attempt
    else if (doubtful !== attempt) doubtful = null
  }
  if (doubtful) throw new Outage('STORE_UNAVAILABLE', 'a commit was sent and never answered')
  throw unread ? asOutage(unread) : new Outage('STORE_BUSY', 'lost too many races')
}

/** One call; a failing read changes nothing, so it is simply tried again. */
export async function readDocuments<R extends Record<string, Ref>>(
  client: FirestoreClient,
  pacing: Pacing,
  refs: R,
): Promise<Seen<R>> {
  const documents = await retryRead(pacing, () => client.batchGet(namesOf(client, refs)))
  return seenFrom(client, refs, documents)
}

/** Repeats a read that wasn't answered. Throws STORE_UNAVAILABLE. */
export async function retryRead<T>(pacing: Pacing, read: () => Promise<T>): Promise<T> {
  const startedAt = pacing.now()
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await read()
    } catch (error) {
      const passing = error instanceof Unanswered || isRace(error)
      const late = pacing.now() - startedAt >= READ_ELAPSED_MS_MAX
      if (!passing || late || attempts >= READ_ATTEMPTS_MAX) throw asOutage(error)
      await pacing.pause(backoffMs(attempts, pacing.fraction()))
    }
  }
}
/** A page waits for it: rather say that it failed than spin. */
const READ_ELAPSED_MS_MAX = 4_000
const READ_ATTEMPTS_MAX = 4

/** A failure that may pass is a value: the read is simply part of the next attempt. */
async function readOrPassing(
  client: FirestoreClient,
  refs: Record<string, Ref>,
): Promise<Documents | Error> {
  const names = namesOf(client, refs)
  if (names.length === 0) return new Map()
  try {
    return await client.batchGet(names)
  } catch (error) {
    if (error instanceof Unanswered || isRace(error)) return error
    throw asOutage(error)
  }
}

async function send(client: FirestoreClient, writes: Write[]): Promise<Outcome> {
  try {
    await client.commit(writes)
    return 'applied'
  } catch (error) {
    if (error instanceof Unanswered) return 'unanswered'
    if (isRace(error)) return 'refused'
    throw asOutage(error)
  }
}

function prepare<R extends Record<string, Ref>, T>(
  client: FirestoreClient,
  refs: R,
  documents: Documents,
  decide: (seen: Seen<R>) => Decision<T>,
): Attempt<T> | T {
  const { answer, changes } = decide(seenFrom(client, refs, documents))
  const read = new Set(namesOf(client, refs))
  const guarded = new Map<string, string | undefined>()
  const writes = changes.flatMap((change) => {
    const name = client.nameOf(pathOf(change.ref.kind, change.ref.id))
    const before = documents.get(name)
    const write = writeOf(change, name, before, read.has(name))
    // Only a document that is written guards the commit: it may still land when another moves.
    if (write && read.has(name)) guarded.set(name, before?.updateTime)
    return write ?? []
  })
  return writes.length === 0 ? answer : new PreparedAttempt(writes, guarded, answer)
}

/** A class, so that an attempt can't be mistaken for somebody's answer. */
class PreparedAttempt<T> implements Attempt<T> {
  readonly writes: Write[]
  readonly guarded: ReadonlyMap<string, string | undefined>
  readonly answer: T

  constructor(writes: Write[], guarded: ReadonlyMap<string, string | undefined>, answer: T) {
    this.writes = writes
    this.guarded = guarded
    this.answer = answer
  }
}

function isAttempt<T>(value: Attempt<T> | T): value is Attempt<T> {
  return value instanceof PreparedAttempt
}

function writeOf(
  change: Change,
  name: string,
  before: StoredDocument | undefined,
  wasRead: boolean,
): Write | null {
  const spelling = SPELLINGS[change.ref.kind]
  // The change pairs kind and value by type; TypeScript can't follow the pair through the table.
  const encode = spelling.encode as (value: Stored[Kind]) => Fields
  const fields = encode(change.value)
  if (!before) {
    const create = wasRead || spelling.unread === 'create'
    return { update: { name, fields }, ...(create && { currentDocument: { exists: false } }) }
  }
  // What was read, in our own spelling: Firestore trims times and empty maps, and fields that this
  // version of the product doesn't know are left alone.
  const mask = changedFields(encode(decodeDocument(change.ref.kind, before)), fields)
  if (mask.length === 0) return null
  return {
    update: { name, fields: Object.fromEntries(mask.flatMap((n) => fieldOf(fields, n))) },
    updateMask: { fieldPaths: mask },
    currentDocument: { updateTime: before.updateTime },
  }
}

/** Names in the mask without a value are deleted, as Firestore wants it. */
function fieldOf(fields: Fields, name: string): [string, Fields[string]][] {
  const value = fields[name]
  return value ? [[name, value]] : []
}

function changedFields(before: Fields, after: Fields): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !sameValue(before[name], after[name])).sort()
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  return [...names].every((name) => sameValue(left[name], right[name]))
}

function seenFrom<R extends Record<string, Ref>>(
  client: FirestoreClient,
  refs: R,
  documents: Documents,
): Seen<R> {
  const entries = Object.entries(refs).map(([key, { kind, id }]) => {
    const document = documents.get(client.nameOf(pathOf(kind, id)))
    return [key, document ? decodeDocument(kind, document) : null]
  })
  return Object.fromEntries(entries) as Seen<R>
}

export function decodeDocument<K extends Kind>(kind: K, document: StoredDocument) {
  return SPELLINGS[kind].decode(document.fields ?? {})
}

function moved(attempt: Attempt<unknown>, documents: Documents): boolean {
  return [...attempt.guarded].some(([name, time]) => documents.get(name)?.updateTime !== time)
}

function namesOf(client: FirestoreClient, refs: Record<string, Ref>): string[] {
  const paths = Object.values(refs).map(({ kind, id }) => client.nameOf(pathOf(kind, id)))
  return [...new Set(paths)]
}

function isRace(error: unknown): error is FirestoreRefusal {
  return error instanceof FirestoreRefusal && RACES.has(error.status)
}

/** What Firestore refuses for good is a bug, and stays itself. */
function asOutage(error: unknown): unknown {
  if (error instanceof Unanswered) {
    return new Outage('STORE_UNAVAILABLE', 'Firestore does not answer', { cause: error })
  }
  return isRace(error)
    ? new Outage('STORE_BUSY', 'Firestore is over its quota', { cause: error })
    : error
}

function backoffMs(attempts: number, fraction: number): number {
  return fraction * Math.min(BACKOFF_MS_MAX, BACKOFF_MS_BASE * 2 ** attempts)
}

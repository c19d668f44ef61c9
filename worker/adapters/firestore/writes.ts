// Changes as Firestore's writes, each under the precondition that it is decided on.
import { toInstant } from '../../../shared/instant.ts'
import type { Change, Kind, Ref, Stored } from '../../ports.ts'
import type { FirestoreClient, StoredDocument, Write } from './client.ts'
import { pathOf, SPELLINGS } from './documents.ts'
import type { Documents } from './known.ts'
import { decodeFields, type Fields } from './values.ts'

export interface Changes {
  readonly changes: readonly Change[]
  readonly guards?: readonly Ref[]
}
export interface Guarded {
  readonly writes: readonly Write[]
  /** What each document that the commit depends on looked like; undefined = absent. */
  readonly guarded: ReadonlyMap<string, string | undefined>
}

/** `read`: names of the documents that were read, or guessed. */
export function guardedWrites(
  client: FirestoreClient,
  read: ReadonlySet<string>,
  documents: Documents,
  { changes, guards = [] }: Changes,
): Guarded {
  const guarded = new Map<string, string | undefined>()
  const nameOf = ({ kind, id }: Ref): string => client.nameOf(pathOf(kind, id))
  const writes = changes.flatMap((change) => {
    const name = nameOf(change.ref)
    const before = documents.get(name)
    const write = writeOf(change, name, before, read.has(name))
    // Only a document that is written guards the commit: it may still land when another moves.
    if (write && read.has(name)) guarded.set(name, before?.updateTime)
    return write ?? []
  })
  if (writes.length === 0) return { writes, guarded }
  const touched = [...new Set(guards.map(nameOf))].filter((name) => !guarded.has(name))
  for (const name of touched) guarded.set(name, documents.get(name)?.updateTime)
  return {
    writes: [...writes, ...touched.map((name) => touch(name, documents.get(name)))],
    guarded,
  }
}

/** Changes nothing, not even the update time, and fails the whole commit when it has moved. */
function touch(name: string, before: StoredDocument | undefined): Write {
  if (!before) throw new TypeError('only a document that exists can guard a commit')
  return {
    update: { name, fields: {} },
    updateMask: { fieldPaths: [] },
    currentDocument: { updateTime: before.updateTime },
  }
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

export function decodeDocument<K extends Kind>(kind: K, document: StoredDocument) {
  return SPELLINGS[kind].decode(document.fields ?? {}, document.createTime)
}

/** The documents as they are after the commit. */
export function afterWrites(
  writes: readonly Write[],
  documents: Documents,
  { writeResults, commitTime }: { writeResults: { updateTime?: string }[]; commitTime: string },
): Map<string, StoredDocument> {
  return new Map(
    writes.map(({ update: { name, fields }, updateMask }, i) => {
      const before = documents.get(name)
      const updateTime = writeResults[i]?.updateTime ?? before?.updateTime ?? commitTime
      const createTime = before?.createTime ?? commitTime
      const kept = updateMask && before?.fields ? without(before.fields, updateMask.fieldPaths) : {}
      return [name, { name, fields: { ...kept, ...fields }, createTime, updateTime }]
    }),
  )
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

/**
 * Asks everybody who reads these wallets to wait a moment; whatever else they hold stays. Nobody is
 * asked once the payout itself has moved: then it was not lost to them.
 */
export function yieldMarks(
  client: FirestoreClient,
  refs: readonly Ref[],
  documents: Documents,
  until: number,
): Write[] {
  const found = (kind: Kind): StoredDocument[] => {
    const names = refs.filter((ref) => ref.kind === kind).map((ref) => pathOf(kind, ref.id))
    return [...new Set(names)].flatMap((path) => documents.get(client.nameOf(path)) ?? [])
  }
  const marks = found('wallet').map(({ name }) => ({
    update: { name, fields: { yieldUntil: { timestampValue: toInstant(until) } } },
    updateMask: { fieldPaths: ['yieldUntil'] },
    currentDocument: { exists: true },
  }))
  if (marks.length === 0) return []
  return [...marks, ...found('payoutJob').map((job) => touch(job.name, job))]
}

/** Whether any of them asks everybody to wait; milliseconds. */
export const mustYield = (documents: Documents, now: number): boolean =>
  [...documents.values()].some((document) => yieldUntil(document) > now * 1000)

/** Until when the document asks everybody to wait; 0 = it doesn't. */
function yieldUntil({ fields = {} }: StoredDocument): number {
  const { yieldUntil: mark } = fields
  if (mark === undefined) return 0
  const { until } = decodeFields({ until: mark }) as { until: number }
  return until
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

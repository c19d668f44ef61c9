// The embedded Firestore's storage without SQLite: documents in a map, and of the indexes only
// those that a query has ever read, brought up to date when it reads them again. Calls, guards and
// the planner above it are the same ones. `memory-storage.test.ts` holds it against SQLite.
import type { Entry, Storage, StoredDocument } from '../local/firestore/database.ts'
import {
  addEntries,
  type Index,
  IndexCatalogue,
  type IndexEntry,
  type IndexFile,
} from '../local/firestore/indexes.ts'
import type { Fields } from '../local/firestore/values.ts'

interface Living {
  readonly index: Index
  readonly prefix: Buffer
  readonly group: string
  /** In the order of their keys. */
  entries: Entry[]
  /** Written since the index was read last. */
  readonly stale: Set<bigint>
}

export class MemoryStorage implements Storage {
  readonly catalogue: IndexCatalogue
  readonly #byPath = new Map<string, StoredDocument>()
  readonly #byId = new Map<bigint, StoredDocument>()
  readonly #living = new Map<string, Living>()
  #lastId = 0n
  #lastCommit = 0n

  constructor(indexes: IndexFile) {
    this.catalogue = new IndexCatalogue(indexes)
  }

  close(): void {}

  atomically<T>(work: () => T): T {
    return work()
  }

  lastCommit(): bigint {
    return this.#lastCommit
  }

  setLastCommit(instant: bigint): void {
    this.#lastCommit = instant
  }

  document(root: string, path: readonly string[]): StoredDocument | undefined {
    return this.#byPath.get(nameOf(root, path))
  }

  documentById(id: bigint): StoredDocument {
    return this.#byId.get(id) as StoredDocument
  }

  put(root: string, document: Omit<StoredDocument, 'id'>, previous?: StoredDocument): void {
    if (!previous) this.#lastId += 1n
    const stored = { ...document, id: previous?.id ?? this.#lastId }
    this.#byPath.set(nameOf(root, document.path), stored)
    this.#byId.set(stored.id, stored)
    this.#touched(stored)
  }

  remove(root: string, document: StoredDocument): void {
    this.#byPath.delete(nameOf(root, document.path))
    this.#byId.delete(document.id)
    this.#touched(document)
  }

  clear(): void {
    for (const map of [this.#byPath, this.#byId, this.#living]) map.clear()
  }

  indexPrefix(_root: string, index: Index): Buffer {
    return (this.#living.get(index.spec) ?? this.#begin(index)).prefix
  }

  scan(from: Buffer, to: Buffer, backwards: boolean, limit: number): Entry[] {
    const number = from.readUInt32BE(0)
    const read = [...this.#living.values()][number - 1]
    if (!read) return []
    refresh(read, this.#byId)
    const [first, end] = [lowerBound(read.entries, from), lowerBound(read.entries, to)]
    return backwards
      ? read.entries.slice(Math.max(first, end - limit), end).reverse()
      : read.entries.slice(first, Math.min(end, first + limit))
  }

  #touched({ id, path }: StoredDocument): void {
    const group = path.at(-2)
    for (const each of this.#living.values()) if (each.group === group) each.stale.add(id)
  }

  #begin(index: Index): Living {
    const group = index.spec.split('/')[0] ?? ''
    const prefix = Buffer.alloc(4)
    prefix.writeUInt32BE(this.#living.size + 1)
    const members = [...this.#byId.values()].filter(({ path }) => path.at(-2) === group)
    const stale = new Set(members.map(({ id }) => id))
    const made = { index, prefix, group, entries: [], stale }
    this.#living.set(index.spec, made)
    return made
  }
}

const nameOf = (root: string, path: readonly string[]): string => `${root}/${path.join('/')}`

function refresh(living: Living, byId: ReadonlyMap<bigint, StoredDocument>): void {
  if (living.stale.size === 0) return
  const { index, prefix, stale } = living
  const kept = living.entries.filter(({ document }) => !stale.has(document))
  const fresh: Entry[] = []
  for (const id of stale) {
    const document = byId.get(id)
    if (!document) continue
    const found: IndexEntry[] = []
    addEntries(found, index, document.path, JSON.parse(document.body) as Fields)
    for (const { key } of found) fresh.push({ key: Buffer.concat([prefix, key]), document: id })
  }
  stale.clear()
  living.entries = merged(
    kept,
    fresh.sort((a, b) => Buffer.compare(a.key, b.key)),
  )
}

function merged(a: readonly Entry[], b: readonly Entry[]): Entry[] {
  const all: Entry[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] as Entry, b[j] as Entry]
    if (Buffer.compare(left.key, right.key) <= 0) {
      all.push(left)
      i += 1
    } else {
      all.push(right)
      j += 1
    }
  }
  return all.concat(a.slice(i), b.slice(j))
}

function lowerBound(entries: readonly Entry[], key: Buffer): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (Buffer.compare((entries[middle] as Entry).key, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}

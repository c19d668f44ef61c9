// A database that tells what was committed, right after it was and only then.
import { Database, type StoredDocument } from './database.ts'
import type { Path, Root } from './names.ts'

/** A document that was written or deleted. */
export interface Touched {
  root: Root
  path: Path
}
export type Watcher = (touched: readonly Touched[]) => void

export class WatchedDatabase extends Database {
  readonly #watchers = new Set<Watcher>()
  #touched: Touched[] = []

  /** Watchers are called after each commit; the function given back ends that. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  override put(root: Root, document: Omit<StoredDocument, 'id'>, previous?: StoredDocument): void {
    super.put(root, document, previous)
    this.#touched.push({ root, path: document.path })
  }

  override remove(root: Root, document: StoredDocument): void {
    super.remove(root, document)
    this.#touched.push({ root, path: document.path })
  }

  override atomically<T>(work: () => T): T {
    // The constructor above re-indexes before this class has its fields; nobody watches yet.
    if (!(#touched in this)) return super.atomically(work)
    this.#touched = []
    const result = super.atomically(work)
    const touched = this.#touched
    if (touched.length > 0) for (const watcher of this.#watchers) watcher(touched)
    return result
  }
}

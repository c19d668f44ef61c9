// The file underneath: documents and index entries in SQLite, and nothing that knows of requests.
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { type Index, IndexCatalogue, type IndexFile } from './indexes.ts'
import { encodeId, encodePath } from './keys.ts'
import type { Path, Root } from './names.ts'
import type { Fields } from './values.ts'

export interface StoredDocument {
  id: bigint
  path: Path
  /** Canonical JSON of the fields (values.ts), `{}` for none. */
  body: string
  created: bigint
  updated: bigint
}

export interface Entry {
  key: Buffer
  document: bigint
}

const SCHEMA_VERSION = 2
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, root TEXT NOT NULL, path TEXT NOT NULL,
    body TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS index_numbers (number INTEGER PRIMARY KEY, spec TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, document INTEGER NOT NULL)
    WITHOUT ROWID;
`

type Row = Record<string, SQLOutputValue>

export class Database {
  readonly catalogue: IndexCatalogue
  readonly #sql: DatabaseSync
  /** By root, then by spec. */
  readonly #numbers = new Map<Root, Map<string, Buffer>>()
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()

  constructor(file: string, indexes: IndexFile) {
    this.catalogue = new IndexCatalogue(indexes)
    this.#sql = new DatabaseSync(file)
    // WAL with NORMAL hands each commit to the operating system before it returns, so a killed
    // process loses nothing it acknowledged. Only a power cut could take the last commits, and
    // then whole ones; not worth an fsync per commit on a developer's machine.
    this.#sql.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;',
    )
    this.#sql.exec(SCHEMA)
    this.#reindexWhenChanged(JSON.stringify([SCHEMA_VERSION, indexes]))
  }

  close(): void {
    this.#sql.close()
  }

  /** All of `work` or nothing of it, on disk when this returns. */
  atomically<T>(work: () => T): T {
    this.#sql.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#sql.exec('COMMIT')
      return result
    } catch (error) {
      this.#sql.exec('ROLLBACK')
      this.#numbers.clear()
      throw error
    }
  }

  lastCommit(): bigint {
    const row = this.#prepare(`SELECT value FROM meta WHERE name = 'last_commit'`).get() as Row
    return row ? BigInt(row.value as string) : 0n
  }

  setLastCommit(instant: bigint): void {
    this.#setMeta('last_commit', String(instant))
  }

  document(root: Root, path: Path): StoredDocument | undefined {
    const key = Buffer.concat([encodeId(root), encodePath(path)])
    const row = this.#prepare('SELECT * FROM documents WHERE key = ?').get(key)
    return row && fromRow(row)
  }

  documentById(id: bigint): StoredDocument {
    return fromRow(this.#prepare('SELECT * FROM documents WHERE id = ?').get(id) as Row)
  }

  put(root: Root, document: Omit<StoredDocument, 'id'>, previous?: StoredDocument): void {
    const { path, body, created, updated } = document
    if (previous) {
      this.#prepare('UPDATE documents SET body = ?, created = ?, updated = ? WHERE id = ?').run(
        body,
        created,
        updated,
        previous.id,
      )
      this.#replaceEntries(this.#keys(root, previous), this.#keys(root, document), previous.id)
      return
    }
    const key = Buffer.concat([encodeId(root), encodePath(path)])
    const { lastInsertRowid } = this.#prepare(
      'INSERT INTO documents (key, root, path, body, created, updated) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(key, root, path.join('/'), body, created, updated)
    this.#insertEntries(root, path, JSON.parse(body) as Fields, BigInt(lastInsertRowid))
  }

  remove(root: Root, document: StoredDocument): void {
    this.#replaceEntries(this.#keys(root, document), new Map(), document.id)
    this.#prepare('DELETE FROM documents WHERE id = ?').run(document.id)
  }

  clear(root: Root): void {
    this.atomically(() => {
      for (const row of this.#prepare('SELECT * FROM documents WHERE root = ?').all(root)) {
        this.remove(root, fromRow(row))
      }
    })
  }

  /** First bytes of an index's entries; undefined while it has none. */
  indexPrefix(root: Root, index: Index): Buffer | undefined {
    return this.#number(root, index, false)
  }

  /** At most `limit` entries with `from <= key < to`, in order, or backwards. */
  scan(from: Buffer, to: Buffer, backwards: boolean, limit: number): Entry[] {
    const order = backwards ? 'DESC' : 'ASC'
    const rows = this.#prepare(
      `SELECT key, document FROM entries WHERE key >= ? AND key < ? ORDER BY key ${order} LIMIT ?`,
    ).all(from, to, limit) as { key: Uint8Array; document: bigint }[]
    return rows.map(({ key, document }) => ({ key: asBuffer(key), document }))
  }

  #keys(root: Root, { path, body }: Pick<StoredDocument, 'path' | 'body'>): Map<string, Buffer> {
    const keys = new Map<string, Buffer>()
    for (const { index, key } of this.catalogue.entries(path, JSON.parse(body) as Fields)) {
      const full = Buffer.concat([this.#number(root, index, true) as Buffer, key])
      keys.set(full.toString('latin1'), full)
    }
    return keys
  }

  #replaceEntries(before: Map<string, Buffer>, after: Map<string, Buffer>, id: bigint): void {
    for (const [text, key] of before) {
      if (!after.has(text)) this.#prepare('DELETE FROM entries WHERE key = ?').run(key)
    }
    for (const [text, key] of after) {
      if (!before.has(text)) this.#prepare('INSERT INTO entries VALUES (?, ?)').run(key, id)
    }
  }

  #insertEntries(root: Root, path: Path, fields: Fields, id: bigint): void {
    const insert = this.#prepare('INSERT INTO entries VALUES (?, ?)')
    for (const { index, key } of this.catalogue.entries(path, fields)) {
      insert.run(Buffer.concat([this.#number(root, index, true) as Buffer, key]), id)
    }
  }

  #number(root: Root, index: Index, create: boolean): Buffer | undefined {
    const known = this.#numbers.get(root)?.get(index.spec)
    if (known) return known
    const spec = `${root} ${index.spec}`
    const row = this.#prepare('SELECT number FROM index_numbers WHERE spec = ?').get(spec)
    if (!row && !create) return undefined
    const number = row
      ? row.number
      : this.#prepare('INSERT INTO index_numbers (spec) VALUES (?)').run(spec).lastInsertRowid
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(Number(number))
    const numbers = this.#numbers.get(root) ?? new Map<string, Buffer>()
    this.#numbers.set(root, numbers.set(index.spec, bytes))
    return bytes
  }

  /** Another firestore.indexes.json than last time: every entry is made again. */
  #reindexWhenChanged(fingerprint: string): void {
    const row = this.#prepare(`SELECT value FROM meta WHERE name = 'indexes'`).get()
    if (row?.value === fingerprint) return
    this.atomically(() => {
      this.#sql.exec('DELETE FROM entries; DELETE FROM index_numbers;')
      const rows = this.#prepare('SELECT root, * FROM documents').iterate() as Iterable<Row>
      for (const each of rows) {
        const { id, path, body } = fromRow(each)
        this.#insertEntries(each.root as Root, path, JSON.parse(body) as Fields, id)
      }
      this.#setMeta('indexes', fingerprint)
    })
  }

  #setMeta(name: string, value: string): void {
    this.#prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(name, value)
  }

  #prepare(sql: string): ReturnType<DatabaseSync['prepare']> {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#sql.prepare(sql)
    statement.setReadBigInts(true)
    this.#statements.set(sql, statement)
    return statement
  }
}

/** What the calls need of it; the simulator has one of its own, without files. */
export type Storage = Pick<Database, keyof Database>

function fromRow(row: Row): StoredDocument {
  return {
    id: row.id as bigint,
    path: (row.path as string).split('/'),
    body: row.body as string,
    created: row.created as bigint,
    updated: row.updated as bigint,
  }
}

const asBuffer = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

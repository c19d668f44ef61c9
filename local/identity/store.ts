// Accounts, keys, refresh tokens, e-mailed codes and access tokens on node:sqlite. WAL keeps what
// was answered when the process is killed.
import { DatabaseSync } from 'node:sqlite'

export interface Account {
  localId: string
  email?: string
  emailVerified: boolean
  displayName?: string
  photoUrl?: string
  disabled: boolean
  passwordHash?: string
  salt?: string
  passwordUpdatedAt?: number
  /** Seconds; tokens of an earlier sign-in are refused. */
  validSince: number
  createdAt: number
  lastLoginAt?: number
  lastRefreshAt?: number
  /** JSON text of the custom claims, as the admin sent it. */
  customAttributes?: string
}

export interface Table<Row> {
  get(id: string): Row | undefined
  put(id: string, row: Row): void
  delete(id: string): void
  all(): Row[]
  clear(): void
}

export interface AccountTable extends Table<Account> {
  byEmail(email: string): Account | undefined
  count(): number
  /** Ordered by localId, after `after`. */
  page(after: string, limit: number): Account[]
}

/** One JSON row per id, in insertion order. */
export function table<Row>(db: DatabaseSync, name: string): Table<Row> {
  db.exec(`CREATE TABLE IF NOT EXISTS ${name} (id TEXT PRIMARY KEY, body TEXT NOT NULL)`)
  const get = db.prepare(`SELECT body FROM ${name} WHERE id = ?`)
  const put = db.prepare(`
    INSERT INTO ${name} (id, body) VALUES (?, ?)
    ON CONFLICT (id) DO UPDATE SET body = excluded.body`)
  const remove = db.prepare(`DELETE FROM ${name} WHERE id = ?`)
  const all = db.prepare(`SELECT body FROM ${name} ORDER BY rowid`)
  return {
    get: (id) => parse<Row>(get.get(id)),
    put: (id, row) => void put.run(id, JSON.stringify(row)),
    delete: (id) => void remove.run(id),
    all: () => all.all().flatMap((row) => parse<Row>(row) ?? []),
    clear: () => db.exec(`DELETE FROM ${name}`),
  }
}

export function accountTable(db: DatabaseSync): AccountTable {
  const accounts = table<Account>(db, 'accounts')
  // The unique index is the last word on EMAIL_EXISTS.
  db.exec(`CREATE UNIQUE INDEX IF NOT EXISTS accounts_email ON accounts (body ->> 'email')`)
  const byEmail = db.prepare(`SELECT body FROM accounts WHERE body ->> 'email' = ?`)
  const count = db.prepare('SELECT count(*) AS n FROM accounts')
  const page = db.prepare('SELECT body FROM accounts WHERE id > ? ORDER BY id LIMIT ?')
  return {
    ...accounts,
    byEmail: (email) => parse<Account>(byEmail.get(email)),
    count: () => Number(count.get()?.n),
    page: (after, limit) => page.all(after, limit).flatMap((row) => parse<Account>(row) ?? []),
  }
}

export function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000')
  return db
}

function parse<Row>(row: Record<string, unknown> | undefined): Row | undefined {
  return row === undefined ? undefined : (JSON.parse(String(row.body)) as Row)
}

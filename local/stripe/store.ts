// One SQLite file holds every object, event, delivery and idempotency key, so that a kill -9 loses
// nothing that was answered, and a request is applied whole or not at all.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { Kind, Row, Rows, SessionExtra } from './types.ts'

const SCHEMA = `
  create table if not exists objects (
    seq integer primary key autoincrement, id text not null unique, kind text not null,
    created integer not null, body text not null, extra text);
  create index if not exists objects_kind on objects (kind, created);
  create index if not exists objects_intent
    on objects (kind, json_extract(body, '$.payment_intent'));
  create table if not exists keys (
    key text primary key, endpoint text not null, params text not null,
    status integer not null, body text not null, request text not null, at integer not null);
  create table if not exists jobs (kind text not null, target text not null, at integer not null,
    primary key (kind, target));
  create index if not exists jobs_at on jobs (at);
  create table if not exists deliveries (
    event text primary key, state text not null, attempts integer not null default 0,
    next_at integer not null, status integer, error text);
  create index if not exists deliveries_due on deliveries (state, next_at);
  create table if not exists settings (name text primary key, value text not null);`

export interface Page {
  limit: number
  /** Only rows whose fields have these values; `$.path` syntax of SQLite's JSON. */
  where: Record<string, SQLInputValue>
  createdMin?: number
  createdMax?: number
  after?: string
  before?: string
  /** Further condition in SQL, e.g. on another table. */
  sql?: string
}

export interface SavedAnswer {
  endpoint: string
  params: string
  status: number
  body: string
  request: string
  at: number
}

export type DisputeJob = 'win-dispute' | 'lose-dispute' | 'escalate-dispute'

export interface Job {
  kind: 'expire' | 'settle' | 'fail-refund' | 'complete-refund' | DisputeJob
  target: string
}

export class Store {
  readonly db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(file: string) {
    this.db = new DatabaseSync(file)
    this.db.exec('pragma journal_mode = wal; pragma synchronous = normal')
    this.db.exec('pragma busy_timeout = 5000')
    this.db.exec(SCHEMA)
  }

  /** All or nothing; nests, so that one refused step can be undone alone. */
  atomically<T>(work: () => T): T {
    this.db.exec('savepoint step')
    try {
      const result = work()
      this.db.exec('release step')
      return result
    } catch (error) {
      this.db.exec('rollback to step; release step')
      throw error
    }
  }

  save(row: Row, extra?: SessionExtra): void {
    const statement = `insert into objects (id, kind, created, body, extra) values (?, ?, ?, ?, ?)
      on conflict (id) do update set body = excluded.body, extra = coalesce(excluded.extra, extra)`
    const hidden = extra ? JSON.stringify(extra) : null
    const created = 'created' in row ? row.created : 0
    this.run(statement, row.id, row.object, created, JSON.stringify(row), hidden)
  }

  remove(id: string): void {
    this.run('delete from objects where id = ?', id)
  }

  get<K extends Kind>(kind: K, id: string): Rows[K] | undefined {
    const found = this.one<{ body: string }>(
      'select body from objects where kind = ? and id = ?',
      kind,
      id,
    )
    return found && (JSON.parse(found.body) as Rows[K])
  }

  find(id: string): Row | undefined {
    const found = this.one<{ body: string }>('select body from objects where id = ?', id)
    return found && (JSON.parse(found.body) as Row)
  }

  extra(session: string): SessionExtra | undefined {
    const found = this.one<{ extra: string }>('select extra from objects where id = ?', session)
    return found && (JSON.parse(found.extra) as SessionExtra)
  }

  /** Newest first. One row more than the limit says whether there are more. */
  list<K extends Kind>(kind: K, page: Page): { rows: Rows[K][]; more: boolean } {
    const { conditions, values } = conditionsOf(page)
    const order = page.before ? 'asc' : 'desc'
    const found = this.all<{ body: string }>(
      `select body from objects where ${['kind = ?', ...conditions].join(' and ')}
        order by seq ${order} limit ?`,
      kind,
      ...values,
      page.limit + 1,
    )
    const rows = found.slice(0, page.limit).map((row) => JSON.parse(row.body) as Rows[K])
    return { rows: page.before ? rows.reverse() : rows, more: found.length > page.limit }
  }

  /** Every object of a kind with this value, oldest first. */
  where<K extends Kind>(kind: K, path: string, value: string): Rows[K][] {
    const found = this.all<{ body: string }>(
      `select body from objects where kind = ? and json_extract(body, ?) = ? order by seq`,
      kind,
      path,
      value,
    )
    return found.map((row) => JSON.parse(row.body) as Rows[K])
  }

  schedule(job: Job, at: number): void {
    this.run('insert or replace into jobs values (?, ?, ?)', job.kind, job.target, at)
  }

  unschedule(target: string): void {
    this.run('delete from jobs where target = ?', target)
  }

  dueJobs(now: number): Job[] {
    return this.all<Job & object>('select kind, target from jobs where at <= ? order by at', now)
  }

  nextJobAt(): number | undefined {
    return this.one<{ at: number | null }>('select min(at) as at from jobs')?.at ?? undefined
  }

  one<T extends object>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#prepare(sql).get(...values) as T | undefined
  }

  all<T extends object>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#prepare(sql).all(...values) as T[]
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepare(sql).run(...values)
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  close(): void {
    if (this.db.isOpen) this.db.close()
  }
}

function conditionsOf(page: Page): { conditions: string[]; values: SQLInputValue[] } {
  const conditions: string[] = []
  const values: SQLInputValue[] = []
  const add = (condition: string, ...given: SQLInputValue[]) => {
    conditions.push(condition)
    values.push(...given)
  }
  for (const [path, value] of Object.entries(page.where)) {
    add(`json_extract(body, '${path}') = ?`, value)
  }
  if (page.createdMin !== undefined) add('created >= ?', page.createdMin)
  if (page.createdMax !== undefined) add('created <= ?', page.createdMax)
  if (page.after) add('seq < (select seq from objects where id = ?)', page.after)
  if (page.before) add('seq > (select seq from objects where id = ?)', page.before)
  if (page.sql) conditions.push(page.sql)
  return { conditions, values }
}

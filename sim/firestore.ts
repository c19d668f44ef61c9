// The embedded Firestore without HTTP, its requests and its storage on disk: the same calls on the
// same planner and guards, and somebody who looks at every commit that was applied.
import { batchGet, commit, runAggregationQuery, runQueryCall } from '../local/firestore/calls.ts'
import { createClock } from '../local/firestore/clock.ts'
import { Meter } from '../local/firestore/counters.ts'
import type { Storage } from '../local/firestore/database.ts'
import { FirestoreError, HTTP_STATUS, type Status } from '../local/firestore/errors.ts'
import { parseTimestamp } from '../local/firestore/timestamps.ts'
import { type Adding, Past } from './past.ts'

export interface Reply {
  readonly status: number
  readonly json: unknown
}
/** A document that a commit wrote, as the database has it; times in microseconds. */
export interface Written {
  readonly path: string
  /** Canonical JSON of the fields. */
  readonly body: string
  readonly created: bigint
  readonly updated: bigint
}

const ROOT = 'projects/kai-test/databases/(default)/documents'
const PREFIX = `${ROOT}/`
const VERBS = {
  commit: (context: Context, body: unknown) => commit(context, body),
  batchGet: (context: Context, body: unknown) => batchGet(context, body),
  runQuery: (context: Context, body: unknown) => runQueryCall(context, [], body),
  runAggregationQuery: (context: Context, body: unknown) => runAggregationQuery(context, [], body),
} as const
export type Verb = keyof typeof VERBS
type Context = Parameters<typeof commit>[0]

export type Firestore = ReturnType<typeof createFirestore>

interface Database {
  readonly context: Context
  readonly past: Past
}

/** `nowMs`: of the database's own clock. */
export function createFirestore(storage: Storage, nowMs: () => number) {
  const clock = createClock(() => BigInt(Math.floor(nowMs() * 1000)), 0n)
  const context: Context = { database: storage, clock, meter: new Meter(), root: ROOT }
  const database: Database = { context, past: new Past() }

  return {
    call(verb: string, body: string, applied: (written: Written[]) => void): Reply {
      try {
        const sent: unknown = JSON.parse(body)
        if (verb === 'runAggregationQuery') return { status: 200, json: added(database, sent) }
        if (verb !== 'commit') {
          return { status: 200, json: JSON.parse(VERBS[verb as Verb](context, sent)) }
        }
        const { json, written } = committed(database, sent)
        applied(written)
        return { status: 200, json }
      } catch (error) {
        if (error instanceof FirestoreError) return refusal(error.status, error.message, verb)
        throw error
      }
    },
    /** The fields' canonical JSON; undefined = no such document. */
    bodyOf: (path: string) => documentAt(context, path)?.body,
  }
}

const documentAt = ({ database }: Context, path: string) => database.document(ROOT, path.split('/'))

interface Commit {
  readonly writes: readonly { readonly update: { readonly name: string } }[]
}

/** Balances alone are ever added up as of a moment ago. */
function committed({ context, past }: Database, body: unknown) {
  const paths = (body as Commit).writes.map(({ update: { name } }) => name.slice(PREFIX.length))
  const balances = paths.filter((path) => path.startsWith('balances/'))
  const before = new Map(balances.map((path) => [path, documentAt(context, path)?.body]))
  const json: unknown = JSON.parse(VERBS.commit(context, body))
  const now = context.clock.lastCommit()
  const written = paths.flatMap((path): Written[] => {
    const document = documentAt(context, path)
    if (!document || document.updated !== now) return []
    return [{ path, body: document.body, created: document.created, updated: now }]
  })
  for (const { path, body: after, updated: at } of written) {
    if (!before.has(path)) continue
    past.keep({ at, collection: 'balances', before: before.get(path), after })
  }
  return { json, written }
}

/** At a moment that has passed, if it is asked for. */
function added({ context, past }: Database, body: unknown): unknown {
  const { readTime, ...asked } = body as Adding
  const isNow = readTime === undefined || parseTimestamp(readTime) >= context.clock.lastCommit()
  const json = JSON.parse(VERBS.runAggregationQuery(context, isNow ? body : asked))
  const then = isNow ? json : past.asOf(body as Adding, json)
  if (then === null) throw new FirestoreError('UNIMPLEMENTED', 'too long ago')
  return then
}

/** Streaming calls wrap their error in a list. */
export function refusal(status: string, message: string, verb: string): Reply {
  const code = HTTP_STATUS[status as Status]
  const json = { error: { code, status, message } }
  return { status: code, json: verb === 'commit' ? json : [json] }
}

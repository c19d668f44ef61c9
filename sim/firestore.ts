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

/** `nowMs`: of the database's own clock. */
export function createFirestore(storage: Storage, nowMs: () => number) {
  const clock = createClock(() => BigInt(Math.floor(nowMs() * 1000)), 0n)
  const context: Context = { database: storage, clock, meter: new Meter(), root: ROOT }

  function written(body: unknown): Written[] {
    const { writes } = body as { writes: { update: { name: string } }[] }
    const now = clock.lastCommit()
    return writes.flatMap(({ update: { name } }) => {
      const path = name.slice(PREFIX.length)
      const document = storage.document(ROOT, path.split('/'))
      if (!document || document.updated !== now) return []
      return [{ path, body: document.body, created: document.created, updated: now }]
    })
  }

  const past = new Past()
  const bodyOf = (path: string) => storage.document(ROOT, path.split('/'))?.body

  /** Balances alone are ever added up as of a moment ago. */
  function committed(body: unknown): { json: unknown; written: Written[] } {
    const { writes } = body as { writes: { update: { name: string } }[] }
    const paths = writes.map(({ update: { name } }) => name.slice(PREFIX.length))
    const before = new Map(
      paths.filter((path) => path.startsWith('balances/')).map((path) => [path, bodyOf(path)]),
    )
    const json: unknown = JSON.parse(VERBS.commit(context, body))
    const all = written(body)
    for (const { path, body: after, updated: at } of all) {
      if (!before.has(path)) continue
      past.keep({ at, collection: 'balances', before: before.get(path), after })
    }
    return { json, written: all }
  }

  /** At a moment that has passed, if it is asked for. */
  function added(body: unknown): unknown {
    const { readTime, ...asked } = body as Adding
    const isNow = readTime === undefined || parseTimestamp(readTime) >= clock.lastCommit()
    const json = JSON.parse(VERBS.runAggregationQuery(context, isNow ? body : asked))
    const then = isNow ? json : past.asOf(body as Adding, json)
    if (then === null) throw new FirestoreError('UNIMPLEMENTED', 'too long ago')
    return then
  }

  return {
    call(verb: string, body: string, applied: (written: Written[]) => void): Reply {
      try {
        const sent: unknown = JSON.parse(body)
        if (verb === 'runAggregationQuery') return { status: 200, json: added(sent) }
        if (verb !== 'commit') {
          return { status: 200, json: JSON.parse(VERBS[verb as Verb](context, sent)) }
        }
        const { json, written } = committed(sent)
        applied(written)
        return { status: 200, json }
      } catch (error) {
        if (error instanceof FirestoreError) return refusal(error.status, error.message, verb)
        throw error
      }
    },
    /** The fields' canonical JSON; undefined = no such document. */
    bodyOf,
  }
}

/** Streaming calls wrap their error in a list. */
export function refusal(status: string, message: string, verb: string): Reply {
  const code = HTTP_STATUS[status as Status]
  const json = { error: { code, status, message } }
  return { status: code, json: verb === 'commit' ? json : [json] }
}

// The embedded Firestore without HTTP, its requests and its storage on disk: the same calls on the
// same planner and guards, and somebody who looks at every commit that was applied.
import { batchGet, commit, runAggregationQuery, runQueryCall } from '../local/firestore/calls.ts'
import { createClock } from '../local/firestore/clock.ts'
import { Meter } from '../local/firestore/counters.ts'
import type { Storage } from '../local/firestore/database.ts'
import { FirestoreError, HTTP_STATUS, type Status } from '../local/firestore/errors.ts'

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

  return {
    call(verb: string, body: string, applied: (written: Written[]) => void): Reply {
      try {
        const run = VERBS[verb as Verb]
        const sent: unknown = JSON.parse(body)
        const json: unknown = JSON.parse(run(context, sent))
        if (verb === 'commit') applied(written(sent))
        return { status: 200, json }
      } catch (error) {
        if (error instanceof FirestoreError) return refusal(error.status, error.message, verb)
        throw error
      }
    },
    /** The fields' canonical JSON; undefined = no such document. */
    bodyOf: (path: string) => storage.document(ROOT, path.split('/'))?.body,
  }
}

/** Streaming calls wrap their error in a list. */
export function refusal(status: string, message: string, verb: string): Reply {
  const code = HTTP_STATUS[status as Status]
  const json = { error: { code, status, message } }
  return { status: code, json: verb === 'commit' ? json : [json] }
}

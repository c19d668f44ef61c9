// An embedded Firestore (REST v1) for `npm start`, tests and the simulator: one WHATWG handler.
import { withFaults } from '../faults.ts'
import { createClock, systemMicros } from './clock.ts'
import { type Counters, Meter } from './counters.ts'
import { Database } from './database.ts'
import { injectedRejection } from './errors.ts'
import { answer, targetOf } from './http.ts'
import type { IndexFile } from './indexes.ts'

export type { Counters } from './counters.ts'
export type { IndexFile } from './indexes.ts'

export interface FirestoreOptions {
  /** A path, or `:memory:`. */
  file: string
  /** firestore.indexes.json */
  indexes: IndexFile
  /** Collections that firestore.rules lets anybody read. */
  publicCollections?: readonly string[]
  /** Microseconds since 1970. Commit times rise strictly whatever it says. */
  nowMicros?: () => bigint
  /** Longest wait of the faults `drop` and `hang`. */
  hangMs?: number
}

export interface Firestore {
  fetch(request: Request): Promise<Response>
  counters(): Counters
  close(): void
}

const CLEAR =
  /^\/emulator\/v1\/projects\/([^/]+)\/databases\/(?:\(|%28)default(?:\)|%29)\/documents$/i

export function createFirestore(options: FirestoreOptions): Firestore {
  const database = new Database(options.file, options.indexes)
  const meter = new Meter()
  const clock = createClock(options.nowMicros ?? systemMicros, database.lastCommit())
  const publicCollections = options.publicCollections ?? []
  const services = { database, clock, meter, publicCollections }

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const target = targetOf(request.method, url)
    if (target) return answer(services, request, target)
    if (url.pathname === '/__local/counters') return counters(request)
    const project = CLEAR.exec(url.pathname)?.[1]
    if (project && request.method === 'DELETE') {
      database.clear(`projects/${project}/databases/(default)/documents`)
      return Response.json({})
    }
    if (url.pathname === '/') return new Response('Ok\n')
    return new Response('Not Found\n', { status: 404 })
  }

  function counters(request: Request): Response {
    if (request.method === 'DELETE') meter.reset()
    return Response.json(meter.snapshot())
  }

  const faulty = withFaults(handle, {
    callOf: (request) => targetOf(request.method, new URL(request.url))?.call ?? 'other',
    rejection: injectedRejection,
    hangMs: options.hangMs,
  })
  return {
    fetch: async (request) => faulty(request),
    counters: () => meter.snapshot(),
    close: () => database.close(),
  }
}

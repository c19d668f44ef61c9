// An embedded Firestore (REST v1) for `npm start`, tests and the simulator: one WHATWG handler.
import { withCors } from '../cors.ts'
import { withFaults } from '../faults.ts'
import type { TokenKeys } from './callers.ts'
import type { ChannelBounds } from './channel-session.ts'
import { createClock, systemMicros } from './clock.ts'
import { type Counters, Meter } from './counters.ts'
import { injectedRejection } from './errors.ts'
import { answer, targetOf } from './http.ts'
import type { IndexFile } from './indexes.ts'
import { createRules, NO_RULES } from './rules.ts'
import { WatchedDatabase } from './watched-database.ts'
import { channelCall, WebChannel } from './web-channel.ts'

export type { TokenKeys } from './callers.ts'
export type { Counters } from './counters.ts'
export type { IndexFile } from './indexes.ts'

export interface FirestoreOptions {
  /** A path, or `:memory:`. */
  file: string
  /** firestore.indexes.json */
  indexes: IndexFile
  /** The text of firestore.rules; without it everything is closed to all but admins. */
  rules?: string
  /** Where ID tokens are signed; without it every token but the owner's is refused. */
  keys?: TokenKeys
  /** Of the channels for browsers. */
  channel?: Partial<ChannelBounds>
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
  const database = new WatchedDatabase(options.file, options.indexes)
  const meter = new Meter()
  const clock = createClock(options.nowMicros ?? systemMicros, database.lastCommit())
  const rules = options.rules === undefined ? NO_RULES : createRules(options.rules)
  const services = { database, clock, meter, rules, keys: options.keys }
  const webChannel = new WebChannel(services, options.channel)

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const target = targetOf(request.method, url)
    if (target) return answer(services, request, target)
    if (channelCall(url)) return webChannel.fetch(request)
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
    callOf: (request) => {
      const url = new URL(request.url)
      return targetOf(request.method, url)?.call ?? channelCall(url) ?? 'other'
    },
    rejection: injectedRejection,
    hangMs: options.hangMs,
  })
  const door = withCors(faulty)
  return {
    fetch: async (request) => door(request),
    counters: () => meter.snapshot(),
    close() {
      webChannel.close()
      database.close()
    },
  }
}

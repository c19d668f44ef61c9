// Firestore's adapter alone: its client over the embedded Firestore, every call seen and breakable.
import { onTestFinished } from 'vitest'
import { createFirestore } from '../../local/firestore/index.ts'
import type { Handler } from '../../local/serve.ts'
import { readIndexes } from '../../local/stand-ins.ts'
import { createFirestoreClient, type Meter, type Write } from '../adapters/firestore/client.ts'
import { createKnown, createSightings } from '../adapters/firestore/known.ts'
import { untilAborted } from '../adapters/testing.ts'
import { NO_NOTICEBOARD } from './surroundings.ts'

export interface Sent {
  readonly verb: string
  /** The body as it went over the wire. */
  readonly body: string
}

export interface WireOptions {
  readonly timeoutMs?: number
  readonly token?: () => Promise<string>
  readonly dropToken?: () => void
}

/** Answers in place of Firestore, or by `next()`. `nth` counts the calls of this verb from 1. */
export type Fault = (verb: string, nth: number, next: () => Promise<Response>) => Promise<Response>

/** `fault` may be replaced at any time; the newest decides. */
export function startWire(options: WireOptions = {}) {
  const firestore = createFirestore({ file: ':memory:', indexes: readIndexes() })
  onTestFinished(() => firestore.close())
  const meter: Meter = { calls: 0, reads: 0, writes: 0 }
  const sent: Sent[] = []
  const pauses: number[] = []
  const wire = { fault: (async (_verb, _nth, next) => next()) as Fault }
  const answer: Handler = async (request) => {
    const verb = request.url.slice(request.url.lastIndexOf(':') + 1)
    const body = await request.clone().text()
    sent.push({ verb, body })
    const nth = sent.filter((call) => call.verb === verb).length
    return wire.fault(verb, nth, () => firestore.fetch(request))
  }
  const client = createFirestoreClient({
    projectId: 'kai-test',
    origin: 'http://firestore.test',
    token: options.token ?? (async () => 'owner'),
    dropToken: options.dropToken ?? (() => undefined),
    fetch: (input, init) => untilAborted(answer(new Request(input, init)), init?.signal),
    timeoutMs: options.timeoutMs ?? 5_000,
    meter,
  })
  const pacing = {
    fraction: () => 0.5,
    now: () => 0,
    pause: (ms: number) => {
      pauses.push(ms)
      return new Promise<void>((resolve) => setImmediate(resolve))
    },
  }
  const sightings = createSightings(pacing.now)
  const keepAlive = () => undefined
  const known = createKnown({ client, sightings, noticeboard: NO_NOTICEBOARD, keepAlive })
  const of = (verb: string): Sent[] => sent.filter((call) => call.verb === verb)
  return {
    client,
    firestore,
    meter,
    /** What guarded commits work on. */
    on: { client, pacing, known },
    pacing,
    pauses,
    sent,
    wire,
    commits: () => of('commit'),
    writesOf: (call: Sent | undefined): Write[] => JSON.parse(call?.body ?? '{}').writes ?? [],
    reads: () => of('batchGet'),
  }
}

/** Firestore's way of saying no. */
export function refusal(httpStatus: number, status: string, wrapped = false): Response {
  const body = { error: { code: httpStatus, status, message: `said ${status}` } }
  return Response.json(wrapped ? [body] : body, { status: httpStatus })
}

const SILENCE_MS = 10

/**
 * Applied or not, no answer comes in the client's time. The call ends here, as a timeout would end
 * it: the calls that do answer then need not race a short one. `client.test.ts` tests the real one.
 */
export const silence = (): Promise<Response> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new DOMException('The time is up', 'TimeoutError')), SILENCE_MS)
  })

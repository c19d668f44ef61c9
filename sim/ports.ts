// The outside as an isolate sees it: `fetch` for Firestore and Stripe, the queue's binding, and
// what isolates tell each other. Each call becomes one that travels.
import type { Notice, Noticeboard } from '../worker/adapters/noticeboard.ts'
import type { createWorkQueue } from '../worker/adapters/queues.ts'
import type { BucketBinding } from '../worker/env.ts'
import { type Task, travel, type Wires } from './calls.ts'
import type { Chance } from './chance.ts'
import { type Firestore, type Reply, refusal, type Written } from './firestore.ts'
import { type Stripe, type StripeReply, stripeCallOf } from './stripe.ts'

export interface Outside {
  readonly firestore: Firestore
  readonly stripe: Stripe
  /** Takes messages; what becomes of them is the mail's business. */
  enqueue(bodies: readonly unknown[]): void
  /** Newest last. */
  readonly notices: Map<string, Notice[]>
  /** By their names. */
  readonly archive: Map<string, string>
  applied(task: Task, written: readonly Written[]): void
}
type QueueBinding = Parameters<typeof createWorkQueue>[0]
export interface Ports {
  readonly wires: Wires
  firestore(task: Task, timeoutMs: number): typeof fetch
  stripe(task: Task, timeoutMs: number): typeof fetch
  queue(task: Task): QueueBinding
  noticeboard(task: Task): Noticeboard
  archive(task: Task): BucketBinding
}

const HTTP_STATUS: Readonly<Record<string, number>> = {
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
  DEADLINE_EXCEEDED: 504,
}
const QUEUE_MS_MAX = 3_000
const NOTICES_MS_MAX = 250
const NOTICES_KEPT = 3
const ARCHIVE_MS_MAX = 5_000

export function portsOf(wires: Wires, outside: Outside): Ports {
  return {
    wires,
    firestore: (task, timeoutMs) => firestoreFetch(wires, outside, task, timeoutMs),
    stripe: (task, timeoutMs) => stripeFetch(wires, outside, task, timeoutMs),
    queue: (task) => ({
      sendBatch: (messages) =>
        travel<void>(wires, {
          ...{ service: 'queue', kind: 'queue.sendBatch', task, timeoutMs: QUEUE_MS_MAX },
          carryOut: () => outside.enqueue(messages.map(({ body }) => body)),
          refuse: (status) => {
            throw new Error(`queue: ${status}`)
          },
          garble: () => undefined,
        }),
    }),
    noticeboard: (task) => noticeboardOf(wires, outside, task),
    archive: (task) => archiveOf(wires, outside, task),
  }
}

function firestoreFetch(
  wires: Wires,
  outside: Outside,
  task: Task,
  timeoutMs: number,
): typeof fetch {
  return async (input, init) => {
    const url = String(input)
    const verb = url.slice(url.lastIndexOf(':') + 1)
    const body = String(init?.body)
    const reply = await travel<Reply>(wires, {
      ...{ service: 'firestore', kind: `firestore.${verb}`, task, timeoutMs },
      carryOut: () =>
        outside.firestore.call(verb, body, (written) => outside.applied(task, written)),
      refuse: (status) => refusal(status, 'injected', verb),
      garble: ({ status, json }, chance) => ({ status, json: garbled(verb, status, json, chance) }),
    })
    return responseOf(reply.status, () => reply.json)
  }
}

const UNREADABLE = Symbol('not JSON')

/** Refusals come whole or not at all; answers also with parts missing. */
function garbled(verb: string, status: number, json: unknown, chance: Chance): unknown {
  if (status >= 300) return UNREADABLE
  const lacking = verb === 'batchGet' && Array.isArray(json) ? json.slice(1) : []
  return chance.pick([{}, [], lacking, UNREADABLE])
}

function stripeFetch(wires: Wires, outside: Outside, task: Task, timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const method = init?.method ?? 'GET'
    const kind = `stripe.${stripeCallOf(method, String(input))}`
    // Made now: the caller's own timer has nothing to do with it.
    const { headers, body } = init ?? {}
    const reply = await travel<StripeReply>(wires, {
      ...{ service: 'stripe', kind, task, timeoutMs },
      carryOut: async () => {
        const sent = {
          method,
          headers: headers ?? {},
          ...(method !== 'GET' && { body: body ?? '' }),
        }
        return outside.stripe.ask(new Request(String(input), sent))
      },
      refuse: (status) => ({
        status: HTTP_STATUS[status] ?? 500,
        headers: new Headers(),
        text: JSON.stringify({ error: { type: 'api_error', message: 'injected' } }),
      }),
      garble: (given, chance) => ({
        ...given,
        text: chance.happens(0.5) ? '{}' : given.text.slice(0, given.text.length / 2),
      }),
    })
    return responseOf(reply.status, () => JSON.parse(reply.text), reply.headers, reply.text)
  }
}

/** As much of a response as the clients look at, without streams. */
function responseOf(
  status: number,
  json: () => unknown,
  headers = NO_HEADERS,
  text = '',
): Response {
  const parsed = async (): Promise<unknown> => {
    const value = json()
    if (value === UNREADABLE) throw new SyntaxError('not JSON')
    return value
  }
  const shown = { ok: status < 300, status, headers, body: null, json: parsed }
  return { ...shown, text: async () => text } as Partial<Response> as Response
}
const NO_HEADERS = new Headers()

function archiveOf(wires: Wires, outside: Outside, task: Task): BucketBinding {
  return {
    put: (name, text) =>
      travel<unknown>(wires, {
        ...{ service: 'archive', kind: 'archive.put', task, timeoutMs: ARCHIVE_MS_MAX },
        carryOut: () => outside.archive.set(name, String(text)),
        refuse: (status) => {
          throw new Error(`archive: ${status}`)
        },
        garble: () => undefined,
      }),
    get: (name) =>
      travel<{ text(): Promise<string> } | null>(wires, {
        ...{ service: 'archive', kind: 'archive.get', task, timeoutMs: ARCHIVE_MS_MAX },
        carryOut: () => {
          const text = outside.archive.get(name)
          return text === undefined ? null : { text: async () => text }
        },
        refuse: (status) => {
          throw new Error(`archive: ${status}`)
        },
        garble: () => {
          throw new Error('archive: garbled')
        },
      }),
  }
}

function noticeboardOf(wires: Wires, outside: Outside, task: Task): Noticeboard {
  const call = { service: 'noticeboard', task, timeoutMs: NOTICES_MS_MAX } as const
  const failed = (status: string): never => {
    throw new Error(`noticeboard: ${status}`)
  }
  return {
    // Neither throws, as the adapter over Redis doesn't.
    get: (names) =>
      travel<unknown[]>(wires, {
        ...{ ...call, kind: 'noticeboard.get' },
        carryOut: () => names.map((name) => read(outside, name)),
        refuse: failed,
        garble: () => [],
      }).catch(() => []),
    put: (notices) =>
      travel<void>(wires, {
        ...{ ...call, kind: 'noticeboard.put' },
        carryOut: () => {
          for (const each of notices) pin(outside, each)
        },
        refuse: failed,
        garble: () => undefined,
      }).catch(() => undefined),
  }
}

/** Sometimes an older one: replicas lag. */
function read({ notices }: Outside, name: string): unknown {
  const known = notices.get(name) ?? []
  const newest = known.at(-1)
  const shown = newest?.moved.endsWith('7Z') ? known[0] : newest
  return shown && JSON.parse(shown.text)
}

function pin({ notices }: Outside, notice: Notice): void {
  const known = notices.get(notice.name) ?? []
  const newest = known.at(-1)
  // Only the newer of two is kept.
  if (newest && newest.moved > notice.moved) return
  notices.set(notice.name, [...known, notice].slice(-NOTICES_KEPT))
}

// The real composition root over in-process stand-ins, with a clock that only moves when told to.
// Everything a test may want to break passes through `intercept`; a call to anything else throws.
import { createFirestore, type IndexFile } from '../../local/firestore/index.ts'
import { makeSecrets } from '../../local/secrets.ts'
import type { Handler } from '../../local/serve.ts'
import { readIndexes, readRules } from '../../local/stand-ins.ts'
import { createStripe } from '../../local/stripe/index.ts'
import type { Meter } from '../adapters/firestore/client.ts'
import type { Clock, Services } from '../ports.ts'
import { createIsolate } from '../services.ts'
import { receiveEvent } from '../use-cases/receive-event.ts'
import { createClock } from './clock.ts'
import { type Interceptor, openDoor } from './doors.ts'
import { createRecorder } from './recorder.ts'
import { PROJECT_ID, settingsFor } from './settings.ts'
import { readDatabase } from './snapshot.ts'
import { surroundingsOf } from './surroundings.ts'
import { createTestQueue } from './test-queue.ts'

export type { Interceptor } from './doors.ts'
export { PROJECT_ID } from './settings.ts'

const START = Date.UTC(2026, 0, 15, 12)
const WEBHOOK_URL = 'http://127.0.0.1/api/webhooks/stripe'
const PAYS = { card_number: '4242424242424242' }

export interface HarnessOptions {
  /** Files of the stand-ins, which then outlive the harness; default: memory. */
  readonly files?: { readonly firestore: string; readonly stripe: string }
  /** In place of firestore.indexes.json. */
  readonly indexes?: IndexFile
  readonly startAt?: number
  readonly seed?: number
  /** Real milliseconds; set them low where calls hang. */
  readonly storeTimeoutMs?: number
  readonly stripeTimeoutMs?: number
}

export type Harness = ReturnType<typeof createHarness>

/** Made once a file: their key takes longer than most tests. */
const secrets = makeSecrets()

/** Close it at the end of the test; see `start.ts`. */
export function createHarness(options: HarnessOptions = {}) {
  const clock = createClock(options.startAt ?? START)
  const queue = createTestQueue()
  const archive = new Map<string, string>()
  const recorder = createRecorder()
  const meter: Meter = { calls: 0, reads: 0, writes: 0 }
  const local = standIns(options, clock, (request) => deliver(services, clock, request))
  const settings = settingsFor({
    FIRESTORE_EMULATOR_HOST: new URL(local.doors.firestore.url).host,
    STRIPE_API_BASE: local.doors.stripe.url,
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRET: secrets.webhookSecret,
    QUEUE: queue.binding,
    ARCHIVE: {
      put: async (name: string, text: string) => void archive.set(name, text),
      get: async (name: string) => {
        const text = archive.get(name)
        return text === undefined ? null : { text: async () => text }
      },
    },
  })
  const surroundings = surroundingsOf(options, clock)
  const isolate = (counts: Meter = { calls: 0, reads: 0, writes: 0 }): Services =>
    createIsolate(settings, surroundings.around).services(counts, recorder.log)
  const services = isolate(meter)

  return {
    services,
    /** Another isolate of the same deployment: own caches, same stand-ins. */
    isolate,
    clock,
    /** Counts the calls of `services`. */
    meter,
    queue,
    /** Objects by their names. */
    archive: archive as ReadonlyMap<string, string>,
    settings,
    /** Log lines so far; `recorder.errors()` names those that would wake somebody. */
    recorder,
    /** Milliseconds the product asked to wait, in order; nothing really waits. */
    pauses: surroundings.pauses,
    ...controlsOf(local),
  }
}

type StandIns = ReturnType<typeof standIns>

function standIns(options: HarnessOptions, clock: Clock, hook: Handler) {
  const files = options.files ?? { firestore: ':memory:', stripe: ':memory:' }
  const firestore = createFirestore({
    file: files.firestore,
    indexes: options.indexes ?? readIndexes(),
    rules: readRules(),
    nowMicros: () => BigInt(clock.now()) * 1000n,
  })
  const stripe = createStripe({
    file: files.stripe,
    publicUrl: () => doors.stripe.url,
    webhook: { url: WEBHOOK_URL, secret: secrets.webhookSecret },
    now: clock.now,
    fetch: async (input, init) => hook(new Request(input, init)),
    timers: false,
  })
  const doors = {
    firestore: openDoor((request) => firestore.fetch(request)),
    stripe: openDoor((request) => stripe.fetch(request)),
  }
  return { firestore, stripe, doors }
}

/** What Stripe's webhooks meet: verified and handled as the route does it. */
async function deliver(services: Services, clock: Clock, request: Request): Promise<Response> {
  const signature = request.headers.get('stripe-signature') ?? ''
  const raw = await request.text()
  const event = await services.payments.verifyEvent(raw, signature, clock.now())
  if (!event) return new Response(null, { status: 400 })
  const received = await receiveEvent(services, event).catch(() => null)
  return new Response(null, { status: received ? 200 : 500 })
}

function controlsOf({ firestore, stripe, doors }: StandIns) {
  const stripeUrl = doors.stripe.url
  return {
    firestore,
    stripe,
    stripeUrl,
    /** Puts code before a stand-in; the newest is met first. The result takes it away again. */
    intercept: (service: keyof typeof doors, interceptor: Interceptor): (() => void) =>
      doors[service].intercept(interceptor),
    /** Posts the form of the hosted payment page, as the buyer's browser would. */
    pay: (checkoutUrl: string | null, form: Record<string, string> = PAYS): Promise<Response> =>
      stripe.fetch(
        new Request(checkoutUrl ?? '', { method: 'POST', body: new URLSearchParams(form) }),
      ),
    /** Whatever Stripe still owes is delivered to `receiveEvent`. */
    webhooks: () => stripe.flushWebhooks(),
    /** A local control of Stripe's stand-in, e.g. `sessions/{id}/settle`. */
    control: (path: string, body: object = {}): Promise<Response> =>
      stripe.fetch(
        new Request(`${stripeUrl}/__local/${path}`, { method: 'POST', body: JSON.stringify(body) }),
      ),
    /** Every document as `path` -> JSON with its times, to compare byte by byte. */
    documents: () => readDatabase((request) => firestore.fetch(request), PROJECT_ID),
    close() {
      for (const each of [doors.firestore, doors.stripe, stripe, firestore]) each.close()
    },
  }
}

// The real composition root over in-process stand-ins, with a clock that only moves when told to.
// Everything a test may want to break passes through `intercept`; a call to anything else throws.
import { randomBytes } from 'node:crypto'
import { seeded } from '../../local/faults.ts'
import { createFirestore } from '../../local/firestore/index.ts'
import { makeSecrets } from '../../local/secrets.ts'
import { readIndexes } from '../../local/stand-ins.ts'
import { createStripe } from '../../local/stripe/index.ts'
import type { Meter } from '../adapters/firestore/client.ts'
import { parseSettings } from '../env.ts'
import type { Services } from '../ports.ts'
import { createIsolate } from '../services.ts'
import { receiveEvent } from '../use-cases/receive-event.ts'
import { createClock } from './clock.ts'
import { type Interceptor, openDoor } from './doors.ts'
import { createRecorder } from './recorder.ts'
import { readDatabase } from './snapshot.ts'
import { createTestQueue } from './test-queue.ts'

export type { Interceptor } from './doors.ts'

const START = Date.UTC(2026, 0, 15, 12)
const WEBHOOK_URL = 'http://127.0.0.1/api/webhooks/stripe'
export const PROJECT_ID = 'kai-test'

export interface HarnessOptions {
  /** Files of the stand-ins, which then outlive the harness; default: memory. */
  readonly files?: { readonly firestore: string; readonly stripe: string }
  readonly startAt?: number
  readonly seed?: number
  /** Real milliseconds; set them low where calls hang. */
  readonly storeTimeoutMs?: number
  readonly stripeTimeoutMs?: number
}

export type Harness = ReturnType<typeof createHarness>

/** Close it at the end of the test; see `start.ts`. */
export function createHarness(options: HarnessOptions = {}) {
  const clock = createClock(options.startAt ?? START)
  const secrets = makeSecrets()
  const files = options.files ?? { firestore: ':memory:', stripe: ':memory:' }
  const firestore = createFirestore({
    file: files.firestore,
    indexes: readIndexes(),
    publicCollections: ['packages'],
    nowMicros: () => BigInt(clock.now()) * 1000n,
  })
  const store = openDoor(firestore.fetch)
  const stripe = createStripe({
    file: files.stripe,
    publicUrl: () => payments.url,
    webhook: { url: WEBHOOK_URL, secret: secrets.webhookSecret },
    now: clock.now,
    fetch: (input, init) => deliver(new Request(input, init)),
    timers: false,
  })
  const payments = openDoor((request) => stripe.fetch(request))
  const queue = createTestQueue()
  const recorder = createRecorder()
  const meter: Meter = { calls: 0, reads: 0, writes: 0 }
  const settings = settingsFor({
    FIRESTORE_EMULATOR_HOST: new URL(store.url).host,
    STRIPE_API_BASE: payments.url,
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRET: secrets.webhookSecret,
    QUEUE: queue.binding,
  })
  const surroundings = surroundingsOf(options, clock)
  const doors = { firestore: store, stripe: payments }

  /** Another isolate of the same deployment: own caches, same stand-ins. */
  function isolate(counts: Meter = { calls: 0, reads: 0, writes: 0 }): Services {
    return createIsolate(settings, surroundings.around).services(counts, recorder.log)
  }

  const services = isolate(meter)

  /** What Stripe's webhooks meet: verified and handled as the route does it. */
  async function deliver(request: Request): Promise<Response> {
    const signature = request.headers.get('stripe-signature') ?? ''
    const raw = await request.text()
    const event = await services.payments.verifyEvent(raw, signature, clock.now())
    if (!event) return new Response(null, { status: 400 })
    const received = await receiveEvent(services, event).catch(() => null)
    return new Response(null, { status: received ? 200 : 500 })
  }

  return {
    services,
    isolate,
    clock,
    /** Counts the calls of `services`. */
    meter,
    firestore,
    stripe,
    queue,
    settings,
    /** Log lines so far; `recorder.errors()` names those that would wake somebody. */
    recorder,
    /** Milliseconds the product asked to wait, in order; nothing really waits. */
    pauses: surroundings.pauses,
    /** Puts code between the product and a stand-in; the newest is met first. Undone by the result. */
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
        new Request(`${payments.url}/__local/${path}`, {
          method: 'POST',
          body: JSON.stringify(body),
        }),
      ),
    stripeUrl: payments.url,
    /** Every document as `path` -> JSON with its times, to compare byte by byte. */
    documents: () => readDatabase(firestore.fetch, PROJECT_ID),
    close() {
      store.close()
      payments.close()
      stripe.close()
      firestore.close()
    },
  }
}

const PAYS = { card_number: '4242424242424242' }

function surroundingsOf(options: HarnessOptions, clock: { now(): number }) {
  const pauses: number[] = []
  let drawn = 0
  const around = {
    clock,
    // Read at the call: the doors replace the global one.
    fetch: ((input, init) => globalThis.fetch(input, init)) as typeof fetch,
    random: {
      uuid: () => `00000000-0000-4000-8000-${String(++drawn).padStart(12, '0')}`,
      fraction: seeded(options.seed ?? 1),
    },
    keepAlive: (work: Promise<unknown>) => void work.catch(() => undefined),
    pause: (ms: number) => {
      pauses.push(ms)
      return new Promise<void>((resolve) => setImmediate(resolve))
    },
    ...(options.storeTimeoutMs !== undefined && { storeTimeoutMs: options.storeTimeoutMs }),
    ...(options.stripeTimeoutMs !== undefined && { stripeTimeoutMs: options.stripeTimeoutMs }),
  }
  return { around, pauses }
}

function settingsFor(bindings: Record<string, unknown>) {
  const text = (): string => randomBytes(32).toString('hex')
  const parsed = parseSettings({
    APP_ORIGIN: 'http://localhost:8787',
    FIREBASE_PROJECT_ID: PROJECT_ID,
    FIREBASE_API_KEY: 'test',
    // Nobody listens there: use cases never ask for identity or limits.
    FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9',
    UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:9',
    UPSTASH_REDIS_REST_TOKEN: text(),
    CURSOR_SECRET: text(),
    FINGERPRINT_SECRET: text(),
    DATA_KEYS: `1:${randomBytes(32).toString('base64')}`,
    ...bindings,
  })
  if (!parsed.ok) throw new Error(`settings refused: ${parsed.fields.join(', ')}`)
  return parsed.settings
}

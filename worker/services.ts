// The composition root: the only importer of adapters. What is expensive or cached lives as long as
// the isolate; what counts calls or logs belongs to one request.
import { createHash } from 'node:crypto'
import { createAlarm } from './adapters/alarm.ts'
import { createArchive } from './adapters/archive.ts'
import { createFirestoreClient, type Meter } from './adapters/firestore/client.ts'
import { createJoiner } from './adapters/firestore/joiner.ts'
import { createKnown, createSightings } from './adapters/firestore/known.ts'
import { createPackageReader } from './adapters/firestore/packages.ts'
import { createStore } from './adapters/firestore/store.ts'
import { emulatorToken, serviceAccountToken, type TokenSource } from './adapters/firestore/token.ts'
import { createIdentity } from './adapters/identity.ts'
import { createLog } from './adapters/log.ts'
import type { Noticeboard } from './adapters/noticeboard.ts'
import { createWorkQueue } from './adapters/queues.ts'
import { withSignOuts } from './adapters/sign-outs.ts'
import { createPayments } from './adapters/stripe/payments.ts'
import { systemClock } from './adapters/system-clock.ts'
import { createUpstash } from './adapters/upstash.ts'
import { createVault } from './adapters/vault.ts'
import type { Settings } from './env.ts'
import type { Clock, Hash, Log, Random, Services } from './ports.ts'

const STORE_TIMEOUT_MS = 5_000
const STRIPE_TIMEOUT_MS = 6_000
const STRIPE_ATTEMPTS_MAX = 5
const STRIPE_ELAPSED_MS_MAX = 10_000
const STRIPE_BACKOFF_MS_BASE = 100

export interface Surroundings {
  readonly fetch: typeof fetch
  readonly random: Random
  /** Keeps joined work going after its own request has ended. */
  readonly keepAlive: (work: Promise<unknown>) => void
  readonly pause: (ms: number) => Promise<void>
  /** Another clock than the machine's, in tests. */
  readonly clock?: Clock
  /** Instead of Redis, in tests without one. */
  readonly noticeboard?: Noticeboard
  /** Shorter in tests that make calls hang. */
  readonly storeTimeoutMs?: number
  readonly stripeTimeoutMs?: number
}

const hash: Hash = { sha256: (text) => createHash('sha256').update(text).digest('hex') }

/** One an isolate. */
export interface Isolate {
  services(meter: Meter, log: Log): Services
}

export function createIsolate(settings: Settings, around: Surroundings): Isolate {
  const clock = around.clock ?? systemClock(settings)
  const log = createLog({})
  const firebase = createIdentity(settings, { ...around, clock, log })
  const upstash = createUpstash(settings, { log })
  const vault = createVault({
    keks: settings.DATA_KEYS,
    fingerprintSecret: settings.FINGERPRINT_SECRET,
    now: clock.now,
  })
  const payments = paymentsOf(settings, around, clock)
  const queue = createWorkQueue(settings.QUEUE)
  const archive = createArchive(settings.ARCHIVE)
  const store = storeFactory(settings, around, clock)
  const tell = { url: settings.ALERT_WEBHOOK_URL, fetch: around.fetch }
  return {
    services: (meter, requestLog) => {
      const { limiter, noticeboard, moments } = upstash()
      return {
        store: store(meter, around.noticeboard ?? noticeboard, requestLog),
        payments,
        queue,
        vault,
        identity: withSignOuts(firebase, moments, clock),
        limiter,
        alarm: createAlarm({ ...tell, log: requestLog }),
        archive,
        clock,
        hash,
        random: around.random,
        log: requestLog,
      }
    },
  }
}

function paymentsOf(settings: Settings, around: Surroundings, clock: Clock) {
  const previous = settings.STRIPE_WEBHOOK_SECRET_PREVIOUS
  return createPayments({
    secretKey: settings.STRIPE_SECRET_KEY,
    webhookSecrets: [settings.STRIPE_WEBHOOK_SECRET, ...(previous ? [previous] : [])],
    livemode: settings.livemode,
    apiBase: settings.STRIPE_API_BASE,
    fetch: around.fetch,
    timeoutMs: around.stripeTimeoutMs ?? STRIPE_TIMEOUT_MS,
    patience: {
      attemptsMax: STRIPE_ATTEMPTS_MAX,
      elapsedMsMax: STRIPE_ELAPSED_MS_MAX,
      baseMs: STRIPE_BACKOFF_MS_BASE,
      now: clock.now,
      fraction: around.random.fraction,
      pause: around.pause,
    },
  })
}

type StoreSettings = Pick<
  Settings,
  | 'FIREBASE_PROJECT_ID'
  | 'FIREBASE_CLIENT_EMAIL'
  | 'FIREBASE_PRIVATE_KEY'
  | 'FIRESTORE_EMULATOR_HOST'
>

/** For commands at a shell that only read. */
export function openBooks(
  settings: StoreSettings,
  around: Surroundings & Pick<Required<Surroundings>, 'clock' | 'noticeboard'>,
): Pick<Services, 'store' | 'hash'> & { readonly meter: Meter } {
  const meter: Meter = { calls: 0, reads: 0, writes: 0 }
  const store = storeFactory(settings, around, around.clock)
  return { store: store(meter, around.noticeboard, createLog({})), hash, meter }
}

function storeFactory(settings: StoreSettings, around: Surroundings, clock: Clock) {
  const emulator = settings.FIRESTORE_EMULATOR_HOST
  const projectId = settings.FIREBASE_PROJECT_ID
  const account = {
    projectId,
    clientEmail: settings.FIREBASE_CLIENT_EMAIL ?? '',
    privateKey: settings.FIREBASE_PRIVATE_KEY ?? '',
  }
  const tokens: TokenSource = emulator
    ? emulatorToken
    : serviceAccountToken(account, { clock, keepAlive: around.keepAlive })
  const timeoutMs = around.storeTimeoutMs ?? STORE_TIMEOUT_MS
  const packages = createPackageReader(account, emulator, timeoutMs)
  const pacing = { fraction: around.random.fraction, pause: around.pause, now: clock.now }
  const joiner = createJoiner({ keepAlive: around.keepAlive, now: clock.now })
  const sightings = createSightings(clock.now)

  return (meter: Meter, noticeboard: Noticeboard, log: Log) => {
    const client = createFirestoreClient({
      projectId,
      origin: emulator ? `http://${emulator}` : 'https://firestore.googleapis.com',
      token: tokens.token,
      dropToken: tokens.drop,
      fetch: around.fetch,
      timeoutMs,
      meter,
    })
    const known = createKnown({ client, sightings, noticeboard, keepAlive: around.keepAlive })
    return createStore({ client, pacing, packages, meter, known, joiner, log })
  }
}

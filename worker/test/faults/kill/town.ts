// The real Worker in real workerd processes, over stand-ins behind real sockets. Time jumps with
// each restart, so that whatever the crons should look at is due.
import Stripe from 'stripe'
import { createFirestore } from '../../../../local/firestore/index.ts'
import { createIdentity } from '../../../../local/identity/index.ts'
import { createRedis } from '../../../../local/redis/index.ts'
import { type LocalSecrets, makeSecrets } from '../../../../local/secrets.ts'
import { seedPackages } from '../../../../local/seed-packages.ts'
import { type Handler, type Served, serve } from '../../../../local/serve.ts'
import { PROJECT_ID, readIndexes, readRules, type StandIns } from '../../../../local/stand-ins.ts'
import { createStripe } from '../../../../local/stripe/index.ts'
import { variablesFor } from '../../../../local/worker.ts'
import { createVault } from '../../../adapters/vault.ts'
import { settingsFor } from '../../settings.ts'
import { readDatabase } from '../../snapshot.ts'
import type { Documents } from '../books.ts'
import { nameOf, type Service } from '../calls.ts'
import type { Insight } from '../ending.ts'
import type { Bundle } from './bundle.ts'
import { type Child, startChild } from './processes.ts'
import type { FireCron, WorkerSetup, WorkerUp } from './worker-process.ts'

const ORIGIN = 'http://localhost:8787'
const RESTART_MS = 3 * 60_000

export interface Calls {
  /** Of the Worker to Firestore and Stripe since the last reset. */
  names: string[]
  /** Undefined: answer as usual. */
  meet?: ((index: number, proceed: () => Promise<Response>) => Promise<Response>) | undefined
}

/** A deployment; what it calls may be broken, and its Worker killed. */
export interface Town {
  readonly calls: Calls
  readonly services: StandIns
  readonly stripe: ReturnType<typeof createStripe>
  readonly sdk: Stripe
  readonly insight: Insight
  documents(): Promise<Documents>
  /** Where the present Worker listens. */
  url(): string
  killWorker(): Promise<void>
  startWorker(): Promise<void>
  fireCron(cron: string): Promise<void>
  /** How far the clocks of this town go ahead; milliseconds. */
  clockOffsetMs(): number
  close(): Promise<void>
}

export interface TownOptions extends Bundle {
  /** Default: one in this process, whose calls are counted too. */
  readonly firestore?: Served
}

/** The stand-ins; calls to Firestore and Stripe are counted, and met before they are applied. */
async function hostServices(
  options: TownOptions,
  secrets: LocalSecrets,
  calls: Calls,
  now: () => number,
) {
  const watched = (service: Service, handler: Handler): Handler => {
    return async (request) => {
      const index = calls.names.push(nameOf(service, request))
      const proceed = async () => handler(request)
      return calls.meet?.(index, proceed) ?? proceed()
    }
  }
  const firestore = createFirestore({
    file: ':memory:',
    indexes: readIndexes(),
    rules: readRules(),
    nowMicros: () => BigInt(now()) * 1000n,
  })
  const identity = createIdentity({ file: ':memory:', projectId: PROJECT_ID, now })
  const redis = createRedis({ token: secrets.redisToken })
  const publicUrl = (): string => stripeServed.url
  const stripe = createStripe({ file: ':memory:', publicUrl, now, webhookRetryMs: 50 })
  const stripeServed = await serve(watched('stripe', stripe.fetch))
  const database = options.firestore ?? (await serve(watched('firestore', firestore.fetch)))
  const services: StandIns = {
    firestore: database,
    firestoreUrl: database.url,
    identity: await serve(identity.fetch),
    redis: await serve(redis.fetch),
    stripe: stripeServed,
    connect: (url) =>
      stripe.setWebhook({ url: `${url}/api/webhooks/stripe`, secret: secrets.webhookSecret }),
    async close() {
      for (const served of [services.firestore, services.identity, services.redis, stripeServed]) {
        await served?.close()
      }
      for (const each of [firestore, identity, redis, stripe]) await each.close()
    },
  }
  return { services, firestore, stripe, stripeServed }
}

export async function startTown(options: TownOptions): Promise<Town> {
  const secrets = makeSecrets()
  const calls: Calls = { names: [] }
  let offsetMs = 0
  const hosted = await hostServices(options, secrets, calls, () => Date.now() + offsetMs)
  const { services, firestore, stripe, stripeServed } = hosted
  await seedPackages(services.firestore?.url ?? '', stripeServed.url, secrets)
  const variables = variablesFor(ORIGIN, services, secrets, {})
  let worker: Child<WorkerUp> | undefined

  async function startWorker(): Promise<void> {
    const clock = { KAI_CLOCK_OFFSET_S: String(offsetMs / 1000) }
    const { bundle, deployed } = options
    const setup = { bundle, deployed, variables: { ...variables, ...clock } }
    const script = 'worker-process.ts'
    worker = await startChild<WorkerSetup, WorkerUp>(script, setup, options.tmpDir)
    services.connect(worker.up.url)
  }

  // Past the socket of the one in here: looking at it must not count, let alone kill.
  const direct = options.firestore ? throughSocket(options.firestore) : firestore.fetch

  await startWorker()
  return {
    calls,
    services,
    stripe,
    sdk: sdkOf(stripeServed, secrets.stripeKey, stripe.fetch),
    insight: insightInto(variables),
    documents: () => readDatabase(direct, PROJECT_ID),
    url: () => worker?.up.url ?? '',
    async killWorker() {
      await worker?.kill()
      offsetMs += RESTART_MS
    },
    startWorker,
    async fireCron(cron) {
      await worker?.ask({ cron } satisfies FireCron)
    },
    clockOffsetMs: () => offsetMs,
    async close() {
      await worker?.kill()
      await services.close()
    },
  }
}

const QUEUE = { sendBatch: async () => undefined }

function insightInto(variables: Record<string, string>): Insight {
  const { DATA_KEYS: keks, FINGERPRINT_SECRET: fingerprintSecret } = settingsFor({
    ...variables,
    QUEUE,
  })
  return { vault: createVault({ keks, fingerprintSecret, now: Date.now }), waiting: () => 0 }
}

/** `readDatabase` leaves the host open. */
const throughSocket =
  (served: Served): Handler =>
  (request) => {
    const { pathname, search } = new URL(request.url)
    return fetch(`${served.url}${pathname}${search}`, request)
  }

/** Past the socket, so that it isn't counted among the Worker's calls. */
function sdkOf(served: Served, key: string, handler: Handler): Stripe {
  const direct: typeof fetch = async (input, init) => handler(new Request(input, init))
  return new Stripe(key, {
    host: '127.0.0.1',
    port: served.port,
    protocol: 'http',
    httpClient: Stripe.createFetchHttpClient(direct),
  })
}

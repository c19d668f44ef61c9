// One isolate of the Worker: the real use cases' services over ports whose every call travels
// through the schedule. Put together as in worker/services.ts, without HTTP and real time.
import { createHash } from 'node:crypto'
import { createFirestoreClient } from '../worker/adapters/firestore/client.ts'
import { createJoiner } from '../worker/adapters/firestore/joiner.ts'
import { createKnown, createSightings } from '../worker/adapters/firestore/known.ts'
import { createStore } from '../worker/adapters/firestore/store.ts'
import { decodeFields } from '../worker/adapters/firestore/values.ts'
import { createWorkQueue } from '../worker/adapters/queues.ts'
import { createPayments } from '../worker/adapters/stripe/payments.ts'
import { createVault } from '../worker/adapters/vault.ts'
import type { TokenPackage } from '../worker/domain/purchase.ts'
import type { Log, Services } from '../worker/ports.ts'
import { type Isolate, type Task, taskOf } from './calls.ts'
import { chanceOf } from './chance.ts'
import type { Ports } from './ports.ts'
import { STRIPE_KEY } from './stripe.ts'

const STORE_TIMEOUT_MS = 5_000
const STRIPE_TIMEOUT_MS = 6_000
const KEK = { version: 1, key: new Uint8Array(32).fill(7) }
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export interface RunningIsolate extends Isolate {
  /** For one call of a use case. */
  services(task: Task): Services
}

/** `loud`: log lines at level error, which would wake somebody. */
export function startIsolate(
  ports: Ports,
  name: string,
  skew: number,
  loud: (event: string, fields: Record<string, unknown> | undefined) => void,
): RunningIsolate {
  const { schedule, seed } = ports.wires
  const isolate: Isolate = { name, alive: true, skew }
  const chance = chanceOf(seed, 'isolate', name)
  const now = (): number => Math.floor(schedule.now() + isolate.skew)
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) =>
      schedule.after(ms, () => {
        if (isolate.alive) resolve()
      }),
    )
  const pacing = { fraction: chance.fraction, pause, now }
  const keepAlive = (work: Promise<unknown>): void => void work.catch(() => undefined)
  const alarm = (ms: number, ring: () => void): (() => void) => {
    let silent = false
    schedule.after(ms, () => {
      if (!silent && isolate.alive) ring()
    })
    return () => {
      silent = true
    }
  }
  const joiner = createJoiner({ keepAlive, now, alarm })
  const sightings = createSightings(now)
  const vault = createVault({ keks: [KEK], fingerprintSecret: 'f'.repeat(32), now })
  const patience = { attemptsMax: 5, elapsedMsMax: 10_000, baseMs: 100, ...pacing }
  const log: Log = { info: () => undefined, warn: () => undefined, error: loud }
  let drawn = 0
  const uuid = (): string => {
    drawn += 1
    return `00000000-0000-4000-8000-${String(chance.below(1e6)).padStart(6, '0')}${String(drawn).padStart(6, '0')}`
  }

  /** One for all, as in the product: its calls are the isolate's own. Made when it is needed. */
  let made: Services['payments'] | null = null
  const payments = (): Services['payments'] => {
    made ??= createPayments({
      secretKey: STRIPE_KEY,
      webhookSecrets: [],
      livemode: false,
      apiBase: 'http://127.0.0.1:9',
      fetch: ports.stripe(taskOf(name, isolate), STRIPE_TIMEOUT_MS),
      timeoutMs: STRIPE_TIMEOUT_MS,
      patience,
    })
    return made
  }

  function storeOf(task: Task): Services['store'] {
    const meter = { calls: 0, reads: 0, writes: 0 }
    const client = createFirestoreClient({
      projectId: 'kai-test',
      origin: 'http://firestore',
      token: async () => 'owner',
      dropToken: () => undefined,
      fetch: ports.firestore(task, STORE_TIMEOUT_MS),
      timeoutMs: STORE_TIMEOUT_MS,
      meter,
    })
    const known = createKnown({ client, sightings, shared: ports.sightings(task), keepAlive })
    const from = [{ collectionId: 'packages' }]
    const read = async (): Promise<TokenPackage[]> => {
      const found = await client.runQuery({ from, limit: 200 })
      return found.map(({ fields }) => decodeFields(fields) as TokenPackage)
    }
    return createStore({ client, pacing, packages: { read }, meter, known, joiner })
  }

  return Object.assign(isolate, {
    services: (task: Task): Services => ({
      store: storeOf(task),
      get payments() {
        return payments()
      },
      queue: createWorkQueue(ports.queue(task)),
      vault,
      clock: { now },
      hash: { sha256 },
      random: { uuid, fraction: chance.fraction },
      log,
      identity: NOT_ASKED as never,
      limiter: NOT_ASKED as never,
    }),
  })
}

/** Use cases never ask who somebody is, nor how often. */
const NOT_ASKED = new Proxy(
  {},
  {
    get: () => {
      throw new Error('the simulation has no identity and no limits')
    },
  },
)

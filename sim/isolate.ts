// One isolate of the Worker: the real use cases' services over ports whose every call travels
// through the schedule. Put together as in worker/services.ts, without HTTP and real time.
import { Outage } from '../shared/failure.ts'
import { createArchive } from '../worker/adapters/archive.ts'
import { createFirestoreClient } from '../worker/adapters/firestore/client.ts'
import { createJoiner, type Joiner } from '../worker/adapters/firestore/joiner.ts'
import { createKnown, createSightings, type Sightings } from '../worker/adapters/firestore/known.ts'
import { createStore } from '../worker/adapters/firestore/store.ts'
import { decodeFields } from '../worker/adapters/firestore/values.ts'
import { createWorkQueue } from '../worker/adapters/queues.ts'
import { createPayments } from '../worker/adapters/stripe/payments.ts'
import { createVault } from '../worker/adapters/vault.ts'
import type { TokenPackage } from '../worker/domain/purchase.ts'
import type { Log, Services } from '../worker/ports.ts'
import { type Isolate, type Task, taskOf } from './calls.ts'
import { type Chance, chanceOf } from './chance.ts'
import { NOBODY, sha256 } from './operations/act.ts'
import type { Ports } from './ports.ts'
import { STRIPE_KEY } from './stripe.ts'

const STORE_TIMEOUT_MS = 5_000
const STRIPE_TIMEOUT_MS = 6_000
const KEK = { version: 1, key: new Uint8Array(32).fill(7) }

/** Log lines at level error, which would wake somebody. */
type Loud = (event: string) => void

export class RunningIsolate implements Isolate {
  readonly name: string
  readonly skew: number
  alive = true
  readonly #ports: Ports
  readonly #chance: Chance
  readonly #joiner: Joiner
  readonly #sightings: Sightings
  readonly #log: Log
  readonly #vault: Services['vault']
  #payments: Services['payments'] | null = null
  #drawn = 0

  constructor(ports: Ports, name: string, skew: number, loud: Loud) {
    this.#ports = ports
    this.name = name
    this.skew = skew
    this.#chance = chanceOf(ports.wires.seed, 'isolate', name)
    this.#joiner = createJoiner({ keepAlive, now: this.#now, alarm: this.#alarm })
    this.#sightings = createSightings(this.#now)
    const fingerprintSecret = 'f'.repeat(32)
    this.#vault = createVault({ keks: [KEK], fingerprintSecret, now: this.#now })
    this.#log = { info: () => undefined, warn: () => undefined, error: loud }
  }

  /** For one call of a use case. */
  services(task: Task): Services {
    const payments = (): Services['payments'] => this.#pay()
    return {
      store: this.#store(task),
      get payments() {
        return payments()
      },
      queue: createWorkQueue(this.#ports.queue(task)),
      vault: this.#vault,
      clock: { now: this.#now },
      hash: { sha256 },
      random: { uuid: this.#uuid, fraction: this.#chance.fraction },
      log: this.#log,
      identity: IDENTITY as Services['identity'],
      limiter: NOT_ASKED as Services['limiter'],
      archive: createArchive(this.#ports.archive(task)),
      alarm: { ring: async () => !this.#isTroubled() || this.#chance.happens(0.7) },
    }
  }

  /** One for all, as in the product, so its calls are the isolate's own. Made when it is needed. */
  #pay(): Services['payments'] {
    const own = taskOf(this.name, this, this.#ports.wires.schedule.now())
    this.#payments ??= createPayments({
      secretKey: STRIPE_KEY,
      webhookSecrets: [],
      livemode: false,
      apiBase: 'http://127.0.0.1:9',
      fetch: this.#ports.stripe(own, STRIPE_TIMEOUT_MS),
      timeoutMs: STRIPE_TIMEOUT_MS,
      patience: { attemptsMax: 5, elapsedMsMax: 10_000, baseMs: 100, ...this.#pacing() },
    })
    return this.#payments
  }

  #store(task: Task): Services['store'] {
    const meter = { calls: 0, reads: 0, writes: 0 }
    const client = createFirestoreClient({
      projectId: 'kai-test',
      origin: 'http://firestore',
      token: async () => 'owner',
      dropToken: () => undefined,
      fetch: this.#ports.firestore(task, STORE_TIMEOUT_MS),
      timeoutMs: STORE_TIMEOUT_MS,
      meter,
    })
    const noticeboard = this.#ports.noticeboard(task)
    const known = createKnown({ client, sightings: this.#sightings, noticeboard, keepAlive })
    const from = [{ collectionId: 'packages' }]
    const read = async (): Promise<TokenPackage[]> => {
      const found = await client.runQuery({ from, limit: 200 }).catch((cause) => {
        throw new Outage('STORE_UNAVAILABLE', 'the packages could not be read', { cause })
      })
      return found.map(({ fields }) => decodeFields(fields) as TokenPackage)
    }
    const pacing = this.#pacing()
    const own = { joiner: this.#joiner, log: this.#log }
    return createStore({ client, pacing, packages: { read }, meter, known, ...own })
  }

  #pacing() {
    return { fraction: this.#chance.fraction, pause: this.#pause, now: this.#now }
  }

  readonly #now = (): number => Math.floor(this.#ports.wires.schedule.now() + this.skew)

  readonly #pause = (ms: number): Promise<void> =>
    new Promise((resolve) => this.#later(ms, resolve))

  readonly #alarm = (ms: number, ring: () => void): (() => void) => {
    let silent = false
    this.#later(ms, () => {
      if (!silent) ring()
    })
    return () => {
      silent = true
    }
  }

  readonly #uuid = (): string => {
    this.#drawn += 1
    const digits = `${this.#chance.below(1e6)}`.padStart(6, '0') + `${this.#drawn}`.padStart(6, '0')
    return `00000000-0000-4000-8000-${digits}`
  }

  /** Nobody on call hears of anything while all is well, and not always when it isn't. */
  #isTroubled(): boolean {
    return this.#ports.wires.plan.rate > 0
  }

  #later(ms: number, run: () => void): void {
    this.#ports.wires.schedule.after(ms, () => {
      if (this.alive) run()
    })
  }
}

const keepAlive = (work: Promise<unknown>): void => void work.catch(() => undefined)

/** Everybody but one has a sign-in. */
const IDENTITY: Pick<Services['identity'], 'accountState'> = {
  accountState: async (userId) => (userId === NOBODY ? 'revoked' : 'active'),
}

/** Use cases never ask how often somebody comes. */
const NOT_ASKED: object = new Proxy(
  {},
  {
    get: () => {
      throw new Error('the simulation has no limits')
    },
  },
)

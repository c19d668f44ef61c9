// Starts the embedded services that no environment variable replaces by a real one.
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFirestore, type TokenKeys } from './firestore/index.ts'
import { createIdentity, type Identity } from './identity/index.ts'
import type { StackPorts } from './ports.ts'
import { createRedis } from './redis/index.ts'
import type { LocalSecrets } from './secrets.ts'
import { type Served, serve } from './serve.ts'
import { hostileFrom } from './stripe/hostile.ts'
import { createStripe } from './stripe/index.ts'

export const PROJECT_ID = 'kai-local'
export const SERVICE_ACCOUNT = `worker@${PROJECT_ID}.iam.gserviceaccount.com`

export interface StandInOptions {
  /** Folder of the data; null keeps it in memory. */
  readonly dataDir: string | null
  readonly ports: StackPorts
  readonly secrets: LocalSecrets
  readonly env: Readonly<Record<string, string | undefined>>
  readonly report: (line: string) => void
  readonly hangMs?: number
  /** How long bank debits take to settle by themselves; absent: until told. */
  readonly settleMs?: number
}

export interface StandIns {
  /** Null where a real service is used. */
  readonly firestore: Served | null
  readonly identity: Served | null
  readonly stripe: Served | null
  readonly redis: Served | null
  /** Where Firestore is, if it is on this machine: the stand-in, or Google's emulator. */
  readonly firestoreUrl: string | null
  /** Tells Stripe's stand-in where the Worker listens. */
  connect(appUrl: string): void
  close(): Promise<void>
}

interface Closable {
  close(): Promise<void> | void
}

const root = join(import.meta.dirname, '..')

/** Rejects when a port is taken, naming the variable that moves it. */
export async function startStandIns(options: StandInOptions): Promise<StandIns> {
  const { env, ports } = options
  const host = createHost()
  const realProject = isSet(env.FIREBASE_CLIENT_EMAIL) && isSet(env.FIREBASE_PRIVATE_KEY)
  const real = {
    firestore: realProject || isSet(env.FIRESTORE_EMULATOR_HOST),
    identity: realProject || isSet(env.FIREBASE_AUTH_EMULATOR_HOST),
    redis: isSet(env.UPSTASH_REDIS_REST_URL),
    stripe: isSet(env.STRIPE_SECRET_KEY),
  }
  const { start } = host
  const emulator = env.FIRESTORE_EMULATOR_HOST
  if (isSet(emulator)) await expectEmulator(emulator)
  const identity = real.identity ? null : identityOf(options)
  const payments = real.stripe ? null : await startStripe(options, host)
  const firestore = real.firestore
    ? null
    : await start(firestoreOf(options, identity), 'FIRESTORE_PORT', ports.firestore)
  return {
    firestore,
    firestoreUrl: isSet(emulator) ? `http://${emulator}` : (firestore?.url ?? null),
    identity: identity && (await start(identity, 'AUTH_PORT', ports.identity)),
    redis: real.redis ? null : await start(redisOf(options), 'REDIS_PORT', ports.redis),
    stripe: payments?.served ?? null,
    connect: (appUrl) => payments?.connect(appUrl),
    close: host.close,
  }
}

type Host = ReturnType<typeof createHost>
type Service = Closable & { fetch(request: Request): Promise<Response> }

/** Serves stand-ins and closes them in reverse. */
function createHost() {
  const closing: Closable[] = []
  return {
    async start(service: Service, name: string, port: number): Promise<Served> {
      closing.push(service)
      const handler = (request: Request) => service.fetch(request)
      const served = await serve(handler, port).catch((error: unknown) =>
        Promise.reject(portError(name, port, error)),
      )
      closing.push(served)
      return served
    },
    async close(): Promise<void> {
      for (const service of closing.reverse()) await service.close()
    },
  }
}

const hangOf = ({ hangMs }: StandInOptions) => (hangMs === undefined ? {} : { hangMs })

const firestoreOf = (options: StandInOptions, identity: Identity | null) =>
  createFirestore({
    file: fileOf(options, 'firestore'),
    indexes: readIndexes(),
    rules: readRules(),
    ...(identity && { keys: keysOf(identity) }),
    ...hangOf(options),
  })

const KEYS_PATH = '/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'

/** Firestore takes the tokens that this identity service signs now. */
export const keysOf = (identity: Identity): TokenKeys =>
  keysAt('http://identity.local', identity.fetch)

/** Likewise of one that is served at `url`. */
export function keysAt(
  url: string,
  send: (request: Request) => Promise<Response> = fetch,
): TokenKeys {
  return async () => JSON.parse(await (await send(new Request(`${url}${KEYS_PATH}`))).text())
}

const identityOf = (options: StandInOptions) =>
  createIdentity({
    file: fileOf(options, 'identity'),
    projectId: PROJECT_ID,
    mail: options.report,
    serviceAccounts: [serviceAccountOf(options)],
    ...hangOf(options),
  })

function serviceAccountOf({ secrets }: StandInOptions) {
  const publicKey = createPublicKey(secrets.serviceAccountKey)
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return { clientEmail: SERVICE_ACCOUNT, publicKeyPem }
}

function redisOf(options: StandInOptions) {
  const { REDIS_URL: redisUrl } = options.env
  const token = options.secrets.redisToken
  return createRedis({ token, ...(isSet(redisUrl) && { redisUrl }), ...hangOf(options) })
}

async function startStripe(options: StandInOptions, host: Host) {
  let url = ''
  const stripe = createStripe({
    file: fileOf(options, 'stripe'),
    publicUrl: () => url,
    hostile: hostilityOf(options),
    ...(options.settleMs !== undefined && { settleMs: options.settleMs }),
    ...hangOf(options),
  })
  const served = await host.start(stripe, 'STRIPE_PORT', options.ports.stripe)
  url = served.url
  const secret = options.secrets.webhookSecret
  const connect = (appUrl: string): void =>
    stripe.setWebhook({ url: `${appUrl}/api/webhooks/stripe`, secret })
  return { served, connect }
}

function hostilityOf({ env, report }: StandInOptions) {
  try {
    const hostile = hostileFrom(env.HOSTILE_STRIPE)
    if (hostile) report(`Stripe's webhooks are hostile: ${JSON.stringify(hostile)}`)
    return hostile
  } catch (cause) {
    throw new Error('HOSTILE_STRIPE is neither 1 nor terms in JSON; see local/README.md.', {
      cause,
    })
  }
}

function fileOf({ dataDir }: StandInOptions, name: string): string {
  return dataDir === null ? ':memory:' : join(dataDir, `${name}.sqlite`)
}

export function readIndexes() {
  return JSON.parse(readFileSync(join(root, 'firestore.indexes.json'), 'utf8'))
}

export function readRules(): string {
  return readFileSync(join(root, 'firestore.rules'), 'utf8')
}

export function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}

/** Whoever forgot to start it must not wonder what "fetch failed" is about. */
async function expectEmulator(host: string): Promise<void> {
  try {
    const answer = await fetch(`http://${host}/`)
    await answer.body?.cancel()
  } catch (cause) {
    const why = `Nothing answers at FIRESTORE_EMULATOR_HOST=${host}.`
    throw new Error(`${why} Start the emulator, or unset the variable.`, { cause })
  }
}

function portError(name: string, port: number, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException
  const why = code === 'EADDRINUSE' ? 'is taken by another program' : `can't be had (${code})`
  return new Error(`Port ${port} ${why}. Set ${name} to another one.`, { cause: error })
}

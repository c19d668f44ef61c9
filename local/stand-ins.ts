// Starts the embedded services that no environment variable replaces by a real one.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFirestore } from './firestore/index.ts'
import { createIdentity } from './identity/index.ts'
import type { StackPorts } from './ports.ts'
import { createRedis } from './redis/index.ts'
import type { LocalSecrets } from './secrets.ts'
import { type Served, serve } from './serve.ts'
import { createStripe } from './stripe/index.ts'

export const PROJECT_ID = 'kai-local'

export interface StandInOptions {
  /** Folder of the data; null keeps it in memory. */
  readonly dataDir: string | null
  readonly ports: StackPorts
  readonly secrets: LocalSecrets
  readonly env: Readonly<Record<string, string | undefined>>
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
  /** Tells Stripe's stand-in where the Worker listens. */
  connect(appUrl: string): void
  close(): Promise<void>
}

interface Closable {
  close(): Promise<void> | void
}

const root = join(import.meta.dirname, '..')

/** Rejects when a port is taken, naming the service and the variable that moves it. */
export async function startStandIns(options: StandInOptions): Promise<StandIns> {
  const { env, ports, secrets } = options
  const closing: Closable[] = []
  const hang = options.hangMs === undefined ? {} : { hangMs: options.hangMs }

  async function start<S extends Closable & { fetch(request: Request): Promise<Response> }>(
    service: S,
    name: string,
    port: number,
  ): Promise<Served> {
    closing.push(service)
    const served = await serve((request) => service.fetch(request), port).catch((error: unknown) =>
      Promise.reject(portError(name, port, error)),
    )
    closing.push(served)
    return served
  }

  const realProject = isSet(env.FIREBASE_CLIENT_EMAIL) && isSet(env.FIREBASE_PRIVATE_KEY)
  const firestore =
    realProject || isSet(env.FIRESTORE_EMULATOR_HOST)
      ? null
      : await start(
          createFirestore({
            file: fileOf(options, 'firestore'),
            indexes: readIndexes(),
            publicCollections: ['packages'],
            ...hang,
          }),
          'FIRESTORE_PORT',
          ports.firestore,
        )
  const identity =
    realProject || isSet(env.FIREBASE_AUTH_EMULATOR_HOST)
      ? null
      : await start(
          createIdentity({ file: fileOf(options, 'identity'), projectId: PROJECT_ID, ...hang }),
          'AUTH_PORT',
          ports.identity,
        )
  const redis = isSet(env.UPSTASH_REDIS_REST_URL)
    ? null
    : await start(
        createRedis({
          token: secrets.redisToken,
          ...(isSet(env.REDIS_URL) && { redisUrl: env.REDIS_URL }),
          ...hang,
        }),
        'REDIS_PORT',
        ports.redis,
      )
  const payments = isSet(env.STRIPE_SECRET_KEY) ? null : await startStripe(options, start, hang)
  return {
    firestore,
    identity,
    redis,
    stripe: payments?.served ?? null,
    connect: (appUrl) => payments?.connect(appUrl),
    async close() {
      for (const service of closing.reverse()) await service.close()
    },
  }
}

async function startStripe(
  options: StandInOptions,
  start: (service: ReturnType<typeof createStripe>, name: string, port: number) => Promise<Served>,
  hang: { hangMs?: number },
) {
  let url = ''
  const stripe = createStripe({
    file: fileOf(options, 'stripe'),
    publicUrl: () => url,
    ...(options.settleMs !== undefined && { settleMs: options.settleMs }),
    ...hang,
  })
  const served = await start(stripe, 'STRIPE_PORT', options.ports.stripe)
  url = served.url
  const secret = options.secrets.webhookSecret
  const connect = (appUrl: string): void =>
    stripe.setWebhook({ url: `${appUrl}/api/webhooks/stripe`, secret })
  return { served, connect }
}

function fileOf({ dataDir }: StandInOptions, name: string): string {
  return dataDir === null ? ':memory:' : join(dataDir, `${name}.sqlite`)
}

export function readIndexes() {
  return JSON.parse(readFileSync(join(root, 'firestore.indexes.json'), 'utf8'))
}

export function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}

function portError(name: string, port: number, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException
  const why = code === 'EADDRINUSE' ? 'is taken by another program' : `can't be had (${code})`
  return new Error(`Port ${port} ${why}. Set ${name} to another one.`, { cause: error })
}

// Runs the real Worker in workerd over the built pages, with the local services in its bindings.
import { join } from 'node:path'
import { unstable_startWorker as startWorker } from 'wrangler'
import type { LocalSecrets } from './secrets.ts'
import { isSet, PROJECT_ID, SERVICE_ACCOUNT, type StandIns } from './stand-ins.ts'

// A local stack asks nobody but itself.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
process.env.WRANGLER_SEND_METRICS ??= 'false'
process.env.WRANGLER_SEND_ERROR_REPORTS ??= 'false'

type Variables = Readonly<Record<string, string | undefined>>

export interface RunningWorker {
  /** No trailing slash. */
  readonly url: string
  close(): Promise<void>
}

/** Passed through to the Worker when set, so that a laptop can use real services. */
const PASSED = [
  'FIREBASE_PROJECT_ID',
  'FIREBASE_API_KEY',
  'FIREBASE_AUTH_DOMAIN',
  'FIREBASE_CLIENT_EMAIL',
  'FIREBASE_PRIVATE_KEY',
  'FIRESTORE_EMULATOR_HOST',
  'FIREBASE_AUTH_EMULATOR_HOST',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_WEBHOOK_SECRET_PREVIOUS',
  'STRIPE_API_BASE',
  'CHECKOUT_ORIGIN',
  'ALERT_WEBHOOK_URL',
  'UPSTASH_REDIS_REST_URL',
  'UPSTASH_REDIS_REST_TOKEN',
  'CURSOR_SECRET',
  'FINGERPRINT_SECRET',
  'DATA_KEYS',
  'RATE_LIMITS',
  'EXPOSE_TIMINGS',
  'MAINTENANCE',
  'KAI_CLOCK_OFFSET_S',
] as const

export function variablesFor(
  appOrigin: string,
  services: StandIns,
  secrets: LocalSecrets,
  env: Variables,
): Record<string, string> {
  const { firestore, identity, stripe, redis } = services
  const own = {
    APP_ORIGIN: appOrigin,
    SUPPORT_URL: 'mailto:support@kai.test',
    FIREBASE_PROJECT_ID: PROJECT_ID,
    // Not a secret: it names the project to the sign-in service, as in every web page.
    FIREBASE_API_KEY: 'local-api-key',
    CURSOR_SECRET: secrets.cursorSecret,
    FINGERPRINT_SECRET: secrets.fingerprintSecret,
    DATA_KEYS: secrets.dataKeys,
    EXPOSE_TIMINGS: '1',
    ...(firestore && { FIRESTORE_EMULATOR_HOST: new URL(firestore.url).host }),
    ...(identity && {
      FIREBASE_AUTH_EMULATOR_HOST: new URL(identity.url).host,
      FIREBASE_CLIENT_EMAIL: SERVICE_ACCOUNT,
      FIREBASE_PRIVATE_KEY: secrets.serviceAccountKey,
    }),
    ...(redis && {
      UPSTASH_REDIS_REST_URL: redis.url,
      UPSTASH_REDIS_REST_TOKEN: secrets.redisToken,
    }),
    ...(stripe && {
      STRIPE_SECRET_KEY: secrets.stripeKey,
      STRIPE_WEBHOOK_SECRET: secrets.webhookSecret,
      STRIPE_API_BASE: stripe.url,
      CHECKOUT_ORIGIN: stripe.url,
    }),
  }
  const passed = PASSED.flatMap((name) => (isSet(env[name]) ? [[name, env[name]] as const] : []))
  return { ...own, ...Object.fromEntries(passed) }
}

/** Rejects when the port is taken or the Worker doesn't build. */
export async function runWorker(
  port: number,
  variables: Record<string, string>,
): Promise<RunningWorker> {
  const bindings = Object.entries(variables).map(
    ([name, value]) => [name, { type: 'plain_text', value }] as const,
  )
  const worker = await startWorker({
    config: join(import.meta.dirname, '..', 'wrangler.toml'),
    bindings: Object.fromEntries(bindings),
    dev: {
      server: { hostname: '127.0.0.1', port },
      inspector: false,
      watch: false,
      persist: false,
      logLevel: 'error',
    },
  })
  await worker.ready
  const url = await worker.url
  return { url: url.origin, close: () => worker.dispose() }
}

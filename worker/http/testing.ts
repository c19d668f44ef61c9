// A whole edge over fake services, for tests. A service method that a test did not fake throws:
// what a request must not touch is then seen.
import { type UserId, UserId as UserIdSchema } from '../../shared/ids.ts'
import { parseSettings, type Settings } from '../env.ts'
import type { Log, Services, VerifiedToken } from '../ports.ts'
import { createApp } from './app.ts'
import type { PageStore } from './page-cache.ts'
import type { PageContext } from './pages.ts'

export const ORIGIN = 'http://localhost:8787'
/** 2026-01-02T03:04:05Z */
export const NOW_S = 1_767_323_045

export const userId = (text: string): UserId => UserIdSchema.parse(text)

export const bindings = (): Record<string, unknown> => ({
  APP_ORIGIN: ORIGIN,
  SUPPORT_URL: 'mailto:help@wallet.test',
  FIREBASE_PROJECT_ID: 'demo-kai',
  FIREBASE_API_KEY: 'public-browser-key',
  FIRESTORE_EMULATOR_HOST: '127.0.0.1:8080',
  FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099',
  STRIPE_SECRET_KEY: 'sk_test_x',
  STRIPE_WEBHOOK_SECRET: 'whsec_x',
  CHECKOUT_ORIGIN: 'http://127.0.0.1:12111',
  UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:8079',
  UPSTASH_REDIS_REST_TOKEN: 'redis',
  CURSOR_SECRET: 'c'.repeat(32),
  FINGERPRINT_SECRET: 'f'.repeat(32),
  DATA_KEYS: `1:${btoa('k'.repeat(32))}`,
  QUEUE: { sendBatch: async () => {} },
  ARCHIVE: { put: async () => {}, get: async () => null },
})

export function settingsOf(changes: Record<string, unknown> = {}): Settings {
  const parsed = parseSettings({ ...bindings(), ...changes })
  if (!parsed.ok) throw new Error(`bad test settings: ${parsed.fields}`)
  return parsed.settings
}

export type Fakes = { readonly [S in keyof Services]?: Partial<Services[S]> }

/** `id-ann` and `session-ann` are ann's; `...-admin` is an admin's; anything else is invalid. */
const IDENTITY = {
  verifyIdToken: async (token: string) => tokenOf(/^id-(\w+)$/, token),
  verifySession: async (cookie: string) => tokenOf(/^session-(\w+)$/, cookie),
  accountState: async () => 'active' as const,
  signedOutAt: async () => null,
}

function tokenOf(form: RegExp, text: string): VerifiedToken | null {
  const name = form.exec(text)?.[1]
  if (!name) return null
  const admin = name === 'admin'
  const times = { authTime: NOW_S - 100, issuedAt: NOW_S - 100 }
  return { userId: userId(name), email: `${name}@kai.test`, name: null, admin, ...times }
}

export interface Taken {
  readonly limit: string
  readonly who: string
}

function services(fakes: Fakes, log: Log, taken: Taken[]): Services {
  const allowed = { allowed: true, retryAfterSeconds: 0, degraded: false }
  const take = async (limit: string, who: string) => {
    taken.push({ limit, who })
    return allowed
  }
  return {
    store: strict('store', { warm: async () => undefined, ...fakes.store }),
    payments: strict('payments', fakes.payments),
    queue: strict('queue', fakes.queue),
    vault: strict('vault', fakes.vault),
    identity: strict('identity', { ...IDENTITY, ...fakes.identity }),
    limiter: strict('limiter', { take, ...fakes.limiter }),
    alarm: strict('alarm', fakes.alarm),
    archive: strict('archive', fakes.archive),
    clock: strict('clock', { now: () => NOW_S * 1000, ...fakes.clock }),
    hash: strict('hash', { sha256: (text) => `${text.length}`.padStart(64, '0'), ...fakes.hash }),
    random: strict('random', { uuid: () => 'uuid', fraction: () => 0.5, ...fakes.random }),
    log,
  }
}

function strict<T extends object>(name: string, methods: Partial<T> = {}): T {
  return new Proxy(methods as T, {
    get(target, property) {
      if (property in target) return Reflect.get(target, property)
      throw new Error(`not faked: ${name}.${String(property)}`)
    },
  })
}

export interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
  readonly [field: string]: unknown
}

export interface EdgeOptions {
  readonly fakes?: Fakes
  readonly settings?: Record<string, unknown>
  readonly invalid?: string[]
  readonly page?: (request: Request, context: PageContext) => Promise<Response>
  readonly store?: PageStore
}

export function startEdge({ fakes = {}, settings, invalid, page, store }: EdgeOptions = {}) {
  const lines: Line[] = []
  const taken: Taken[] = []
  const createLog = (fields: Record<string, unknown>): Log => {
    const write = (level: Line['level']) => (event: string, more?: Record<string, unknown>) => {
      lines.push({ level, event, ...fields, ...more })
    }
    return { info: write('info'), warn: write('warn'), error: write('error') }
  }
  const parsed = settingsOf(settings)
  const connect = () =>
    invalid
      ? { invalid }
      : {
          settings: parsed,
          services: (meter: { calls: number }, log: Log) => {
            meter.calls += 1
            return services(fakes, log, taken)
          },
        }
  const pages = page ?? (async () => new Response('a page'))
  const app = createApp(connect, pages, createLog, store)

  /** `path` may be a whole address. */
  const send = async (path: string, init: RequestInit = {}): Promise<Response> =>
    app.request(new URL(path, ORIGIN).href, init)
  return { app, send, lines, taken }
}

/** Headers of a signed-in browser on the own origin. */
export const asBrowser = (name: string): Record<string, string> => ({
  cookie: `__Host-session=session-${name}`,
  origin: ORIGIN,
})
export const asClient = (name: string): Record<string, string> => ({
  authorization: `Bearer id-${name}`,
})

export function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const type = { 'content-type': 'application/json' }
  return { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) }
}

export async function codeOf(response: Response): Promise<unknown> {
  const problem = (await response.json()) as { code?: unknown }
  return problem.code
}

// Bindings and secrets, parsed once: a missing or malformed one is named, and nothing is served.
import * as z from 'zod'

const RateLimits = z.strictObject({
  purchase: z.int().min(1).max(1_000_000).default(20),
  commit: z.int().min(1).max(1_000_000).default(120),
  reads: z.int().min(1).max(1_000_000).default(600),
  admin: z.int().min(1).max(1_000_000).default(300),
  signedOut: z.int().min(1).max(1_000_000).default(300),
  signIn: z.int().min(1).max(1_000_000).default(30),
  export: z.int().min(1).max(1_000_000).default(5),
})
/** Requests a minute. */
export type RateLimits = z.infer<typeof RateLimits>

export interface DataKey {
  readonly version: number
  readonly key: Uint8Array
}

/** What the Worker uses of a Cloudflare queue producer. */
export interface QueueBinding {
  sendBatch(messages: { body: unknown; contentType: 'json' }[]): Promise<unknown>
}

/** What the Worker uses of a Cloudflare R2 bucket. */
export interface BucketBinding {
  put(name: string, text: string): Promise<unknown>
  get(name: string): Promise<{ text(): Promise<string> } | null>
}

const SECURETOKEN_JWKS = '/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'

/** TLS everywhere but on the own machine. */
const ServiceUrl = z.string().refine(isSafeUrl).transform(withoutSlash)
const Origin = ServiceUrl.refine(isOrigin)
const EmulatorHost = z
  .string()
  .regex(/^[\w.[\]:-]+$/)
  .refine((host) => isLoopback(`http://${host}`))
/** Where people who need a person turn to. */
const SupportUrl = z.string().refine((url) => isSafeUrl(url) || MAIL.test(url))
const MAIL = /^mailto:[^\s@]+@[^\s@]+$/
const Secret = z.string().min(32)
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/
const PEM = /^-----BEGIN PRIVATE KEY-----\s[\w+/=\s]+-----END PRIVATE KEY-----\s*$/

const Bindings = z.object({
  APP_ORIGIN: Origin,
  SUPPORT_URL: SupportUrl,
  FIREBASE_PROJECT_ID: z.string().regex(/^[a-z][a-z0-9-]{2,62}$/),
  FIREBASE_API_KEY: z.string().min(1),
  FIREBASE_AUTH_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .optional(),
  FIREBASE_CLIENT_EMAIL: z.email().optional(),
  FIREBASE_PRIVATE_KEY: z.string().transform(unescapePem).pipe(z.string().regex(PEM)).optional(),
  FIRESTORE_EMULATOR_HOST: EmulatorHost.optional(),
  FIREBASE_AUTH_EMULATOR_HOST: EmulatorHost.optional(),
  STRIPE_SECRET_KEY: z.string().regex(/^[sr]k_(test|live)_\w+$/),
  STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_\S+$/),
  STRIPE_WEBHOOK_SECRET_PREVIOUS: z
    .string()
    .regex(/^whsec_\S+$/)
    .optional(),
  STRIPE_API_BASE: ServiceUrl.optional(),
  ALERT_WEBHOOK_URL: ServiceUrl.optional(),
  CHECKOUT_ORIGIN: Origin.default('https://checkout.stripe.com'),
  UPSTASH_REDIS_REST_URL: ServiceUrl,
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
  CURSOR_SECRET: Secret,
  FINGERPRINT_SECRET: Secret,
  DATA_KEYS: z.string().transform(parseDataKeys),
  RATE_LIMITS: z.string().default('{}').transform(parseJson).pipe(RateLimits),
  /** Tokens that one adjustment may move. */
  ADJUSTMENT_TOKENS_MAX: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .default('100000')
    .transform(Number),
  /** With more than these at stake, two admins resolve a prediction. */
  RESOLVE_SECOND_ADMIN_TOKENS: z
    .string()
    .regex(/^\d{1,10}$/)
    .default('100000')
    .transform(Number),
  /** Shown to admins: where Firestore lies can't be asked of it. */
  FIRESTORE_REGION: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/)
    .optional(),
  EXPOSE_TIMINGS: z.enum(['0', '1']).optional(),
  MAINTENANCE: z.enum(['0', '1']).optional(),
  KAI_CLOCK_OFFSET_S: z
    .string()
    .regex(/^-?\d{1,10}$/)
    .default('0')
    .transform(Number),
  QUEUE: z.custom<QueueBinding>(isQueue),
  ARCHIVE: z.custom<BucketBinding>(isBucket),
  CF_VERSION_METADATA: z.object({ id: z.string() }).optional(),
})

// A pipe: mixtures are judged only once every value is sound by itself.
const Sound = Bindings.pipe(z.custom<z.infer<typeof Bindings>>().superRefine(refuseMixtures))
const Settings = Sound.transform((bindings) => {
  const { FIREBASE_AUTH_EMULATOR_HOST: auth, FIRESTORE_EMULATOR_HOST: firestore } = bindings
  const google = auth ? `http://${auth}/` : 'https://'
  const shiftable = firestore !== undefined && isLoopback(bindings.APP_ORIGIN)
  return {
    ...bindings,
    FIREBASE_AUTH_DOMAIN:
      bindings.FIREBASE_AUTH_DOMAIN ?? `${bindings.FIREBASE_PROJECT_ID}.firebaseapp.com`,
    ID_TOKEN_JWKS_URL: `${google}www.googleapis.com${SECURETOKEN_JWKS}`,
    SESSION_JWKS_URL: `${google}identitytoolkit.googleapis.com/v1/sessionCookiePublicKeys`,
    IDENTITY_TOOLKIT_URL: `${google}identitytoolkit.googleapis.com/v1`,
    EXPOSE_TIMINGS: bindings.EXPOSE_TIMINGS === '1',
    MAINTENANCE: bindings.MAINTENANCE === '1',
    KAI_CLOCK_OFFSET_S: shiftable ? bindings.KAI_CLOCK_OFFSET_S : 0,
    livemode: isLive(bindings.STRIPE_SECRET_KEY),
  }
})
export type Settings = z.infer<typeof Settings>

/** The names of what is wrong, never a value. */
export function parseSettings(
  bindings: unknown,
): { ok: true; settings: Settings } | { ok: false; fields: string[] } {
  const parsed = Settings.safeParse(withoutEmpty(bindings))
  if (parsed.success) return { ok: true, settings: parsed.data }
  const fields = parsed.error.issues.map(({ path }) => String(path[0] ?? 'bindings'))
  return { ok: false, fields: [...new Set(fields)] }
}

/** Each value is fine alone; together they would let test tokens or test hosts near real money. */
function refuseMixtures(bindings: z.infer<typeof Bindings>, context: z.RefinementCtx): void {
  const refuse = (field: string) =>
    context.addIssue({ code: 'custom', path: [field], message: 'not with the other settings' })
  const { FIRESTORE_EMULATOR_HOST: firestore, FIREBASE_AUTH_EMULATOR_HOST: auth } = bindings
  const live = isLive(bindings.STRIPE_SECRET_KEY)
  if (firestore && live) refuse('FIRESTORE_EMULATOR_HOST')
  // Anyone can make an emulator's tokens.
  if (auth && (live || !isLoopback(bindings.APP_ORIGIN))) {
    refuse('FIREBASE_AUTH_EMULATOR_HOST')
  }
  if (bindings.STRIPE_API_BASE && live) refuse('STRIPE_API_BASE')
  if (firestore && auth) return
  if (!bindings.FIREBASE_CLIENT_EMAIL) refuse('FIREBASE_CLIENT_EMAIL')
  if (!bindings.FIREBASE_PRIVATE_KEY) refuse('FIREBASE_PRIVATE_KEY')
}

/** The own machine: the only place where plain http and emulators are let in. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname)
}

function isLive(stripeKey: string): boolean {
  return /^[sr]k_live_/.test(stripeKey)
}

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(text))
}

function isOrigin(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === url
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

// Secret stores often keep a PEM on one line, with `\n` spelled out.
function unescapePem(text: string): string {
  return text.replaceAll('\\n', '\n')
}

/** `1:<base64 of 32 bytes>,2:...`; the last is the current one. */
function parseDataKeys(text: string, context: z.RefinementCtx): readonly DataKey[] {
  const keys = text.split(',').map(parseDataKey)
  const good = keys.filter((key) => key !== null)
  const rising = good.every(({ version }, i) => version > (good[i - 1]?.version ?? 0))
  if (good.length === keys.length && rising) return good
  context.addIssue({ code: 'custom', message: 'not a list of keys with rising versions' })
  return z.NEVER
}

function parseDataKey(text: string): DataKey | null {
  const [, version, encoded] = /^\s*([1-9]\d{0,5}):([\w+/-]{43}=?)\s*$/.exec(text) ?? []
  if (!version || !encoded) return null
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
  return { version: Number(version), key: Uint8Array.from(binary, (char) => char.charCodeAt(0)) }
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' })
    return z.NEVER
  }
}

function isQueue(binding: unknown): boolean {
  if (typeof binding !== 'object' || binding === null) return false
  return typeof (binding as Partial<QueueBinding>).sendBatch === 'function'
}

function isBucket(binding: unknown): boolean {
  if (typeof binding !== 'object' || binding === null) return false
  const { put, get } = binding as Partial<BucketBinding>
  return typeof put === 'function' && typeof get === 'function'
}

/** An empty variable means "not set". */
function withoutEmpty(bindings: unknown): unknown {
  if (typeof bindings !== 'object' || bindings === null) return bindings
  return Object.fromEntries(Object.entries(bindings).filter(([, value]) => value !== ''))
}

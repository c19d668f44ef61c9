// The `/v1` API: who may call, which endpoint, and idempotency keys as Stripe documents them.

import type { ContextOf } from './context.ts'
import { disputeRoutes } from './disputes.ts'
import { errorBody, errorResponse, invalid, StripeFault, unsupported } from './errors.ts'
import { expand } from './expand.ts'
import { Params } from './params.ts'
import { paymentRoutes } from './payment-intents.ts'
import { priceRoutes } from './prices.ts'
import { productRoutes } from './products.ts'
import { recordRoutes } from './records.ts'
import { refundRoutes } from './refunds.ts'
import type { Route } from './route.ts'
import { sessionRoutes } from './sessions.ts'
import type { SavedAnswer } from './store.ts'
import type { Context } from './types.ts'

const KEY_LENGTH_MAX = 255
const KEY_KEPT_MS = 24 * 60 * 60 * 1000

const ROUTES: Route[] = [
  ...sessionRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...paymentRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...recordRoutes,
]

interface Match {
  route: Route
  id: string
}

export function matchRoute(method: string, pathname: string): Match | undefined {
  const parts = pathname.split('/')
  for (const route of ROUTES) {
    if (route.method !== method) continue
    const pattern = route.path.split('/')
    if (pattern.length !== parts.length) continue
    const fits = pattern.every((part, index) => part === ':id' || part === parts[index])
    const id = parts[pattern.indexOf(':id')] ?? ''
    if (fits) return { route, id: decoded(id) }
  }
  return undefined
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

interface Answer {
  status: number
  body: string
  headers?: Record<string, string>
}

export function createApi(contextOf: ContextOf): (request: Request) => Promise<Response> {
  // Only while a request runs: a crash leaves no lock behind.
  const inUse = new Set<string>()

  return async (request) => {
    const key = request.method === 'POST' ? request.headers.get('idempotency-key') : null
    const ids = contextOf(null)
    const requestId = ids.newId('req_', 14)
    const headers = headersOf(request, requestId, key)
    let locked = false
    try {
      authenticate(request)
      if (key !== null) {
        lock(inUse, key)
        locked = true
      }
      const params = await readParams(request)
      const context = contextOf({ id: requestId, idempotency_key: key })
      const match = routeOf(request)
      const answer = context.store.atomically(() => answerOf(context, match, params, key))
      const json = { 'content-type': 'application/json', ...headers, ...answer.headers }
      return new Response(answer.body, { status: answer.status, headers: json })
    } catch (error) {
      return errorResponse(faultOf(error), headers)
    } finally {
      if (locked && key !== null) inUse.delete(key)
    }
  }
}

function answerOf(context: Context, match: Match, params: Params, key: string | null): Answer {
  const endpoint = `${match.route.method} ${match.route.path.replace(':id', match.id)}`
  const saved = key === null ? undefined : savedAnswer(context, key)
  if (key !== null && saved) return replay(saved, endpoint, params, key)
  const work = match.route.prepare({ params, context, id: match.id })
  const answer = execute(context, params, work)
  if (key !== null) remember(context, key, endpoint, params, answer)
  return answer
}

/** From here on the answer, refused or not, is the answer of this key. */
function execute(context: Context, params: Params, work: () => object): Answer {
  try {
    const result = context.store.atomically(() => expand(context, params, work()))
    return { status: 200, body: JSON.stringify(result, null, 2) }
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error
    const body = errorBody(error, context.request?.id ?? undefined)
    return { status: error.status, body, headers: error.headers }
  }
}

function savedAnswer({ store, now }: Context, key: string): SavedAnswer | undefined {
  store.run('delete from keys where at <= ?', now() - KEY_KEPT_MS)
  return store.one<SavedAnswer>('select * from keys where key = ?', key)
}

function replay(saved: SavedAnswer, endpoint: string, params: Params, key: string): Answer {
  const scope =
    saved.endpoint !== endpoint
      ? `for the same endpoint they were first used for ('${saved.endpoint}' vs '${endpoint}')`
      : saved.params !== params.canonical()
        ? 'with the same parameters they were first used with'
        : undefined
  if (scope) {
    const message =
      `Keys for idempotent requests can only be used ${scope}. Try using a key other than ` +
      `'${key}' if you meant to execute a different request.`
    throw new StripeFault(400, { type: 'idempotency_error', message })
  }
  const headers = { 'idempotent-replayed': 'true', 'original-request': saved.request }
  return { status: saved.status, body: saved.body, headers }
}

function remember(
  { store, now, request }: Context,
  key: string,
  endpoint: string,
  params: Params,
  { status, body }: Answer,
): void {
  store.run(
    'insert into keys values (?, ?, ?, ?, ?, ?, ?)',
    key,
    endpoint,
    params.canonical(),
    status,
    body,
    request?.id ?? '',
    now(),
  )
}

function lock(inUse: Set<string>, key: string): void {
  if (key === '' || key.length > KEY_LENGTH_MAX) {
    throw invalid(`Idempotency keys have 1 to ${KEY_LENGTH_MAX} characters.`)
  }
  if (inUse.has(key)) {
    const message =
      `There is currently another in-progress request using this Idempotent Key: ${key}. ` +
      'Please try again later.'
    const body = { type: 'idempotency_error', code: 'idempotency_key_in_use', message } as const
    throw new StripeFault(409, body)
  }
  inUse.add(key)
}

async function readParams(request: Request): Promise<Params> {
  if (request.method !== 'POST') return Params.parse(new URL(request.url).search)
  const type = request.headers.get('content-type') ?? ''
  const body = await request.text()
  if (body !== '' && !type.startsWith('application/x-www-form-urlencoded')) {
    throw invalid('The v1 API accepts form-encoded bodies only.')
  }
  return Params.parse(body)
}

function routeOf(request: Request): Match {
  const { pathname } = new URL(request.url)
  const match = matchRoute(request.method, pathname)
  if (!match) throw unsupported(`${request.method} ${pathname}`)
  return match
}

/** The key itself never enters a message. */
function authenticate(request: Request): void {
  const header = request.headers.get('authorization') ?? ''
  const [scheme = '', token = ''] = header.split(' ')
  const key =
    scheme.toLowerCase() === 'basic'
      ? (Buffer.from(token, 'base64').toString().split(':')[0] ?? '')
      : token
  if (/^(sk|rk)_test_\w+$/.test(key)) return
  const message = key.includes('_live_')
    ? 'A live key was sent to the local stand-in of Stripe. It takes test keys only.'
    : key === ''
      ? 'You did not provide an API key. Set it in the Authorization header as a Bearer token.'
      : 'Invalid API Key provided.'
  throw new StripeFault(401, { type: 'invalid_request_error', message })
}

function headersOf(request: Request, requestId: string, key: string | null) {
  const version = request.headers.get('stripe-version')
  return {
    'request-id': requestId,
    ...(key !== null && { 'idempotency-key': encodeURI(key) }),
    ...(version && { 'stripe-version': version }),
  }
}

function faultOf(error: unknown): StripeFault {
  if (error instanceof StripeFault) return error
  // A bug of the stand-in: shown on the console of `npm start`, never retried by the SDK.
  console.error(error)
  const body = { type: 'api_error', message: 'The local stand-in of Stripe failed.' } as const
  return new StripeFault(500, body, { 'stripe-should-retry': 'false' })
}

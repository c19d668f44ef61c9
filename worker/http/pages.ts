// Everything that isn't the API is a page: Remix gets a viewer and a door to the API in process.
import type { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { ApiCall, BrowserSettings, PageContext as ContextOf } from '../../shared/pages.ts'
import { parseLocale, parseZone, ZONE_COOKIE } from '../../shared/visitor.ts'
import type { VerifiedToken } from '../ports.ts'
import type { AppContext, AppEnv } from './app-env.ts'
import { BODY_BYTES_MAX, readBytes } from './body.ts'
import type { Inside } from './inside.ts'
import { nameOf } from './name-cookie.ts'
import { hasOwnOrigin, isSafe } from './origin.ts'
import { publicAddress } from './page-address.ts'
import { type PageStore, type Shown, throughCache, type Visitor } from './page-cache.ts'
import { problem, refused } from './problem.ts'
import { hasSession, sessionOf } from './session-cookie.ts'
import { isSignedOut } from './signed-out.ts'
import { WALLET_VERSION } from './wallet-version.ts'

export type PageContext = ContextOf<Response>
export type Pages = (request: Request, context: PageContext) => Promise<Response>

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const FORWARDED = ['cookie', 'cf-connecting-ip', 'user-agent']
const PURCHASE_ID = /pur_[0-9a-f]{40}/g
const NAMED = /^(\/(?:(?:admin\/)?predictions|wallet\/history))\/[^/]+$/

/** Without a store no page is kept for others. */
export function mountPages(
  app: Hono<AppEnv>,
  pages: Pages,
  inside: Inside,
  store: PageStore | undefined,
): void {
  app.all('*', async (c) => {
    c.set('route', patternOf(new URL(c.req.url).pathname))
    if (!METHODS.includes(c.req.method)) {
      c.header('allow', METHODS.join(', '))
      return problem(c, 'METHOD_NOT_ALLOWED')
    }
    const show = shower(c, pages, app, inside)
    if (isSafe(c.req.method)) {
      const address = hasSession(c) ? null : publicAddress(new URL(c.req.url))
      if (!store || !address) return (await show(c.req.raw)).page
      return throughCache(c, store, { address, visitor: visitorOf(c) }, show)
    }
    if (!hasOwnOrigin(c)) return problem(c, 'ORIGIN_REFUSED')
    const body = await readBytes(c, BODY_BYTES_MAX)
    if (!body.ok) return refused(c, body.failure)
    const { method, headers } = c.req.raw
    const request = new Request(c.req.url, { method, headers, body: body.value })
    return (await show(request)).page
  })
}

// Cookies that the API sets go along with the page, whatever the page makes of the answer: no
// loader or action has to remember that a session ended or a balance moved. What moved tokens also
// tells the wallet's version to the page's own next calls.
function shower(c: AppContext, pages: Pages, app: Hono<AppEnv>, inside: Inside) {
  return async (request: Request): Promise<Shown> => {
    const cookies: string[] = []
    let isSound = true
    let version = c.req.header(WALLET_VERSION)
    const api: PageContext['api'] = async (path, call) => {
      const request = requestOf(c, path, call, version)
      const { requestId, meter } = c.var
      const outer = { requestId, meter }
      const answer = await app.fetch(inside.enter(request, outer), c.env, executionOf(c))
      cookies.push(...answer.headers.getSetCookie())
      version = answer.headers.get(WALLET_VERSION) ?? version
      isSound &&= answer.ok
      return answer
    }
    const { page, context } = await showTo(c, pages, request, api)
    const { now } = context
    const response = new Response(page.body, page)
    // For the service worker, which keeps what one person saw and shows it to nobody else.
    response.headers.set('x-viewer', context.viewer?.userId ?? 'nobody')
    for (const cookie of cookies) response.headers.append('set-cookie', cookie)
    return { page: response, isSound, now }
  }
}

/** Who signed out everywhere is found out while the page is made: nobody waits for the answer. */
async function showTo(c: AppContext, pages: Pages, request: Request, api: PageContext['api']) {
  const user = await signedIn(c)
  const context = contextOf(c, api, user)
  // What a form does goes through the API, which asks by itself.
  const asked = user && isSafe(request.method) ? isSignedOut(c, user, true) : false
  const [page, isOut] = await Promise.all([pages(request, context), asked])
  if (!isOut) return { page, context }
  void page.body?.cancel()
  const stranger = contextOf(c, api, null)
  return { page: await pages(request, stranger), context: stranger }
}

function contextOf(
  c: AppContext,
  api: PageContext['api'],
  user: VerifiedToken | null,
): PageContext {
  const { settings, nonce, requestId, services } = c.var
  return {
    api,
    viewer: user && {
      userId: user.userId,
      email: user.email,
      name: nameOf(c, user),
      admin: user.admin,
    },
    browser: browserSettings(settings),
    nonce,
    requestId,
    origin: settings.APP_ORIGIN,
    supportUrl: settings.SUPPORT_URL,
    now: services.clock.now(),
    ...visitorOf(c),
  }
}

// The zone of the page's own cookie; before there is one, what the edge knows of the address.
function visitorOf(c: AppContext): Visitor {
  const cookie = getCookie(c, ZONE_COOKIE)
  const { cf } = c.req.raw
  const guess = typeof cf?.timezone === 'string' ? cf.timezone : null
  const locale = parseLocale(c.req.header('accept-language'))
  return { locale, zone: parseZone(cookie ?? guess), isZoneGuess: !cookie }
}

function browserSettings(settings: AppContext['var']['settings']): BrowserSettings {
  const { FIREBASE_AUTH_EMULATOR_HOST: auth, FIRESTORE_EMULATOR_HOST: firestore } = settings
  return {
    apiKey: settings.FIREBASE_API_KEY,
    authDomain: settings.FIREBASE_AUTH_DOMAIN,
    projectId: settings.FIREBASE_PROJECT_ID,
    authEmulatorUrl: auth ? `http://${auth}` : null,
    firestoreEmulatorHost: firestore ?? null,
    listens: Boolean(settings.FIREBASE_CLIENT_EMAIL && settings.FIREBASE_PRIVATE_KEY),
  }
}

/** Throws IDENTITY_UNAVAILABLE: who can't be judged is not signed out. */
async function signedIn(c: AppContext): Promise<VerifiedToken | null> {
  const cookie = sessionOf(c)
  return cookie === undefined ? null : c.var.services.identity.verifySession(cookie)
}

function requestOf(
  c: AppContext,
  path: string,
  { method = 'GET', body, idempotencyKey }: ApiCall = {},
  version: string | undefined,
): Request {
  const url = new URL(path, c.req.url)
  const own = new URL(c.req.url).origin
  if (url.origin !== own || !url.pathname.startsWith('/api/')) {
    throw new TypeError('pages call /api/ paths only')
  }
  const headers = new Headers({ origin: own })
  for (const name of FORWARDED) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  if (version !== undefined) headers.set(WALLET_VERSION, version)
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey)
  if (body !== undefined) headers.set('content-type', 'application/json')
  const sent = body === undefined ? null : JSON.stringify(body)
  return new Request(url, { method, headers, body: sent })
}

/** Tests run without one, and Hono throws then. */
function executionOf(c: AppContext): AppContext['executionCtx'] | undefined {
  try {
    return c.executionCtx
  } catch {
    return undefined
  }
}

/** For the log: ids are cut out, and an odd path is not repeated. */
function patternOf(pathname: string): string {
  const pattern = pathname.replace(PURCHASE_ID, '{id}').replace(NAMED, '$1/{id}')
  return /^\/[a-z/.{}_-]{0,80}$/.test(pattern) ? pattern : '/*'
}

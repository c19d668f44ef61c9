// What the service worker may keep, for whom, and when it answers from it. No browser in here.

/** Told by every answer of the pages: who it was made for. */
const VIEWER = 'x-viewer'
/** Told by every answer of our Worker, and by nothing in between. */
const REQUEST_ID = 'x-request-id'

export type Kind =
  | 'asset'
  | 'document'
  | 'reading'
  | 'routes'
  | 'signOut'
  | 'signIn'
  /** None of its business: the browser does as it would without it. */
  | 'other'

interface Asked {
  readonly method: string
  readonly url: string
  readonly mode: string
}

export function kindOf({ method, url, mode }: Asked, origin: string): Kind {
  const { origin: host, pathname } = new URL(url)
  if (host !== origin) return 'other'
  if (method === 'POST') return kindOfPost(pathname)
  if (method !== 'GET' || pathname.startsWith('/api')) return 'other'
  if (pathname.startsWith('/assets/')) return 'asset'
  if (pathname === '/__manifest') return 'routes'
  if (mode === 'navigate') return 'document'
  return pathname.endsWith('.data') ? 'reading' : 'other'
}

function kindOfPost(pathname: string): Kind {
  if (/^\/sign-out(?:\.data)?$/.test(pathname)) return 'signOut'
  return pathname === '/api/session' ? 'signIn' : 'other'
}

interface Answered {
  readonly type: string
  readonly status: number
  readonly headers: Pick<Headers, 'get' | 'has'>
}

/** Whether our Worker was reached. What stands in between answers for it when it can't be. */
export function isReached({ type, status, headers }: Answered): boolean {
  return type === 'opaqueredirect' || status < 500 || headers.has(REQUEST_ID)
}

/** Who may read an answer again; null: the answer doesn't say, so nobody. */
export const viewerOf = ({ headers }: Answered): string | null => headers.get(VIEWER)

const NEVER = /^\/(?:admin|api|sign-in|sign-up|sign-out|reset-password)(?:[/.]|$)/
const KEPT_TYPES = /^text\/(?:html|x-script)\b/

export function mayKeep(url: string, answer: Answered): boolean {
  const isWhole = answer.type === 'basic' && answer.status === 200
  const isPage = KEPT_TYPES.test(answer.headers.get('content-type') ?? '')
  return isWhole && isPage && viewerOf(answer) !== null && !NEVER.test(new URL(url).pathname)
}

/** The way to sign in was shown: whatever was kept belongs to somebody who isn't here. */
export function asksToSignIn(url: string, { type, status }: Answered): boolean {
  return type === 'basic' && status === 200 && /^\/sign-in(?:\.data)?$/.test(new URL(url).pathname)
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const FORM_KEYS = new RegExp(
  `(?:name="key" value="|\\\\?"(?:k|formK)ey\\\\?",\\\\?")(${UUID})`,
  'g',
)

/**
 * A form in a page that is shown again is a new form: with its old key, which may have been used,
 * a new commitment would be taken for the old one.
 */
export function withNewKeys(text: string, newKey: () => string): string {
  const old = new Set([...text.matchAll(FORM_KEYS)].map(([, key]) => key ?? ''))
  let renewed = text
  for (const key of old) renewed = renewed.replaceAll(key, newKey())
  return renewed
}

/** The page's scripts and styles look for it. */
export const markedDocument = (html: string, asOf: string): string =>
  html.replace('<html ', `<html data-as-of="${asOf}" `)

/** `/wallet` of `/wallet.data?_routes=root`. */
export function pageOf(reading: string): string {
  const url = new URL(reading)
  url.searchParams.delete('_routes')
  const path = url.pathname === '/_root.data' ? '/' : url.pathname.replace(/\.data$/, '')
  return `${url.origin}${path}${url.search}`
}

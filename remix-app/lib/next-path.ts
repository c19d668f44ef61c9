// Where to go after signing in. The value comes from the address, so anyone may have written it:
// only a path of this site survives.

export const HOME = '/wallet'
const NOWHERE = 'https://kai.invalid'
// Sending someone back there would loop, sign them out, or show JSON.
const NOT_A_DESTINATION = /^\/(?:sign-in|sign-up|sign-out|reset-password|api)(?:\/|$)/
const LENGTH_MAX = 512

export function safeNext(raw: string | null | undefined): string {
  if (!raw?.startsWith('/') || raw.length > LENGTH_MAX) return HOME
  if (!URL.canParse(raw, NOWHERE)) return HOME
  const url = new URL(raw, NOWHERE)
  if (url.origin !== NOWHERE) return HOME
  // `/.//host` is a path of ours that the parser shortens to `//host`, an address of theirs.
  if (url.pathname.startsWith('//') || NOT_A_DESTINATION.test(url.pathname)) return HOME
  const path = `${url.pathname}${url.search}${url.hash}`
  return path === '/' ? HOME : path
}

const PREDICTION = /^\/predictions\/[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/

/** Back to the prediction that somebody came from; null for every other place. */
export function backPath(raw: string | null | undefined): string | null {
  if (!raw) return null
  const path = safeNext(raw)
  return PREDICTION.test(new URL(path, NOWHERE).pathname) ? path : null
}

export interface BuyWish {
  readonly packageId?: string | null
  /** Tokens that are missing for something. */
  readonly need?: number | null
  /** Where to go on afterwards. */
  readonly next?: string | null
}

/** The purchase dialog, for what somebody is about to buy. */
export function buyWith({ packageId, need, next }: BuyWish): string {
  const query = new URLSearchParams()
  if (packageId) query.set('package', packageId)
  if (need) query.set('need', String(need))
  if (next) query.set('next', next)
  const text = query.toString()
  return text ? `/wallet/buy?${text}` : '/wallet/buy'
}

export const buyPath = (packageId: string): string => buyWith({ packageId })

/** The prediction's form as it was filled in; never its key, which is one person's. */
export function commitPath(id: string, side: string | null, stake: string): string {
  const query = new URLSearchParams({ ...(side && { side }), ...(stake && { stake }) })
  return `/predictions/${encodeURIComponent(id)}?${query}#commit`
}

export const signUpPath = (next: string): string => `/sign-up?${new URLSearchParams({ next })}`

export function signInPath(request: Request, reason?: 'ended'): string {
  const { pathname, search, hash } = new URL(request.url)
  const next = safeNext(`${pathname}${search}${hash}`)
  const query = new URLSearchParams(reason ? { next, reason } : { next })
  return `/sign-in?${query}`
}

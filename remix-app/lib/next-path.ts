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

/** The purchase dialog with this package chosen. */
export const buyPath = (packageId: string): string =>
  `/wallet/buy?${new URLSearchParams({ package: packageId })}`

/** The prediction's form as it was filled in; never its key, which is one person's. */
export function commitPath(id: string, side: string | null, stake: string): string {
  const query = new URLSearchParams({ ...(side && { side }), ...(stake && { stake }) })
  return `/predictions/${encodeURIComponent(id)}?${query}`
}

export const signUpPath = (next: string): string => `/sign-up?${new URLSearchParams({ next })}`

export function signInPath(request: Request, reason?: 'ended'): string {
  const { pathname, search } = new URL(request.url)
  const next = safeNext(`${pathname}${search}`)
  const query = new URLSearchParams(reason ? { next, reason } : { next })
  return `/sign-in?${query}`
}

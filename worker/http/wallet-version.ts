// A person who saw tokens move, or a balance, must not be shown an older one: the answer tells the
// wallet's version, and the next reads bring it along. Cookies do that for browsers; they live
// longer than any known balance is used.
import { getCookie } from 'hono/cookie'
import type { AppContext } from './app-env.ts'

export const WALLET_VERSION = 'x-wallet-version'
const COOKIE = '__Host-wallet-version'
/** Apart, or a look that is answered late would take back what a movement told. */
const LOOKED_COOKIE = '__Host-wallet-seen'
const COOKIE_SECONDS = 10
const ATTRIBUTES = `Max-Age=${COOKIE_SECONDS}; Path=/; HttpOnly; Secure; SameSite=Lax`
const VERSION = /^\d{1,15}$/

/** Of an answer that moved tokens; the edge puts it on the answer. A replay's is an old one. */
export const moved = (c: AppContext, version: number): void =>
  c.set('walletVersion', Math.max(version, seenVersion(c)))

/** Of an answer that shows a balance: programs find the version in it, browsers keep a cookie. */
export const looked = (c: AppContext, version: number): void =>
  c.header('set-cookie', `${LOOKED_COOKIE}=${version}; ${ATTRIBUTES}`, { append: true })

/** What the caller has seen already; 0 = nothing. */
export function seenVersion(c: AppContext): number {
  const told = [c.req.header(WALLET_VERSION), getCookie(c, COOKIE), getCookie(c, LOOKED_COOKIE)]
  const versions = told.map((text) => (text && VERSION.test(text) ? Number(text) : 0))
  return Math.max(...versions)
}

export function tellVersion(headers: Headers, version: number): void {
  headers.set(WALLET_VERSION, String(version))
  headers.append('set-cookie', `${COOKIE}=${version}; ${ATTRIBUTES}`)
}

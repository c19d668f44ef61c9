// A person who saw tokens move must not be shown an older balance: what moved them tells the
// wallet's version, and the next reads bring it along. A cookie does that for browsers; it lives
// longer than any known balance is used.
import { getCookie } from 'hono/cookie'
import type { AppContext } from './app-env.ts'

export const WALLET_VERSION = 'x-wallet-version'
const COOKIE = '__Host-wallet-version'
const COOKIE_SECONDS = 10
const VERSION = /^\d{1,15}$/

/** Of an answer that moved tokens; the edge puts it on the answer. A replay's is an old one. */
export const moved = (c: AppContext, version: number): void =>
  c.set('walletVersion', Math.max(version, seenVersion(c)))

/** What the caller has seen already; 0 = nothing. */
export function seenVersion(c: AppContext): number {
  const told = [c.req.header(WALLET_VERSION), getCookie(c, COOKIE)]
  const versions = told.map((text) => (text && VERSION.test(text) ? Number(text) : 0))
  return Math.max(...versions)
}

export function tellVersion(headers: Headers, version: number): void {
  headers.set(WALLET_VERSION, String(version))
  const attributes = `Max-Age=${COOKIE_SECONDS}; Path=/; HttpOnly; Secure; SameSite=Lax`
  headers.append('set-cookie', `${COOKIE}=${version}; ${attributes}`)
}

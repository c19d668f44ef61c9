// The display name, for the header of every page. The session cookie holds the one of its sign-in;
// a name that was changed since stands in this cookie, so that no page has to ask Firebase.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { shownName } from '../../shared/names.ts'
import type { VerifiedToken } from '../ports.ts'
import type { AppContext } from './app-env.ts'
import { SESSION_SECONDS } from './session-cookie.ts'

const NAME_COOKIE = '__Host-name'
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

/** Empty: the name was taken away. */
const nameCookieOf = (c: AppContext): string | undefined => getCookie(c, NAME_COOKIE)

export function nameOf(c: AppContext, user: VerifiedToken): string | null {
  const changed = nameCookieOf(c)
  return changed === undefined ? user.name : shownName(changed)
}

export const tellName = (c: AppContext, name: string | null): void =>
  setCookie(c, NAME_COOKIE, name ?? '', { ...ATTRIBUTES, maxAge: SESSION_SECONDS })

/** The next session of this browser may be somebody else's. */
export function forgetName(c: AppContext): void {
  if (nameCookieOf(c) !== undefined) deleteCookie(c, NAME_COOKIE, ATTRIBUTES)
}

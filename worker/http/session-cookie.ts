// The browser's session: a Firebase session cookie that scripts can't read.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AppContext } from './app-env.ts'

export const SESSION_COOKIE = '__Host-session'
export const SESSION_SECONDS = 5 * 24 * 3600

const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

export const sessionOf = (c: AppContext): string | undefined =>
  getCookie(c, SESSION_COOKIE) || undefined

export const hasSession = (c: AppContext): boolean => sessionOf(c) !== undefined

export const setSession = (c: AppContext, cookie: string): void =>
  setCookie(c, SESSION_COOKIE, cookie, { ...ATTRIBUTES, maxAge: SESSION_SECONDS })

export const clearSession = (c: AppContext): void => {
  deleteCookie(c, SESSION_COOKIE, ATTRIBUTES)
}

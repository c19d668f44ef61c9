// Against forged requests from other sites: what the cookie authorises, and what sets or clears
// it, must come from a page of ours.
import type { Operation } from '../../shared/api/operation.ts'
import type { AppContext } from './app-env.ts'
import { hasSession } from './session-cookie.ts'

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export const isSafe = (method: string): boolean => SAFE.has(method)

/** Bearer requests carry no ambient authority, and Stripe signs its own. */
export function needsOwnOrigin(c: AppContext, operation: Operation): boolean {
  if (isSafe(c.req.method) || operation.caller === 'stripe') return false
  if (operation.caller === 'browser') return true
  return c.req.header('authorization') === undefined && hasSession(c)
}

/** A missing Origin is not ours: browsers send it with every unsafe request. */
export function hasOwnOrigin(c: AppContext): boolean {
  const origin = c.req.header('origin')
  return origin === new URL(c.req.url).origin || origin === c.var.settings.APP_ORIGIN
}

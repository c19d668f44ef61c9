// Who may call an operation, and how often: one limit, one identity, in the catalogue's order.
import type { Operation } from '../../shared/api/operation.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { RateLimiter, VerifiedToken } from '../ports.ts'
import type { AppContext } from './app-env.ts'
import { clientOf } from './client-ip.ts'
import { hintsOf } from './hints.ts'
import { hasOwnOrigin, needsOwnOrigin } from './origin.ts'
import { sessionOf } from './session-cookie.ts'
import { isSignedOut } from './signed-out.ts'

type Limit = Parameters<RateLimiter['take']>[0]

/** null: the operation asks for nobody in particular. */
export async function admit(
  c: AppContext,
  operation: Operation,
): Promise<Result<VerifiedToken | null>> {
  if (needsOwnOrigin(c, operation) && !hasOwnOrigin(c)) return refuse('ORIGIN_REFUSED')
  const { caller, limit } = operation
  if (caller === 'user' || caller === 'admin') return admitUser(c, operation)
  if (limit !== 'none' && !(await allowed(c, limit, clientOf(c)))) return refuse('RATE_LIMITED')
  return ok(null)
}

async function admitUser(c: AppContext, operation: Operation): Promise<Result<VerifiedToken>> {
  const user = await identify(c)
  // A caller without valid credentials is signed out, and counted as such.
  if (!user || !isMeant(c, user)) {
    const within = await allowed(c, 'signedOut', clientOf(c))
    return refuse(within ? 'UNAUTHENTICATED' : 'RATE_LIMITED')
  }
  const { isWithin, isOut } = await known(c, operation, user)
  if (!isWithin) return refuse('RATE_LIMITED')
  if (isOut) return refuse('UNAUTHENTICATED')
  if (operation.caller === 'admin' && !user.admin) return refuse('ADMIN_REQUIRED')
  if (!operation.failures.includes('ACCOUNT_DISABLED')) return ok(user)
  const state = await c.var.services.identity.accountState(user.userId, user.authTime)
  if (state === 'disabled') return refuse('ACCOUNT_DISABLED')
  if (state === 'revoked') return refuse('UNAUTHENTICATED')
  return ok(user)
}

/** What waited on a device names its person: whoever is signed in by now must not pay for it. */
function isMeant(c: AppContext, { userId }: VerifiedToken): boolean {
  const meant = c.req.header('x-viewer')
  return meant === undefined || meant === userId
}

/** Limit, sign-outs and hints go out at once, and so as one call to Redis. */
async function known(c: AppContext, { id, limit }: Operation, user: VerifiedToken) {
  const hints = await hintsOf(c, id, user)
  const [isWithin, isOut] = await Promise.all([
    limit === 'none' || allowed(c, limit, user.userId),
    isSignedOut(c, user, limit === 'reads'),
    hints.length > 0 && c.var.services.store.warm(hints),
  ])
  return { isWithin, isOut }
}

/** A request with an Authorization header never falls back to the cookie. */
async function identify(c: AppContext): Promise<VerifiedToken | null> {
  const { identity } = c.var.services
  const authorization = c.req.header('authorization')
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    return token === undefined ? null : identity.verifyIdToken(token)
  }
  const cookie = sessionOf(c)
  return cookie === undefined ? null : identity.verifySession(cookie)
}

async function allowed(c: AppContext, limit: Limit, who: string): Promise<boolean> {
  const taken = await c.var.services.limiter.take(limit, who)
  if (taken.degraded) c.var.log.warn('limiter_degraded', { limit })
  if (!taken.allowed) c.header('retry-after', String(taken.retryAfterSeconds))
  return taken.allowed
}

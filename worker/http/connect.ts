// Before anything else: no plain http but on the own machine, and no work on half a configuration.
import type { MiddlewareHandler } from 'hono'
import { isLoopback } from '../env.ts'
import type { AppEnv, Connected } from './app-env.ts'
import { problem } from './problem.ts'

export type Connect = (bindings: unknown) => Connected | { invalid: string[] }

export const httpsOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  const url = new URL(c.req.url)
  if (url.protocol !== 'http:' || isLoopback(c.req.url)) return next()
  url.protocol = 'https:'
  return c.redirect(url.href, 308)
}

/** Names what is missing in the log only. */
export function connected(connect: Connect): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const connection = connect(c.env)
    if ('invalid' in connection) {
      c.var.log.error('settings_invalid', { fields: connection.invalid })
      return problem(c, 'SERVICE_UNAVAILABLE')
    }
    c.set('settings', connection.settings)
    c.set('services', connection.services(c.var.meter, c.var.log))
    if (connection.settings.MAINTENANCE && !isHealth(c.req.url)) {
      return problem(c, 'MAINTENANCE')
    }
    return next()
  }
}

/** Whoever watches it must go on seeing what is away. */
const isHealth = (url: string): boolean => new URL(url).pathname === '/api/health'

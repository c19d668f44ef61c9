// The outermost layer: gives each request its id, log and meter, and dresses each answer, errors
// and redirects included.
import type { MiddlewareHandler } from 'hono'
import type { Log } from '../ports.ts'
import type { AppContext, AppEnv, Meter } from './app-env.ts'
import type { Inside } from './inside.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { tellVersion } from './wallet-version.ts'

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/

export type CreateLog = (fields: Record<string, unknown>) => Log

export function edge(createLog: CreateLog, inside: Inside): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const outer = inside.outerOf(c.req.raw)
    const requestId = outer?.requestId ?? acceptedId(c) ?? crypto.randomUUID()
    c.set('requestId', requestId)
    c.set('nonce', crypto.randomUUID().replaceAll('-', ''))
    c.set('meter', outer?.meter ?? { calls: 0, reads: 0, writes: 0 })
    c.set('log', createLog(outer ? { requestId, inside: true } : { requestId }))
    c.set('route', 'none')
    await next()
    dress(c)
    logRequest(c, c.var.meter)
  }
}

function acceptedId(c: AppContext): string | undefined {
  const given = c.req.header('x-request-id')
  return given !== undefined && REQUEST_ID.test(given) ? given : undefined
}

function dress(c: AppContext): void {
  // Headers of an answer may be immutable: work on a copy, and keep Hono from merging the two.
  const answer = new Response(c.res.body, c.res)
  c.res = undefined
  const { headers } = answer
  // Unset when the request was refused before its settings were read.
  const settings = c.get('settings') as AppEnv['Variables']['settings'] | undefined
  const inline = c.get('inlineScripts') ?? [`'nonce-${c.var.nonce}'`]
  setSecurityHeaders(headers, inline, settings)
  headers.set('x-request-id', c.var.requestId)
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
  const version = c.get('walletVersion')
  if (version !== undefined) tellVersion(headers, version)
  if (settings?.EXPOSE_TIMINGS) headers.append('server-timing', timingOf(c.var.meter))
  const cache = c.get('cache')
  if (cache) headers.set('x-cache', cache)
  c.res = answer
}

const timingOf = ({ calls, reads, writes }: Meter): string =>
  `calls;desc="${calls}", reads;desc="${reads}", writes;desc="${writes}"`

function logRequest(c: AppContext, meter: Meter): void {
  const failure = c.get('failure')
  const cache = c.get('cache')
  c.var.log.info('request', {
    method: c.req.method,
    route: c.var.route,
    status: c.res.status,
    ...(failure && { failure }),
    ...(cache && { cache }),
    ...meter,
  })
}

// The one mapper from failures to answers (RFC 9457).
import { PROBLEM_TYPE, type Problem } from '../../shared/api/problem.ts'
import { FAILURES, type Failure, type FailureCode, Outage } from '../../shared/failure.ts'
import { ADVICE } from './advice.ts'
import type { AppContext } from './app-env.ts'
import { problemPage, wantsPage } from './problem-page.ts'

/** Where the reference page explains a code. */
export const anchorOf = (code: FailureCode): string => `errors-${code}`

/** Refusals that someone may be probing with: kept apart in the log. */
const SECURITY: ReadonlySet<FailureCode> = new Set([
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'ORIGIN_REFUSED',
  'ADMIN_REQUIRED',
  'ACCOUNT_DISABLED',
  'SIGNATURE_INVALID',
  'CURSOR_INVALID',
])

const MAINTENANCE_SECONDS = 60
/** Short: most outages are a hiccup, and a client that waits doubles it by itself. */
const RETRY_AFTER_SECONDS = 1

export function problem(
  c: AppContext,
  code: FailureCode,
  detail = '',
  more: Failure['more'] = {},
): Response {
  const { status, title, retryable } = FAILURES[code]
  c.set('failure', code)
  if (SECURITY.has(code)) c.var.log.warn('security', { code, route: c.var.route })
  if (status === 401) c.header('www-authenticate', 'Bearer')
  if (status === 503 && retryable) {
    const seconds = code === 'MAINTENANCE' ? MAINTENANCE_SECONDS : RETRY_AFTER_SECONDS
    c.header('retry-after', String(seconds))
  }
  const body: Problem = {
    type: `/api/docs#${anchorOf(code)}`,
    title,
    status,
    detail: detail || ADVICE[code],
    code,
    requestId: c.var.requestId,
  }
  if (wantsPage(c)) return c.html(problemPage(body), status)
  return c.body(JSON.stringify({ ...more, ...body }), status, { 'content-type': PROBLEM_TYPE })
}

export const refused = (c: AppContext, { code, detail, more }: Failure): Response =>
  problem(c, code, detail, more)

/** For `app.onError`: an outage has a code; of anything else the caller learns only an id. */
export function thrown(error: Error, c: AppContext): Response {
  if (error instanceof Outage) {
    c.var.log.warn('outage', { code: error.code, error })
    return problem(c, error.code)
  }
  const errorId = crypto.randomUUID()
  c.var.log.error('internal', { errorId, route: c.var.route, error })
  return problem(c, 'INTERNAL', `${ADVICE.INTERNAL} Error id: ${errorId}.`)
}

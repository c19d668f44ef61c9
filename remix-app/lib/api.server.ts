// Loaders and actions reach the API through here: refusals become values, a lost session becomes
// the way to sign in again. Cookies the API sets reach the browser by themselves.
import { type AppLoadContext, data, redirect } from '@remix-run/cloudflare'
import type { FailureCode } from '../../shared/failure.ts'
import { FAILURES } from '../../shared/failure.ts'
import type { ApiCall, Viewer } from '../../shared/pages.ts'
import type { About } from './advice.ts'
import { signInPath } from './next-path.ts'
import { advised, type ProblemView, readProblem } from './problem.ts'

export interface Visit {
  readonly request: Request
  readonly context: AppLoadContext
}

export type Answer<T> =
  | {
      readonly ok: true
      readonly value: T
      /** The answer to an earlier request with the same key. */
      readonly replayed: boolean
    }
  | { readonly ok: false; readonly problem: ProblemView }

/** Whoever has to sign in first comes back there, with what was typed: also without JavaScript. */
export const comingBackTo = (path: string, { request, context }: Visit): Visit => ({
  request: new Request(new URL(path, request.url), { headers: request.headers }),
  context,
})

const SESSION = /(?:^|;\s*)__Host-session=[^;]/

/** Throws a redirect to the sign-in page when nobody is signed in: any more, or at all. */
export function requireViewer({ request, context }: Visit): Viewer {
  if (context.viewer) return context.viewer
  const hadSession = SESSION.test(request.headers.get('cookie') ?? '')
  throw redirect(signInPath(request, hadSession ? 'ended' : undefined))
}

/** Throws the 403 page for everyone but admins. */
export function requireAdmin(visit: Visit): Viewer {
  const viewer = requireViewer(visit)
  if (!viewer.admin) throw pageProblem('ADMIN_REQUIRED', visit.context.requestId)
  return viewer
}

export async function callApi<T>(visit: Visit, path: string, call?: ApiCall): Promise<Answer<T>> {
  const response = await visit.context.api(path, call)
  if (response.ok) {
    const value = response.status === 204 ? undefined : await response.json()
    const replayed = response.headers.get('idempotency-replayed') === 'true'
    return { ok: true, value: value as T, replayed }
  }
  const problem = await readProblem(response, visit.context.requestId, aboutOf(path, call))
  // `ended` keeps the sign-in page from sending a revoked session straight back here.
  if (response.status === 401) throw redirect(signInPath(visit.request, 'ended'))
  return { ok: false, problem }
}

/** What somebody was doing who met a refusal there. */
function aboutOf(path: string, { method = 'GET' }: ApiCall = {}): About {
  if (path.startsWith('/api/admin/')) return 'admin'
  if (method === 'GET') return 'reading'
  if (path.startsWith('/api/account/')) return 'limits'
  return path === '/api/wallet/commit' ? 'commitment' : 'purchase'
}

/** The value, or the nearest error page. */
export function orPage<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw data(answer.problem, { status: answer.problem.status })
}

/** What a section shows: its data, or why it has none. The rest of the page stays. */
export type Section<T> =
  | { readonly value: T; readonly problem: null }
  | { readonly value: null; readonly problem: ProblemView }

/** A refusal that concerns the person ends the page; an outage only this section. */
export function section<T>(answer: Answer<T>): Section<T> {
  if (answer.ok) return { value: answer.value, problem: null }
  if (FAILURES[answer.problem.code].retryable) return { value: null, problem: answer.problem }
  throw data(answer.problem, { status: answer.problem.status })
}

/** Another form of what a section shows. */
export const mapSection = <T, V>(from: Section<T>, to: (value: T) => V): Section<V> =>
  from.problem ? from : { value: to(from.value), problem: null }

/** As `section`; a cursor that no longer fits leads to the list's newest page. */
export function listSection<T>(answer: Answer<T>, newest: string): Section<T> {
  if (!answer.ok && answer.problem.code === 'CURSOR_INVALID') throw redirect(newest)
  return section(answer)
}

export function pageProblem(code: FailureCode, requestId: string) {
  const { status, title } = FAILURES[code]
  const problem = { code, status, detail: title, requestId, retryAfterSeconds: null }
  return data(advised(problem), { status })
}

// What a refusal of the API means to the person who met it, and what to do next.
import type { Odds } from '../../shared/api/predictions.ts'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { formatWait } from './format.ts'
import { type About, type Advice, ELSEWHERE, WORDS } from './problem-words.ts'

export type { About, Advice } from './problem-words.ts'

export interface ProblemView {
  readonly code: FailureCode
  readonly status: number
  readonly detail: string
  readonly requestId: string
  readonly retryAfterSeconds: number | null
  /** New odds, of ODDS_CHANGED. */
  readonly oddsBps?: Odds
}

export function adviceOn(problem: ProblemView, about: About = 'purchase'): Advice {
  if (problem.code === 'RATE_LIMITED') return waitAdvice(problem.retryAfterSeconds)
  const words = ELSEWHERE[about][problem.code] ?? WORDS[problem.code]
  if (words) return words.detailed ? { ...words, text: `${problem.detail} ${words.text}` } : words
  const entry = FAILURES[problem.code]
  if (entry.retryable) {
    const text = 'Your tokens are safe. Try again in a moment.'
    return { title: 'This is not available right now', text, offer: 'retry' }
  }
  return { title: entry.title, text: problem.detail, offer: 'none' }
}

function waitAdvice(seconds: number | null): Advice {
  const wait = seconds ? formatWait(seconds) : 'a minute'
  return { title: 'That was a lot at once', text: `Try again in ${wait}.`, offer: 'retry' }
}

export const isRetryable = (problem: ProblemView): boolean => FAILURES[problem.code].retryable

/** Never fails: an answer that is no problem document is an error of ours. */
export async function readProblem(response: Response, requestId: string): Promise<ProblemView> {
  const body: unknown = await response.json().catch(() => null)
  const fields: Record<string, unknown> = typeof body === 'object' && body ? { ...body } : {}
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  return {
    code: isCode(fields.code) ? fields.code : codeOfStatus(response.status),
    status: response.status,
    detail: typeof fields.detail === 'string' ? fields.detail : '',
    requestId: typeof fields.requestId === 'string' ? fields.requestId : requestId,
    retryAfterSeconds: Number.isFinite(wait) && wait > 0 ? Math.ceil(wait) : null,
    ...(isOdds(fields.oddsBps) && { oddsBps: fields.oddsBps }),
  }
}

function isOdds(value: unknown): value is Odds {
  if (typeof value !== 'object' || value === null) return false
  const { yes, no } = { yes: null, no: null, ...value }
  return Number.isInteger(yes) && Number.isInteger(no)
}

function isCode(value: unknown): value is FailureCode {
  return typeof value === 'string' && Object.hasOwn(FAILURES, value)
}

function codeOfStatus(status: number): FailureCode {
  if (status === 401) return 'UNAUTHENTICATED'
  if (status === 404) return 'ROUTE_NOT_FOUND'
  if (status === 429) return 'RATE_LIMITED'
  return status === 503 ? 'SERVICE_UNAVAILABLE' : 'INTERNAL'
}

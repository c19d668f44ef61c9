// What a refusal of the API means to the person who met it, and what to do next.
import type { Odds } from '../../shared/api/predictions.ts'
import { PRICE_MISFITS, type PriceMisfit } from '../../shared/api/tokens.ts'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { ELSEWHERE, RATE_LIMITED, WORDS } from '../words/problems.ts'
import type { About, Advice } from './advice.ts'
import { formatWait } from './format.ts'

export interface Problem {
  readonly code: FailureCode
  readonly status: number
  readonly detail: string
  /** For support; empty when there is nothing to look into. */
  readonly requestId: string
  readonly retryAfterSeconds: number | null
  /** New odds, of ODDS_CHANGED. */
  readonly oddsBps?: Odds
  /** What doesn't fit, of PRICE_MISMATCH, and what the Stripe Price costs. */
  readonly misfit?: PriceMisfit
  readonly stripeCents?: number
  /** What people look at, of TRANSACTION_UNREADABLE. */
  readonly caseId?: string
}

export interface ProblemView extends Problem {
  readonly advice: Advice
}

/** With the words that go with it; support is asked about failures of ours alone. */
export const advised = (problem: Problem, about: About = 'reading'): ProblemView => ({
  ...problem,
  requestId: problem.status >= 500 ? problem.requestId : '',
  advice: adviceOn(problem, about),
})

function adviceOn(problem: Problem, about: About): Advice {
  if (problem.code === 'RATE_LIMITED') return waitAdvice(problem.retryAfterSeconds)
  const words = ELSEWHERE[about][problem.code] ?? WORDS[problem.code]
  return words.detailed ? { ...words, text: `${problem.detail} ${words.text}` } : words
}

function waitAdvice(seconds: number | null): Advice {
  const wait = seconds ? formatWait(seconds) : RATE_LIMITED.aMinute
  return { title: RATE_LIMITED.title, text: RATE_LIMITED.text(wait), offer: 'retry' }
}

export const isRetryable = (problem: ProblemView): boolean => FAILURES[problem.code].retryable

/** Never fails: an answer that is no problem document is an error of ours. */
export async function readProblem(
  response: Response,
  requestId: string,
  about?: About,
): Promise<ProblemView> {
  const body: unknown = await response.json().catch(() => null)
  const fields: Record<string, unknown> = typeof body === 'object' && body ? { ...body } : {}
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  const problem: Problem = {
    code: isCode(fields.code) ? fields.code : codeOfStatus(response.status),
    status: response.status,
    detail: typeof fields.detail === 'string' ? fields.detail : '',
    requestId: typeof fields.requestId === 'string' ? fields.requestId : requestId,
    retryAfterSeconds: Number.isFinite(wait) && wait > 0 ? Math.ceil(wait) : null,
    ...(typeof fields.caseId === 'string' && { caseId: fields.caseId }),
    ...(isOdds(fields.oddsBps) && { oddsBps: fields.oddsBps }),
    ...misfitIn(fields),
  }
  return advised(problem, about)
}

function misfitIn({ misfit, stripeCents }: Record<string, unknown>) {
  const known = PRICE_MISFITS.find((name) => name === misfit)
  const cents = typeof stripeCents === 'number' ? { stripeCents } : {}
  return known && { misfit: known, ...cents }
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

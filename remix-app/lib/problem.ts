// What a refusal of the API means to the person who met it, and what to do next.
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { formatWait } from './format.ts'

export interface ProblemView {
  readonly code: FailureCode
  readonly status: number
  readonly detail: string
  readonly requestId: string
  readonly retryAfterSeconds: number | null
}

export interface Advice {
  readonly title: string
  readonly text: string
  /** What the page should offer. */
  readonly offer: 'retry' | 'openOrders' | 'choose' | 'signIn' | 'none'
}

const WORDS: Partial<Record<FailureCode, Advice>> = {
  UNAUTHENTICATED: {
    title: 'Your session has ended',
    text: 'Sign in again to go on.',
    offer: 'signIn',
  },
  ORIGIN_REFUSED: {
    title: 'This request came from another site',
    text: 'Open the wallet in its own tab and try again from there.',
    offer: 'none',
  },
  ADMIN_REQUIRED: {
    title: 'This page is for admins',
    text: 'Your account has no admin rights. If you were just given them, sign out and in again.',
    offer: 'none',
  },
  ACCOUNT_DISABLED: {
    title: 'This account is disabled',
    text: 'Nothing can be bought or committed with it. Contact KAI support to have it looked at.',
    offer: 'none',
  },
  ACCOUNT_CLOSING: {
    title: 'This account is being closed',
    text: 'Tokens can no longer be bought with it.',
    offer: 'none',
  },
  PACKAGE_NOT_FOUND: {
    title: 'That package is gone',
    text: 'It was taken off sale. Choose another one.',
    offer: 'choose',
  },
  PACKAGE_INACTIVE: {
    title: 'That package is no longer for sale',
    text: 'Nothing was charged. Choose another one.',
    offer: 'choose',
  },
  PACKAGE_OUT_OF_SYNC: {
    title: 'The price of this package is being updated',
    text: 'Nothing was charged. Try again in a minute, or choose another package.',
    offer: 'retry',
  },
  PURCHASES_RESTRICTED: {
    title: 'Purchases are paused on your account',
    text: 'Nothing was charged. Tokens you have stay yours. Contact KAI support to lift the pause.',
    offer: 'none',
  },
  OPEN_ORDERS_EXCEEDED: {
    title: 'You have three purchases waiting for payment',
    text: 'Pay for one of them or cancel one. Left alone, each ends by itself after 40 minutes.',
    offer: 'openOrders',
  },
  LIMIT_EXCEEDED: {
    title: 'This would go over a limit',
    text: 'Nothing was charged. Choose a smaller package, or wait for the next day (UTC).',
    offer: 'choose',
  },
  CHECKOUT_REFUSED: {
    title: 'The payment page could not be opened',
    text: 'Nothing was charged. Choose a package to start a new purchase.',
    offer: 'choose',
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: 'This form was already used',
    text: 'It has been renewed. Check your choice and send it once more.',
    offer: 'retry',
  },
  PAYMENTS_UNAVAILABLE: {
    title: 'The payment service does not answer',
    text: 'Nothing was charged. Trying again is safe: it is the same purchase, never a second one.',
    offer: 'retry',
  },
  ROUTE_NOT_FOUND: {
    title: 'There is nothing at this address',
    text: 'It may have been mistyped, or the page has moved.',
    offer: 'none',
  },
  PURCHASE_NOT_FOUND: {
    title: 'No such purchase',
    text: 'There is no purchase with this address in your wallet.',
    offer: 'openOrders',
  },
  CURSOR_INVALID: {
    title: 'This page of the list has expired',
    text: 'Start again from the newest entries.',
    offer: 'none',
  },
  PRICE_MISMATCH: {
    title: 'Package and Stripe Price differ',
    text:
      'Nothing was saved. The amount, the currency (USD) and the state of the Stripe Price must ' +
      'agree with the form. Correct the price here, or enter the ID of a Price that fits.',
    offer: 'none',
  },
}

export function adviceOn(problem: ProblemView): Advice {
  if (problem.code === 'RATE_LIMITED') return waitAdvice(problem.retryAfterSeconds)
  const words = WORDS[problem.code]
  if (words) return words
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
  }
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

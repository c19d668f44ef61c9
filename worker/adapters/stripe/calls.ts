// What every call to Stripe shares: which answers are believed, and what each failure means.
import Stripe from 'stripe'
import { Outage } from '../../../shared/failure.ts'

/** Patient: see `patience.ts`. */
export type Call = <T>(request: () => Promise<T>) => Promise<T>

/** The library takes any JSON without an error for an answer, whatever its HTTP status. */
export async function genuine<T>(answer: Promise<T>): Promise<T> {
  const found = await answer
  if (typeof (found as { object?: unknown } | null)?.object === 'string') return found
  const message = 'an answer that is no object of Stripe'
  throw new Stripe.errors.StripeAPIError({ type: 'api_error', message, statusCode: 502 })
}

export async function orNull<T>(request: () => Promise<T>): Promise<T | null> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === 'resource_missing') return null
    throw away(error)
  }
}

/** Stripe understood and said no; asking again can't help. */
export function isFinalRefusal(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError
}

export function away(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error
  return new Outage('PAYMENTS_UNAVAILABLE', `Stripe: ${error.type}`, { cause: error })
}

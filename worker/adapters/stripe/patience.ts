// Repeats a call to Stripe after passing failures: same key, full jitter, one bound for them all.
import Stripe from 'stripe'

export interface Patience {
  /** Calls in all. */
  readonly attemptsMax: number
  /** No new attempt after this long. */
  readonly elapsedMsMax: number
  readonly baseMs: number
  now(): number
  fraction(): number
  pause(ms: number): Promise<void>
}

/** Throws the last error. Repeating is safe: each call is a read or carries an idempotency key. */
export async function patiently<T>(patience: Patience, request: () => Promise<T>): Promise<T> {
  const startedAt = patience.now()
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await request()
    } catch (error) {
      const late = patience.now() - startedAt >= patience.elapsedMsMax
      if (!isPassing(error) || late || attempts >= patience.attemptsMax) throw error
      await patience.pause(patience.fraction() * patience.baseMs * 2 ** attempts)
    }
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false
  if (error instanceof Stripe.errors.StripeConnectionError) return true
  const status = error.statusCode ?? 500
  // Below 400: it answered, but not in JSON.
  return status === 409 || status === 429 || status >= 500 || status < 400
}

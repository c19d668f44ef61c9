// What an API route promises: routes, OpenAPI, the reference page and the security tests read it.
import type * as z from 'zod'
import type { FailureCode } from '../failure.ts'

/** `browser` = cookie routes of the sign-in itself; `stripe` = signed by Stripe. */
export type Caller = 'all' | 'user' | 'admin' | 'browser' | 'stripe'
/** Which rate limit counts the call; `none` must not depend on Redis. */
export type LimitName =
  | 'purchase'
  | 'commit'
  | 'reads'
  | 'admin'
  | 'signedOut'
  | 'signIn'
  | 'export'
  | 'none'

export interface Operation {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** OpenAPI path, with `{id}` for parameters. */
  readonly path: string
  readonly summary: string
  readonly caller: Caller
  readonly limit: LimitName
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Whether an Idempotency-Key must come with it, or may. */
  readonly idempotencyKey?: 'required' | 'optional'
  readonly status: 200 | 201 | 204
  readonly answer?: z.ZodType
  /** The answer is a file of this type instead. */
  readonly file?: 'text/csv'
  readonly failures: readonly FailureCode[]
}

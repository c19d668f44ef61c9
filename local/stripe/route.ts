// One endpoint of the API. `prepare` checks the parameters; what it returns does the work. Stripe
// remembers an answer under its idempotency key only once the work has begun, hence the two steps.
import type { Params } from './params.ts'
import type { Context } from './types.ts'

export interface Call {
  params: Params
  /** The id in the path, or ''. */
  id: string
  context: Context
}

export interface Route {
  /** As the SDK spells it: `checkout.sessions.create`. Counters and faults use it. */
  name: string
  method: 'GET' | 'POST' | 'DELETE'
  /** `/v1/prices/:id` */
  path: string
  prepare(call: Call): () => object
}

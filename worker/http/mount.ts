// The only way a route comes to be: an operation of the contract and its handler. Origin, limit,
// caller and schemas are taken from the operation, so no handler can forget one.
import type { Hono } from 'hono'
import type * as z from 'zod'
import type { ACCOUNT_OPERATIONS } from '../../shared/api/account.ts'
import type { ADJUSTMENT_OPERATIONS } from '../../shared/api/adjustments.ts'
import type { AUDIT_OPERATIONS } from '../../shared/api/audit.ts'
import type { CONSOLE_OPERATIONS } from '../../shared/api/console.ts'
import type { DEAD_LETTER_OPERATIONS } from '../../shared/api/dead-letters.ts'
import type { EXPOSURE_OPERATIONS } from '../../shared/api/exposure.ts'
import type { LEDGER_OPERATIONS } from '../../shared/api/ledger.ts'
import type { Operation } from '../../shared/api/operation.ts'
import type { PACKAGE_OPERATIONS } from '../../shared/api/packages.ts'
import type { PAYOUT_OPERATIONS } from '../../shared/api/payouts.ts'
import type { PREDICTION_OPERATIONS } from '../../shared/api/predictions.ts'
import type { PURCHASE_OPERATIONS } from '../../shared/api/purchases.ts'
import type { RECONCILIATION_OPERATIONS } from '../../shared/api/reconciliations.ts'
import type { REFUND_OPERATIONS } from '../../shared/api/refunds.ts'
import type { RESOLUTION_OPERATIONS } from '../../shared/api/resolutions.ts'
import type { REVIEW_OPERATIONS } from '../../shared/api/reviews.ts'
import type { SESSION_OPERATIONS } from '../../shared/api/session.ts'
import type { STATS_OPERATIONS } from '../../shared/api/stats.ts'
import type { TOKEN_OPERATIONS } from '../../shared/api/tokens.ts'
import type { USER_OPERATIONS } from '../../shared/api/users.ts'
import type { WALLET_OPERATIONS } from '../../shared/api/wallet.ts'
import type { IdempotencyKey } from '../../shared/ids.ts'
import type { VerifiedToken } from '../ports.ts'
import { admit } from './admit.ts'
import type { AppContext, AppEnv } from './app-env.ts'
import { type RawInput, readInput } from './input.ts'
import { refused } from './problem.ts'

type Contract =
  | (typeof SESSION_OPERATIONS)[number]
  | (typeof TOKEN_OPERATIONS)[number]
  | (typeof PACKAGE_OPERATIONS)[number]
  | (typeof WALLET_OPERATIONS)[number]
  | (typeof PREDICTION_OPERATIONS)[number]
  | (typeof RESOLUTION_OPERATIONS)[number]
  | (typeof EXPOSURE_OPERATIONS)[number]
  | (typeof PAYOUT_OPERATIONS)[number]
  | (typeof PURCHASE_OPERATIONS)[number]
  | (typeof REFUND_OPERATIONS)[number]
  | (typeof ADJUSTMENT_OPERATIONS)[number]
  | (typeof REVIEW_OPERATIONS)[number]
  | (typeof USER_OPERATIONS)[number]
  | (typeof DEAD_LETTER_OPERATIONS)[number]
  | (typeof RECONCILIATION_OPERATIONS)[number]
  | (typeof STATS_OPERATIONS)[number]
  | (typeof LEDGER_OPERATIONS)[number]
  | (typeof AUDIT_OPERATIONS)[number]
  | (typeof CONSOLE_OPERATIONS)[number]
  | (typeof ACCOUNT_OPERATIONS)[number]

type Parsed<O, Part extends string> = O extends { readonly [P in Part]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined

type Key<O> = O extends { readonly idempotencyKey: infer Need }
  ? IdempotencyKey | (Need extends 'optional' ? undefined : never)
  : undefined

export interface Input<O> {
  readonly params: Parsed<O, 'params'>
  readonly query: Parsed<O, 'query'>
  readonly body: Parsed<O, 'body'>
  readonly key: Key<O>
  readonly user: O extends { readonly caller: 'user' | 'admin' } ? VerifiedToken : null
}

export type Handlers = {
  readonly [O in Contract as O['id']]: (
    c: AppContext,
    input: Input<O>,
  ) => Response | Promise<Response>
}
/** The handlers of some operations. */
export type HandlersOf<Id extends keyof Handlers> = Pick<Handlers, Id>

/** What `readInput` and `admit` return is what the operation's schemas say. */
type AnyHandler = (
  c: AppContext,
  input: RawInput & { readonly user: VerifiedToken | null },
) => Response | Promise<Response>

export function mount(app: Hono<AppEnv>, operation: Operation, handlers: Handlers): void {
  const handler = handlers[operation.id as keyof Handlers] as AnyHandler
  app.on(operation.method, routeOf(operation.path), async (c) => {
    c.set('route', operation.path)
    const user = await admit(c, operation)
    if (!user.ok) return refused(c, user.failure)
    const input = await readInput(c, operation)
    if (!input.ok) return refused(c, input.failure)
    return handler(c, { ...input.value, user: user.value })
  })
}

/** `/api/x/{id}` of OpenAPI is `/api/x/:id` here. */
export const routeOf = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

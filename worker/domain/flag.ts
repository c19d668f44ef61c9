// A case for people: money that the product may not, or could not, put right by itself. Pure.
import type { PurchaseId, SessionId, UserId } from '../../shared/ids.ts'
import type { Decided } from './decided.ts'
import type { Micros } from './ledger.ts'

/** Its id names its cause, so that a cause told again is one case. */
export interface Flag {
  readonly id: string
  /** null = nobody's alone: a shard's sums, say. */
  readonly userId: UserId | null
  readonly purchaseId: PurchaseId | null
  /** What was paid: people must know what to release or refund. */
  readonly sessionId: SessionId | null
  readonly paymentIntentId: string | null
  readonly reason: string
  /** JSON: ids, counts and states that explain it; nothing personal. */
  readonly facts: string
  readonly createdAt: Micros
  readonly state: 'open' | 'closed'
  /** Who closed it, when and why; null while it is open. */
  readonly closed: Decided | null
}

/** Of a payment that does not fit its order: one a payment. */
export const orderCaseId = (purchaseId: PurchaseId, sessionId: SessionId): string =>
  `order_${purchaseId}_${sessionId}`

/** Of a refused order's payment that is with us again. */
export const returnedCaseId = (intentId: string): string => `returned_${intentId}`

export const closedBy = (flag: Flag, closed: Decided): Flag => ({
  ...flag,
  state: 'closed',
  closed,
})

/** Told for the first time. */
export function openFlag(
  about: Pick<Flag, 'id' | 'userId' | 'reason' | 'createdAt'> & Partial<Flag>,
): Flag {
  const unknown = { purchaseId: null, sessionId: null, paymentIntentId: null, facts: '{}' }
  return { ...unknown, ...about, state: 'open', closed: null }
}

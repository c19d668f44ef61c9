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
  /** When what was closed was seen to be so no longer: told again, it is news. */
  readonly goneAt: Micros | null
  /** What was decided before it was opened anew, oldest first. */
  readonly earlier: readonly Earlier[]
}
export type Earlier = Pick<Flag, 'reason' | 'facts' | 'createdAt' | 'goneAt'> & {
  readonly closed: Decided
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
  const fresh = { state: 'open', closed: null, goneAt: null, earlier: [] } as const
  return { ...unknown, ...about, ...fresh }
}

/**
 * The case once its cause is met again. What a person closed with a reason stays closed for exactly
 * these facts; other facts open it anew, and what was decided stays in it.
 */
export function metAgain(flag: Flag | null, news: Flag): Flag {
  const decided = flag && decisionsOf(flag)
  if (!decided || flag.state === 'open') return flag ?? news
  const isExplained = decided.some(({ facts, goneAt }) => facts === news.facts && goneAt === null)
  return isExplained ? flag : { ...news, earlier: decided }
}

/** Whatever was decided of it stays in it. */
export const openedAnew = (flag: Flag | null, news: Flag): Flag =>
  flag ? { ...news, earlier: decisionsOf(flag) } : news

function decisionsOf({ earlier, closed, reason, facts, createdAt, goneAt }: Flag): Earlier[] {
  return closed ? [...earlier, { reason, facts, createdAt, goneAt, closed }] : [...earlier]
}

/** What was closed is so no longer: somebody put it right. */
export function goneBy(flag: Flag, now: Micros): Flag {
  const earlier = flag.earlier.map((each) => ({ ...each, goneAt: each.goneAt ?? now }))
  return { ...flag, goneAt: flag.state === 'closed' ? (flag.goneAt ?? now) : null, earlier }
}

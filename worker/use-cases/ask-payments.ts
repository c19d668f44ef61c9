// An order in review beside its payments, as Stripe has them now. More than one session may have
// been paid for it: each has a case.
import type { PurchaseId, SessionId } from '../../shared/ids.ts'
import type { Flag } from '../domain/flag.ts'
import { orderCaseId } from '../domain/flag.ts'
import type { Order } from '../domain/purchase.ts'
import type { AskedPayment } from '../domain/ruling.ts'
import type { CheckoutSession, Services } from '../ports.ts'

type Needs = Pick<Services, 'store' | 'payments'>

/** Four calls to Stripe each; an invocation has fifty. */
export const PAYMENTS_MAX = 6
/** Of one purchase; where there are more, nobody may believe to have seen them all. */
export const CASES_MAX = 100

export type Asked = AskedPayment<CheckoutSession>

/** Throws PAYMENTS_UNAVAILABLE. */
export async function askPayment({ payments }: Needs, sessionId: SessionId): Promise<Asked> {
  const session = await payments.session(sessionId)
  const intentId = session?.intent?.id
  const facts = intentId === undefined ? null : await payments.reversals(intentId)
  return { sessionId, session, facts }
}

/** The named ones first, each once. Throws PAYMENTS_UNAVAILABLE. */
export async function askPayments(
  s: Needs,
  sessionIds: readonly SessionId[],
): Promise<[Asked, ...Asked[]] | []> {
  const once = [...new Set(sessionIds)].slice(0, PAYMENTS_MAX)
  const [first, ...others] = await Promise.all(once.map((id) => askPayment(s, id)))
  return first ? [first, ...others] : []
}

export type PaymentCase = Flag & { readonly sessionId: SessionId }

/** Of the purchase's cases those of payments that didn't fit it, newest first. */
export function casesOf({ id }: Order, flags: readonly Flag[]): PaymentCase[] {
  const own = flags.flatMap((flag) => {
    const { sessionId } = flag
    return sessionId && flag.id === orderCaseId(id, sessionId) ? [{ ...flag, sessionId }] : []
  })
  return own.sort((a, b) => b.createdAt - a.createdAt)
}

export async function orderOf({ store }: Needs, id: PurchaseId): Promise<Order | null> {
  const { order } = await store.read({ order: { kind: 'order', id } })
  return order
}

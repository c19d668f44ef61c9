// What Stripe and we say now of something that is Stripe's, or of an order.
import { PurchaseId as PurchaseIdSchema, SessionId } from '../../shared/ids.ts'
import type { PaymentPart, Services } from '../ports.ts'
import { takenBackOf } from './read-purchases.ts'

type Needs = Pick<Services, 'store' | 'payments'>
export type Facts = Readonly<Record<string, unknown>> | null
export interface About {
  readonly stripe: Facts
  readonly ours: Awaited<ReturnType<typeof orderFacts>>
}

/** What Stripe's ids begin with. */
const PARTS: readonly (readonly [RegExp, PaymentPart])[] = [
  [/^pi_/, 'intent'],
  [/^(?:ch|py)_/, 'charge'],
  [/^(?:re|pyr)_/, 'refund'],
  [/^(?:dp|du)_/, 'dispute'],
  [/^issfr_/, 'warning'],
]

export const partOf = (objectId: string): PaymentPart | undefined =>
  PARTS.find(([form]) => form.test(objectId))?.[1]

/** Throws PAYMENTS_UNAVAILABLE. */
export async function aboutObject(s: Needs, objectId: string): Promise<About> {
  const sessionId = SessionId.safeParse(objectId)
  if (sessionId.success) {
    const session = await s.payments.session(sessionId.data)
    const ours = await orderFacts(s, session?.clientReferenceId)
    if (!session) return { stripe: null, ours }
    // Names and cards stay where they are sealed.
    const { personal: _, cardFingerprint: __, userIdHint: ___, ...facts } = session
    return { stripe: facts, ours }
  }
  const part = partOf(objectId)
  const hint = part ? await s.payments.paymentOf(part, objectId) : null
  if (!hint) return { stripe: null, ours: null }
  const facts = await s.payments.reversals(hint.intentId)
  return { stripe: { ...hint, ...facts }, ours: await orderFacts(s, hint.purchaseId) }
}

export async function orderFacts(s: Needs, name: string | null | undefined) {
  const id = PurchaseIdSchema.safeParse(name)
  if (!id.success) return null
  const { order } = await s.store.read({ order: { kind: 'order', id: id.data } })
  if (!order) return null
  const { userId, status, sessionId, paymentIntentId, priceUsdCents, paid, dispute } = order
  const known = { userId, status, sessionId, paymentIntentId, priceUsdCents, paid, dispute }
  return { id: order.id, ...known, takenBack: takenBackOf(order) }
}

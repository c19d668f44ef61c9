// A dead letter beside what Stripe and we say of its object now, so that a person can judge it.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import {
  type PurchaseId,
  PurchaseId as PurchaseIdSchema,
  type RefundId,
  SessionId,
} from '../../shared/ids.ts'
import type { Job, PaymentPart, Services } from '../ports.ts'
import { takenBackOf } from './read-purchases.ts'
import { messageOf, type ReadLetter, withReason } from './see-to-dead-letter.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'log'>
type Facts = Readonly<Record<string, unknown>> | null

export interface DeadLetterCase {
  readonly letter: ReadLetter
  readonly stripe: Facts
  readonly ours: Facts
}

/** Refuses DEAD_LETTER_NOT_FOUND. Throws PAYMENTS_UNAVAILABLE. */
export async function readDeadLetter(s: Needs, id: string): Promise<Result<DeadLetterCase>> {
  const { letter } = await s.store.read({ letter: { kind: 'deadLetter', id } })
  if (!letter) return refuse('DEAD_LETTER_NOT_FOUND', 'Choose one of the listed dead letters.')
  const job = messageOf(letter)
  const found = job ? await aboutJob(s, job) : { stripe: null, ours: null }
  return ok({ letter: await withReason(s, letter), ...found })
}

type About = Pick<DeadLetterCase, 'stripe' | 'ours'>

async function aboutJob(s: Needs, job: Job): Promise<About> {
  switch (job.kind) {
    case 'event':
      return aboutObject(s, job.event.objectId)
    case 'order':
      return aboutOrder(s, job.purchaseId)
    case 'payout': {
      const { found } = await s.store.read({ found: { kind: 'payoutJob', id: job.jobId } })
      return { stripe: null, ours: found && { ...found } }
    }
    case 'lock': {
      const { found } = await s.store.read({ found: { kind: 'prediction', id: job.predictionId } })
      return { stripe: null, ours: found && { id: found.id, status: found.status } }
    }
    case 'retire':
    case 'recheck': {
      const { found } = await s.store.read({ found: { kind: 'package', id: job.packageId } })
      const price = found && (await s.payments.price(found.stripePriceId))
      return { stripe: price && { ...price }, ours: found && { ...found } }
    }
    case 'refund':
      return aboutRefund(s, job.refundId)
    case 'reconcile':
    case 'countOrders':
      return { stripe: null, ours: null }
  }
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

async function aboutObject(s: Needs, objectId: string): Promise<About> {
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

async function aboutOrder(s: Needs, id: PurchaseId): Promise<About> {
  const { order } = await s.store.read({ order: { kind: 'order', id } })
  const about = order?.sessionId ? await aboutObject(s, order.sessionId) : null
  return { stripe: about?.stripe ?? null, ours: await orderFacts(s, id) }
}

/** Whether Stripe has it already decides whether it may be sent again. */
async function aboutRefund(s: Needs, id: RefundId): Promise<About> {
  const { refund } = await s.store.read({ refund: { kind: 'refund', id } })
  if (!refund) return { stripe: null, ours: null }
  const { order } = await s.store.read({ order: { kind: 'order', id: refund.purchaseId } })
  const intentId = refund.paymentIntentId ?? order?.paymentIntentId
  const facts = intentId ? await s.payments.reversals(intentId) : null
  const { state, cents, purchaseId, stripeRefundId } = refund
  return { stripe: facts && { ...facts }, ours: { id, state, cents, purchaseId, stripeRefundId } }
}

async function orderFacts(s: Needs, name: string | null | undefined): Promise<Facts> {
  const id = PurchaseIdSchema.safeParse(name)
  if (!id.success) return null
  const { order } = await s.store.read({ order: { kind: 'order', id: id.data } })
  if (!order) return null
  const { userId, status, sessionId, paymentIntentId, priceUsdCents, paid, dispute } = order
  const known = { userId, status, sessionId, paymentIntentId, priceUsdCents, paid, dispute }
  return { id: order.id, ...known, takenBack: takenBackOf(order) }
}

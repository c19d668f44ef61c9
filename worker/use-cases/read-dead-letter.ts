// A dead letter beside what Stripe and we say of its object now, so that a person can judge it.
import { Outage, ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId, RefundId } from '../../shared/ids.ts'
import type { Job, Services } from '../ports.ts'
import { aboutObject, type Facts, orderFacts } from './about-object.ts'
import { messageOf, type ReadLetter, withReason } from './see-to-dead-letter.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'log'>
interface About {
  readonly stripe: Facts
  readonly ours: Facts
}
export interface DeadLetterCase extends About {
  readonly letter: ReadLetter
  /** False: what Stripe has of it is not known now. */
  readonly stripeAnswered: boolean
}

/** Refuses DEAD_LETTER_NOT_FOUND. */
export async function readDeadLetter(s: Needs, id: string): Promise<Result<DeadLetterCase>> {
  const { letter } = await s.store.read({ letter: { kind: 'deadLetter', id } })
  if (!letter) return refuse('DEAD_LETTER_NOT_FOUND', 'Choose one of the listed dead letters.')
  const job = messageOf(letter)
  const { ours, ask } = job ? await aboutJob(s, job) : NOTHING
  const read = await withReason(s, letter)
  try {
    return ok({ letter: read, ours, ...(await ask()), stripeAnswered: true })
  } catch (error) {
    // Letters pile up while Stripe is away: they must be seen all the same.
    if (!(error instanceof Outage && error.code === 'PAYMENTS_UNAVAILABLE')) throw error
    return ok({ letter: read, ours, stripe: null, stripeAnswered: false })
  }
}

interface Asking {
  /** As far as it is known without Stripe. */
  readonly ours: Facts
  /** Throws PAYMENTS_UNAVAILABLE. */
  ask(): Promise<Partial<About> & Pick<About, 'stripe'>>
}
const noStripe = async () => ({ stripe: null })
const NOTHING: Asking = { ours: null, ask: noStripe }

async function aboutJob(s: Needs, job: Job): Promise<Asking> {
  switch (job.kind) {
    case 'event':
      return { ours: null, ask: () => aboutObject(s, job.event.objectId) }
    case 'order':
      return aboutOrder(s, job.purchaseId)
    case 'payout': {
      const { found } = await s.store.read({ found: { kind: 'payoutJob', id: job.jobId } })
      return { ours: found && { ...found }, ask: noStripe }
    }
    case 'lock': {
      const { found } = await s.store.read({ found: { kind: 'prediction', id: job.predictionId } })
      return { ours: found && { id: found.id, status: found.status }, ask: noStripe }
    }
    case 'retire':
    case 'recheck': {
      const { found } = await s.store.read({ found: { kind: 'package', id: job.packageId } })
      const ask = async () => {
        const price = found && (await s.payments.price(found.stripePriceId))
        return { stripe: price && { ...price } }
      }
      return { ours: found && { ...found }, ask }
    }
    case 'refund':
      return aboutRefund(s, job.refundId)
    case 'reconcile':
    case 'countOrders':
      return NOTHING
  }
}

async function aboutOrder(s: Needs, id: PurchaseId): Promise<Asking> {
  const ours = await orderFacts(s, id)
  const { sessionId } = ours ?? {}
  const ask = async () => {
    return { stripe: sessionId ? (await aboutObject(s, sessionId)).stripe : null }
  }
  return { ours, ask }
}

/** Whether Stripe has it already decides whether it may be sent again. */
async function aboutRefund(s: Needs, id: RefundId): Promise<Asking> {
  const { refund } = await s.store.read({ refund: { kind: 'refund', id } })
  if (!refund) return NOTHING
  const { order } = await s.store.read({ order: { kind: 'order', id: refund.purchaseId } })
  const intentId = refund.paymentIntentId ?? order?.paymentIntentId
  const { state, cents, purchaseId, stripeRefundId } = refund
  const ask = async () => {
    const facts = intentId ? await s.payments.reversals(intentId) : null
    return { stripe: facts && { ...facts } }
  }
  return { ours: { id, state, cents, purchaseId, stripeRefundId }, ask }
}

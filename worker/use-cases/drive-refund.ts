// Sends a refund that was written down, and takes its tokens at once: after a crash too, by the
// same key, until Stripe has said what became of it.
import { Outage } from '../../shared/failure.ts'
import type { RefundId } from '../../shared/ids.ts'
import { isKeyForgotten, type Refund, refusedByStripe } from '../domain/refund.ts'
import type { Change, Services } from '../ports.ts'
import { alignPurchase } from './align-purchase.ts'
import { nowMicros } from './now.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

/** Null = no such refund. Safe twice and at once. Throws Outage when it should be tried again. */
export async function driveRefund(s: Needs, id: RefundId): Promise<Refund | null> {
  const refund = await refundNow(s, id)
  if (refund?.state !== 'requested') return refund && handOver(s, refund)
  const sent = await send(s, refund)
  // Nothing may wait for a webhook that can be lost. Nor is the answer believed: the same key gets
  // the first one again, also for what failed since. The alignment asks afresh, and ends the refund
  // in the commit that takes its tokens.
  await alignOf(s, refund)
  if (sent === 'refused') return refuse(s, refund)
  const after = await refundNow(s, id)
  if (after?.state !== 'requested') return after
  throw new Outage('PAYMENTS_UNAVAILABLE', 'the refund can not be seen yet')
}

const alignOf = (s: Needs, { purchaseId, paymentIntentId }: Refund) =>
  alignPurchase(s, { purchaseId, ...(paymentIntentId && { intentId: paymentIntentId }) })

/** Until orders followed all of their payments, a refund of a second one had looks of its own. */
async function handOver(s: Needs, refund: Refund): Promise<Refund> {
  if (refund.nextCheckAt === null) return refund
  await alignOf(s, refund)
  const ref = { kind: 'refund', id: refund.id } as const
  return s.store.atomically({ seen: ref }, ({ seen }) => {
    const value = { ...(seen ?? refund), nextCheckAt: null }
    return { answer: value, changes: seen ? [{ ref, value }] : [] }
  })
}

async function refundNow({ store }: Pick<Services, 'store'>, id: RefundId): Promise<Refund | null> {
  return (await store.read({ refund: { kind: 'refund', id } })).refund
}

async function send(s: Needs, refund: Refund): Promise<'sent' | 'refused'> {
  const { order } = await s.store.read({ order: { kind: 'order', id: refund.purchaseId } })
  const intentId = refund.paymentIntentId ?? order?.paymentIntentId
  if (!intentId) throw new TypeError('a refund of what was never paid')
  if (isKeyForgotten(refund, nowMicros(s.clock))) {
    const facts = await s.payments.reversals(intentId)
    // Not seen is not the same as not there.
    if (!facts) throw new Outage('PAYMENTS_UNAVAILABLE', 'the payment could not be found')
    if (facts.refunds.some(({ refundId }) => refundId === refund.id)) return 'sent'
  }
  const { id, cents, reason } = refund
  const answer = await s.payments.refund({ id, intentId, cents, reason })
  return answer === 'refused' ? answer : 'sent'
}

/**
 * Once people put it aside, whether or not the clock goes on with it: it ends as refused, unless
 * Stripe has it. Should it be seen there later, that look makes it sent. Throws
 * PAYMENTS_UNAVAILABLE.
 */
export async function giveUpRefund(s: Needs, id: RefundId): Promise<void> {
  const refund = await refundNow(s, id)
  if (refund?.state !== 'requested') return
  await alignOf(s, refund)
  await refuse(s, refund)
}

function refuse(s: Needs, refund: Refund): Promise<Refund> {
  const refs = {
    refund: { kind: 'refund', id: refund.id },
    order: { kind: 'order', id: refund.purchaseId },
  } as const
  return s.store.atomically(refs, ({ refund: seen, order }) => {
    if (seen?.state !== 'requested') return { answer: seen ?? refund, changes: [] }
    const value = refusedByStripe(seen, nowMicros(s.clock))
    const changes: Change[] = [{ ref: refs.refund, value }]
    if (order?.refunding === refund.id) {
      changes.push({ ref: refs.order, value: { ...order, refunding: null } })
    }
    return { answer: value, changes }
  })
}

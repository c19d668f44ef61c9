// Sends a refund that was written down, and takes its tokens at once: after a crash too, by the
// same key, until Stripe has said what became of it.
import { Outage } from '../../shared/failure.ts'
import type { RefundId } from '../../shared/ids.ts'
import { ended, isKeyForgotten, type Refund } from '../domain/refund.ts'
import type { RefundFacts } from '../domain/reversal.ts'
import type { Change, Services } from '../ports.ts'
import { alignPurchase } from './align-purchase.ts'
import { nowMicros } from './now.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

const DUE_REFUNDS_MAX = 100

/** Null = no such refund. Safe twice and at once. Throws Outage when it should be tried again. */
export async function driveRefund(s: Needs, id: RefundId): Promise<Refund | null> {
  const { refund } = await s.store.read({ refund: { kind: 'refund', id } })
  if (refund?.state !== 'requested') return refund
  const sent = await send(s, refund)
  // Before it counts as sent: nothing may wait for a webhook that can be lost.
  const { purchaseId, paymentIntentId } = refund
  await alignPurchase(s, { purchaseId, ...(paymentIntentId && { intentId: paymentIntentId }) })
  return end(s, refund, sent)
}

async function send(s: Needs, refund: Refund): Promise<RefundFacts | 'refused'> {
  const { order } = await s.store.read({ order: { kind: 'order', id: refund.purchaseId } })
  const intentId = refund.paymentIntentId ?? order?.paymentIntentId
  if (!intentId) throw new TypeError('a refund of what was never paid')
  if (isKeyForgotten(refund, nowMicros(s.clock))) {
    const facts = await s.payments.reversals(intentId)
    // Not seen is not the same as not there.
    if (!facts) throw new Outage('PAYMENTS_UNAVAILABLE', 'the payment could not be found')
    const known = facts.refunds.find(({ refundId }) => refundId === refund.id)
    if (known) return known
  }
  const { id, cents, reason } = refund
  return s.payments.refund({ id, intentId, cents, reason })
}

function end(s: Needs, refund: Refund, sent: RefundFacts | 'refused'): Promise<Refund> {
  const refs = {
    refund: { kind: 'refund', id: refund.id },
    order: { kind: 'order', id: refund.purchaseId },
  } as const
  return s.store.atomically(refs, ({ refund: seen, order }) => {
    if (seen?.state !== 'requested') return { answer: seen ?? refund, changes: [] }
    const value = ended(seen, sent, nowMicros(s.clock))
    const changes: Change[] = [{ ref: refs.refund, value }]
    if (order?.refunding === refund.id) {
      changes.push({ ref: refs.order, value: { ...order, refunding: null } })
    }
    return { answer: value, changes }
  })
}

/** Lost, it costs nothing but time: the cron finds the refund. */
export async function hurryRefund(
  s: Pick<Services, 'queue' | 'log'>,
  refundId: RefundId,
): Promise<void> {
  try {
    await s.queue.send([{ v: 1, kind: 'refund', refundId }])
  } catch {
    s.log.warn('refund_not_queued', { refundId })
  }
}

export async function pushDueRefunds(
  s: Pick<Services, 'store' | 'queue' | 'clock' | 'log'>,
): Promise<number> {
  const due = await s.store.refundsDue(nowMicros(s.clock), DUE_REFUNDS_MAX)
  if (due.length === 0) return 0
  await s.queue.send(due.map((refundId) => ({ v: 1, kind: 'refund', refundId })))
  s.log.info('refunds_pushed', { count: due.length })
  return due.length
}

// The message that makes a refund go on.
import type { RefundId } from '../../shared/ids.ts'
import type { Job, Services } from '../ports.ts'

export const refundMessage = (refundId: RefundId): Job => ({ v: 1, kind: 'refund', refundId })

/** Lost, it costs nothing but time: the cron finds the refund. */
export async function hurryRefund(
  s: Pick<Services, 'queue' | 'log'>,
  refundId: RefundId,
): Promise<void> {
  try {
    await s.queue.send([refundMessage(refundId)])
  } catch {
    s.log.warn('refund_not_queued', { refundId })
  }
}

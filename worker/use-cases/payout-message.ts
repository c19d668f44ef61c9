// The message that makes a payout go on.
import type { PayoutJobId } from '../../shared/ids.ts'
import type { Job, Services } from '../ports.ts'

export const payoutMessage = (jobId: PayoutJobId): Job => ({ v: 1, kind: 'payout', jobId })

/** As the queue would park it, so that whoever parks it records the same dead letter. */
export const payoutMessageText = (jobId: PayoutJobId): string =>
  JSON.stringify(payoutMessage(jobId))

/** Lost, it costs nothing but time: the crons find the job. */
export async function hurryPayout(
  s: Pick<Services, 'queue' | 'log'>,
  jobId: PayoutJobId,
): Promise<void> {
  try {
    await s.queue.send([payoutMessage(jobId)])
  } catch {
    s.log.warn('payout_not_queued', { jobId })
  }
}

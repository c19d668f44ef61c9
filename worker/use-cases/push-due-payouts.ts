// The five-minute cron: each payout that should be at work and isn't goes on the queue again.
import { bentBy, type Difference } from '../domain/difference.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { payoutMessage } from './payout-message.ts'

const DUE_PAYOUTS_MAX = 100

export async function pushDuePayouts(
  s: Pick<Services, 'store' | 'queue' | 'clock' | 'log'>,
): Promise<readonly Difference[]> {
  const { ids: due, bent } = await s.store.payoutJobsDue(nowMicros(s.clock), DUE_PAYOUTS_MAX)
  if (due.length > 0) await s.queue.send(due.map(payoutMessage))
  s.log.info('payouts_pushed', { count: due.length })
  return bentBy('payout', bent)
}

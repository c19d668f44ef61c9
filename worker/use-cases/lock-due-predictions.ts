// The five-minute cron: every open prediction whose time is over goes on the queue. Bets end at the
// closing time by themselves; the lock is what lets it be resolved.
import { bentBy, type Difference } from '../domain/difference.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'

const DUE_PREDICTIONS_MAX = 200

export async function lockDuePredictions(
  s: Pick<Services, 'store' | 'queue' | 'clock' | 'log'>,
): Promise<readonly Difference[]> {
  const { ids: due, bent } = await s.store.predictionsDue(nowMicros(s.clock), DUE_PREDICTIONS_MAX)
  if (due.length > 0) {
    await s.queue.send(due.map((predictionId) => ({ v: 1, kind: 'lock', predictionId })))
  }
  s.log.info('predictions_due', { count: due.length })
  return bentBy('prediction', bent)
}

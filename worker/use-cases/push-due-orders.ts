// The five-minute cron: every order whose look at Stripe is due goes on the queue. Work is found by
// state, so a lost message or a missed tick costs nothing but time.
import { bentBy, type Difference } from '../domain/difference.ts'
import { SHARDS } from '../domain/ledger.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'

const DUE_ORDERS_MAX = 400

export async function pushDueOrders(
  s: Pick<Services, 'store' | 'queue' | 'clock' | 'log'>,
): Promise<readonly Difference[]> {
  const { ids: due, bent } = await s.store.ordersDue(nowMicros(s.clock), SHARDS, DUE_ORDERS_MAX)
  if (due.length > 0) {
    await s.queue.send(due.map((purchaseId) => ({ v: 1, kind: 'order', purchaseId })))
  }
  s.log.info('orders_pushed', { count: due.length })
  return bentBy('order', bent)
}

// The clock's door. Every job finds its work by state, so ticks may be missed or doubled.
import type { Services } from '../ports.ts'
import { pushDueOrders } from '../use-cases/push-due-orders.ts'

export const EVERY_FIVE_MINUTES = '*/5 * * * *'

export async function tick(s: Services, cron: string): Promise<void> {
  switch (cron) {
    case EVERY_FIVE_MINUTES:
      await pushDueOrders(s)
      return
    default:
      s.log.error('cron_unknown', { cron })
  }
}

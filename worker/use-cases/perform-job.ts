// What each message of the queue asks for: for the consumer, and for whoever replays a dead letter.
import type { Job, Reconcile, Services } from '../ports.ts'
import { checkOrder } from './check-order.ts'
import { countOrders } from './count-orders.ts'
import { driveRefund } from './drive-refund.ts'
import { lockDue } from './lock-prediction.ts'
import { retireOrders } from './manage-packages.ts'
import { handleQueuedEvent } from './receive-event.ts'
import { recheckPackage } from './recheck-prices.ts'
import { reconcileLedger } from './reconcile-ledger.ts'
import { runNight } from './run-night.ts'
import { runPayout } from './run-payout.ts'
import { watchStripe } from './watch-stripe.ts'

/** Safe to do twice, at once, and in any order. Throws Outage when it should be tried again. */
export async function performJob(s: Services, job: Job): Promise<void> {
  switch (job.kind) {
    case 'event':
      return handleQueuedEvent(s, job.event)
    case 'order':
      return checkOrder(s, job.purchaseId)
    case 'retire':
      return retireOrders(s, job.packageId)
    case 'lock':
      return lockDue(s, job.predictionId)
    case 'payout':
      return runPayout(s, job.jobId)
    case 'recheck':
      return recheckPackage(s, job.packageId)
    case 'refund':
      await driveRefund(s, job.refundId)
      return
    case 'reconcile':
      return reconcile(s, job)
    case 'countOrders':
      return countOrders(s, job.day)
    default:
      job satisfies never
  }
}

function reconcile(s: Services, { part, ...job }: Reconcile): Promise<void> {
  const step = job.step ?? null
  switch (part) {
    case 'night':
      return runNight(s, step)
    case 'ledger':
      return reconcileLedger(s, step)
    case 'stripe':
      return watchStripe(s, step)
  }
}

// Things that happen by the clock: sessions expire, bank debits settle, refunds arrive or fail,
// disputes are decided.
import { endReview, existingDispute } from './disputes.ts'
import { settle } from './payment.ts'
import { completeRefund, existingRefund, failRefund } from './refunds.ts'
import { expireSession } from './sessions.ts'
import type { Job } from './store.ts'
import type { Context } from './types.ts'

/** Each in its own step, so that one bad job can't hold up the rest. */
export function runDue(context: Context): void {
  for (const job of context.store.dueJobs(context.now())) {
    context.store.atomically(() => run(context, job))
  }
}

function run(context: Context, job: Job): void {
  const { store } = context
  store.unschedule(job.target)
  switch (job.kind) {
    case 'expire': {
      const session = store.get('checkout.session', job.target)
      if (session?.status === 'open') expireSession(context, session)
      return
    }
    case 'settle':
      settle(context, job.target)
      return
    case 'complete-refund':
      completeRefund(context, existingRefund(context, job.target))
      return
    case 'fail-refund':
      failRefund(context, existingRefund(context, job.target))
      return
    case 'win-dispute':
    case 'lose-dispute':
    case 'escalate-dispute':
      endReview(context, job.kind, existingDispute(context, job.target))
      return
    default:
      job.kind satisfies never
  }
}

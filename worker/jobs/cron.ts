// The clock's door. Every job finds its work by state, so ticks may be missed or doubled.
import type { Services } from '../ports.ts'
import { countOpenDays, countToday } from '../use-cases/count-orders.ts'
import { lockDuePredictions } from '../use-cases/lock-due-predictions.ts'
import { DIFFERENCES_MAX, openCases } from '../use-cases/open-cases.ts'
import { pushDueOrders } from '../use-cases/push-due-orders.ts'
import { pushDuePayouts } from '../use-cases/push-due-payouts.ts'
import { pushDueRefunds } from '../use-cases/push-due-refunds.ts'
import { pushKeptEvents } from '../use-cases/push-kept-events.ts'
import { tickLedger } from '../use-cases/reconcile-ledger.ts'
import { beginNight } from '../use-cases/run-night.ts'
import { watchBooks } from '../use-cases/watch-books.ts'
import { watchStripe } from '../use-cases/watch-stripe.ts'

export const EVERY_FIVE_MINUTES = '*/5 * * * *'
export const EVERY_QUARTER = '*/15 * * * *'
export const EVERY_NIGHT = '0 3 * * *'

export async function tick(s: Services, cron: string): Promise<void> {
  switch (cron) {
    case EVERY_FIVE_MINUTES:
      await each([() => pushDue(s), () => watchBooks(s), () => watchStripe(s)])
      return
    case EVERY_QUARTER:
      return each([() => tickLedger(s), () => countToday(s)])
    case EVERY_NIGHT:
      return each([() => beginNight(s), () => countOpenDays(s)])
    default:
      s.log.error('cron_unknown', { cron })
  }
}

const PUSHES = [
  lockDuePredictions,
  pushDuePayouts,
  pushDueOrders,
  pushDueRefunds,
  pushKeptEvents,
] as const

/** What is due, each kind by itself; what nobody can read of it becomes a case. */
async function pushDue(s: Services): Promise<void> {
  const ended = await Promise.allSettled(PUSHES.map((push) => push(s)))
  const bent = ended.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  await openCases(s, bent.slice(0, DIFFERENCES_MAX))
  throwFirst(ended)
}

/** What fails keeps nothing else from its turn; the tick then fails for all to see. */
async function each(works: readonly (() => Promise<unknown>)[]): Promise<void> {
  throwFirst(await Promise.allSettled(works.map((work) => work())))
}

function throwFirst(ended: readonly PromiseSettledResult<unknown>[]): void {
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}

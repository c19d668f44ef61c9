// Pays out under a lease, page by page, as many as one invocation may. Messages may be lost,
// doubled or reordered: the job says what is left to do, and the crons find it.
import { Outage } from '../../shared/failure.ts'
import type { PayoutJobId } from '../../shared/ids.ts'
import { partsOfPayoutJob } from '../domain/keys.ts'
import { isOver, leftBy, type PayoutJob } from '../domain/payout-job.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { payoutMessage } from './payout-message.ts'
import { LAST_PAGE_CALLS, settlePage, type Turn } from './settle-page.ts'

/** Firestore calls an invocation; the platform allows fifty. */
const INVOCATION_CALLS_MAX = 40
export const PAGE_COMMITMENTS_MAX = 150
/** A correction writes two rows a commitment. */
export const CORRECTION_PAGE_COMMITMENTS_MAX = 100

type Needs = Pick<Services, 'store' | 'queue' | 'alarm' | 'clock' | 'hash' | 'random' | 'log'>

/** Throws STORE_BUSY, STORE_UNAVAILABLE, SERVICE_UNAVAILABLE: the message is to come again. */
export async function runPayout(s: Needs, jobId: PayoutJobId): Promise<void> {
  const { version } = partsOfPayoutJob(jobId)
  const holder = s.random.uuid()
  try {
    await settlePages(s, {
      jobId,
      holder,
      sizeMax: version > 1 ? CORRECTION_PAGE_COMMITMENTS_MAX : PAGE_COMMITMENTS_MAX,
      callsLeft: INVOCATION_CALLS_MAX,
      before: null,
    })
  } catch (error) {
    // Whoever comes next should not wait for a lease of which nobody makes use.
    if (error instanceof Outage) await release(s, jobId, holder).catch(() => undefined)
    throw error
  }
}

async function settlePages(s: Needs, first: Turn): Promise<void> {
  const { jobId, holder } = first
  let turn = first
  while (turn.callsLeft >= LAST_PAGE_CALLS) {
    const { outcome, calls, size } = await settlePage(s, turn)
    if (outcome.kind === 'held') return
    if (outcome.kind === 'frozen') return standStill(s, jobId, holder)
    const { job } = outcome
    if (!job || isOver(job)) return report(s, jobId, job)
    if (outcome.kind === 'applied' && job.holder !== holder) return goOn(s, jobId)
    turn = {
      ...turn,
      callsLeft: turn.callsLeft - calls,
      before: job,
      // What was too much for one commit is not tried again.
      sizeMax: outcome.kind === 'applied' ? Math.min(turn.sizeMax, size) : turn.sizeMax,
    }
  }
  await release(s, jobId, holder)
  await goOn(s, jobId)
}

const goOn = (s: Needs, jobId: PayoutJobId): Promise<void> => s.queue.send([payoutMessage(jobId)])

async function release(s: Needs, jobId: PayoutJobId, holder: string): Promise<void> {
  const ref = { kind: 'payoutJob', id: jobId } as const
  await s.store.atomically({ job: ref }, ({ job }) => {
    if (!job || isOver(job) || job.holder !== holder) return { answer: null, changes: [] }
    return { answer: null, changes: [{ ref, value: leftBy(job, nowMicros(s.clock)) }] }
  })
}

/** No message is sent: the crons come by, and find out whether payouts may go on. */
async function standStill(s: Needs, jobId: PayoutJobId, holder: string): Promise<void> {
  await release(s, jobId, holder)
  s.log.warn('payout_frozen', { jobId })
}

function report(s: Needs, jobId: PayoutJobId, job: PayoutJob | null): void {
  if (!job) s.log.warn('payout_unknown', { jobId })
  else if (job.state === 'blocked') s.log.error(job.error ?? 'payout_blocked', { jobId })
  else s.log.info('payout_done', { jobId, ...job.counts, paid: job.paid })
}

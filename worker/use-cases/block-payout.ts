// A payout that meets what can't be stored, or what its rows don't say, stops: it is recorded for a
// person, who drives it again.
import type { PayoutJobId } from '../../shared/ids.ts'
import { blocked, isHeld, isOver, type PayoutJob } from '../domain/payout-job.ts'
import type { Decision, Services } from '../ports.ts'
import { CHECK_COMMITMENTS_CALLS, checkCommitments } from './check-commitments.ts'
import type { PageOutcome } from './decide-page.ts'
import { nowMicros } from './now.ts'
import { callsToOpen, openCases } from './open-cases.ts'
import { parkDeadLetter } from './park-dead-letter.ts'
import { payoutMessage } from './payout-message.ts'

export type Settled = Exclude<PageOutcome, { readonly kind: 'odd' }>
interface Holder {
  readonly jobId: PayoutJobId
  readonly holder: string
}

/** Recorded first: whoever dies in between comes here again. */
export async function blockPayout(
  s: Pick<Services, 'store' | 'clock' | 'hash' | 'log'>,
  { jobId, holder }: Holder,
  commitmentId: string | null,
  error: unknown,
): Promise<Settled> {
  const reason = error instanceof Error ? error.name : 'unknown'
  await parkDeadLetter(s, { message: payoutMessage(jobId), reason, attempts: 1 })
  s.log.warn('commitment_unstorable', { jobId, commitmentId, reason })
  return block(s, { jobId, holder }, 'payout_unstorable')
}

const BLOCK_CALLS = 2
/** Of a page, none of which is what its rows say. */
export const ODD_CALLS = CHECK_COMMITMENTS_CALLS + callsToOpen(1) + BLOCK_CALLS

/** Somebody changed them: each has a case before the payout stops for a person. */
export async function blockOdd(
  s: Pick<Services, 'store' | 'clock' | 'hash' | 'random' | 'log' | 'alarm'>,
  work: Holder,
  { job, ids }: { readonly job: PayoutJob; readonly ids: readonly string[] },
): Promise<Settled> {
  const { differences } = await checkCommitments(s, ids)
  // Put right meanwhile.
  if (differences.length === 0) return { kind: 'moved', job }
  await openCases(s, differences)
  return block(s, work, 'payout_terms_differ')
}

function block(
  s: Pick<Services, 'store' | 'clock'>,
  { jobId, holder }: Holder,
  error: string,
): Promise<Settled> {
  const ref = { kind: 'payoutJob', id: jobId } as const
  return s.store.atomically({ job: ref }, ({ job }): Decision<Settled> => {
    if (!job || isOver(job)) return { answer: { kind: 'over', job }, changes: [] }
    if (isHeld(job, holder, nowMicros(s.clock))) return { answer: { kind: 'held' }, changes: [] }
    const value = blocked(job, error)
    return { answer: { kind: 'over', job: value }, changes: [{ ref, value }] }
  })
}

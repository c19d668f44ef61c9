// A payout that meets what can't be stored stops: it is recorded for a person, who drives it again.
import type { PayoutJobId } from '../../shared/ids.ts'
import type { Commitment } from '../domain/commitment.ts'
import { blocked, isHeld, isOver } from '../domain/payout-job.ts'
import type { Decision, Services } from '../ports.ts'
import type { PageOutcome } from './decide-page.ts'
import { nowMicros } from './now.ts'
import { parkDeadLetter } from './park-dead-letter.ts'
import { payoutMessageText } from './payout-message.ts'

/** Recorded first: whoever dies in between comes here again. */
export async function blockPayout(
  s: Pick<Services, 'store' | 'clock' | 'hash' | 'log'>,
  { jobId, holder }: { readonly jobId: PayoutJobId; readonly holder: string },
  commitment: Commitment | null,
  error: unknown,
): Promise<PageOutcome> {
  const reason = error instanceof Error ? error.name : 'unknown'
  await parkDeadLetter(s, { body: payoutMessageText(jobId), reason, attempts: 1 })
  s.log.warn('commitment_unstorable', { jobId, commitmentId: commitment?.id ?? null, reason })
  const ref = { kind: 'payoutJob', id: jobId } as const
  return s.store.atomically({ job: ref }, ({ job }): Decision<PageOutcome> => {
    if (!job || isOver(job)) return { answer: { kind: 'over', job }, changes: [] }
    if (isHeld(job, holder, nowMicros(s.clock))) return { answer: { kind: 'held' }, changes: [] }
    const value = blocked(job, 'payout_unstorable')
    return { answer: { kind: 'over', job: value }, changes: [{ ref, value }] }
  })
}

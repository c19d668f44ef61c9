// A person looked at a blocked payout and lets it go on, through the same code as ever.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PayoutJobId, UserId } from '../../shared/ids.ts'
import { drivenAgain, type PayoutJob } from '../domain/payout-job.ts'
import type { Change, Services } from '../ports.ts'
import { adminChange, type Done } from './admin-change.ts'
import { hurryPayout, payoutMessageText } from './payout-message.ts'

export interface DriveInput {
  readonly adminId: UserId
  readonly jobId: PayoutJobId
  readonly key?: string | undefined
}

/** Refuses PAYOUT_JOB_NOT_FOUND, PAYOUT_NOT_BLOCKED. */
export async function drivePayoutJob(
  s: Pick<Services, 'store' | 'queue' | 'hash' | 'clock' | 'random' | 'log'>,
  { adminId, jobId, key = s.random.uuid() }: DriveInput,
): Promise<Result<Done<PayoutJob>>> {
  const refs = {
    job: { kind: 'payoutJob', id: jobId },
    letter: { kind: 'deadLetter', id: s.hash.sha256(payoutMessageText(jobId)) },
  } as const
  const act = { adminId, route: 'drive-payout', key, request: { jobId } }
  const driven = await adminChange(s, act, refs, ({ job, letter }, now) => {
    if (!job) return refuse('PAYOUT_JOB_NOT_FOUND', 'Choose one of the payouts.')
    if (job.state !== 'blocked') return refuse('PAYOUT_NOT_BLOCKED', 'It goes on by itself.')
    const value = drivenAgain(job, now)
    const changes: Change[] = [{ ref: refs.job, value }]
    if (letter) {
      const decided = { by: adminId, at: now, reason: 'payout.drive' }
      changes.push({ ref: refs.letter, value: { ...letter, state: 'driven', decided } })
    }
    const fact = { action: 'payout.drive', target: jobId, before: job, after: value }
    return ok({ value, changes, fact })
  })
  if (driven.ok) await hurryPayout(s, jobId)
  return driven
}

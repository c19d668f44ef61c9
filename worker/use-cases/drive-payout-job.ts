// A person looked at a blocked payout and lets it go on, through the same code as ever.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PayoutJobId, UserId } from '../../shared/ids.ts'
import { byCode } from '../domain/decided.ts'
import { drivenAgain, type PayoutJob } from '../domain/payout-job.ts'
import type { Change, Services } from '../ports.ts'
import { adminChange, type Done } from './admin-change.ts'
import { hurryPayout, payoutMessageText } from './payout-message.ts'

export interface DriveInput {
  readonly adminId: UserId
  readonly jobId: PayoutJobId
  readonly key?: string | undefined
}

type Needs = Pick<Services, 'store' | 'queue' | 'hash' | 'clock' | 'random' | 'log'>
type Driven = Result<Done<PayoutJob>>

/** Its dead letter counts as seen to. Refuses PAYOUT_JOB_NOT_FOUND, PAYOUT_NOT_BLOCKED. */
export async function drivePayoutJob(s: Needs, input: DriveInput): Promise<Driven> {
  const driven = await unblock(s, input, 'with its letter')
  if (driven.ok) await hurryPayout(s, input.jobId)
  return driven
}

/** For whoever replays its dead letter, and sees to that. Refuses as `drivePayoutJob` does. */
export const unblockPayout = (s: Needs, input: DriveInput): Promise<Driven> =>
  unblock(s, input, 'alone')

function unblock(
  s: Needs,
  { adminId, jobId, key = s.random.uuid() }: DriveInput,
  how: 'alone' | 'with its letter',
): Promise<Driven> {
  const refs = {
    job: { kind: 'payoutJob', id: jobId },
    letter: { kind: 'deadLetter', id: s.hash.sha256(payoutMessageText(jobId)) },
  } as const
  const act = { adminId, route: 'drive-payout', key, request: { jobId } }
  return adminChange(s, act, refs, ({ job, letter }, now) => {
    if (!job) return refuse('PAYOUT_JOB_NOT_FOUND', 'Choose one of the payouts.')
    if (job.state !== 'blocked') return refuse('PAYOUT_NOT_BLOCKED', 'It goes on by itself.')
    const value = drivenAgain(job, now)
    const changes: Change[] = [{ ref: refs.job, value }]
    if (letter && how === 'with its letter') {
      const decided = byCode(adminId, now, 'payout.drive')
      changes.push({ ref: refs.letter, value: { ...letter, state: 'driven', decided } })
    }
    const fact = { action: 'payout.drive', target: jobId, before: job, after: value }
    return ok({ value, changes, fact })
  })
}

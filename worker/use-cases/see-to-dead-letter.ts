// Dead letters: an admin replays one through the code it died in, or puts it aside with a reason.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import { JobMessage } from '../../shared/job-message.ts'
import type { DeadLetter } from '../domain/dead-letter.ts'
import type { DeadLetterFilter, Job, Page, Services } from '../ports.ts'
import { adminChange, type Changed, type Done, type Unchanged } from './admin-change.ts'
import { unblockPayout } from './drive-payout-job.ts'
import { performJob } from './perform-job.ts'

export interface LetterInput {
  readonly adminId: UserId
  readonly id: string
  readonly key?: string | undefined
}

/** Newest first. */
export const listDeadLetters = (
  s: Pick<Services, 'store'>,
  filter: DeadLetterFilter,
  page: Page,
): Promise<DeadLetter[]> => s.store.deadLetters(filter, page)

const notFound = () => refuse('DEAD_LETTER_NOT_FOUND', 'Choose one of the listed dead letters.')

/** Null: no message of this version. */
export function messageOf({ body }: DeadLetter): Job | null {
  try {
    return JobMessage.parse(JSON.parse(body))
  } catch {
    return null
  }
}

/**
 * Does what the message asked for, then says so. One that was seen to already is only told; twice
 * at once does it twice, which every job bears. Refuses DEAD_LETTER_NOT_FOUND,
 * DEAD_LETTER_UNREADABLE. Throws what the job throws: then it waits on.
 */
export async function replayDeadLetter(
  s: Services,
  { adminId, id, key = s.random.uuid() }: LetterInput,
): Promise<Result<Done<DeadLetter>>> {
  const { letter } = await s.store.read({ letter: { kind: 'deadLetter', id } })
  if (letter?.state === 'parked') {
    const job = messageOf(letter)
    if (!job) return refuse('DEAD_LETTER_UNREADABLE', 'Close it with a reason.')
    await drive(s, job, { adminId, id, key })
  }
  return decide(s, { adminId, id, key }, 'driven', 'replayed')
}

/** A payout that is blocked must be let go on first: its message alone would change nothing. */
async function drive(s: Services, job: Job, { adminId, key }: LetterInput): Promise<void> {
  // Refused when it is not blocked: then the message is all there is to do.
  if (job.kind === 'payout') await unblockPayout(s, { adminId, jobId: job.jobId, key })
  await performJob(s, job)
}

/** Refuses DEAD_LETTER_NOT_FOUND. */
export const closeDeadLetter = (
  s: Pick<Services, 'store' | 'hash' | 'clock' | 'random'>,
  input: LetterInput,
  reason: string,
): Promise<Result<Done<DeadLetter>>> => decide(s, input, 'closed', reason)

function decide(
  s: Pick<Services, 'store' | 'hash' | 'clock' | 'random'>,
  { adminId, id, key = s.random.uuid() }: LetterInput,
  state: 'driven' | 'closed',
  reason: string,
): Promise<Result<Done<DeadLetter>>> {
  const refs = { letter: { kind: 'deadLetter', id } } as const
  const act = { adminId, route: `${state}-dead-letter`, key, request: { id, reason } }
  type Decided = Result<Changed<DeadLetter> | Unchanged<DeadLetter>>
  return adminChange(s, act, refs, ({ letter }, now): Decided => {
    if (!letter) return notFound()
    if (letter.state !== 'parked') return ok({ value: letter })
    const value: DeadLetter = { ...letter, state, decided: { by: adminId, at: now, reason } }
    const action = state === 'driven' ? 'deadLetter.replay' : 'deadLetter.close'
    const fact = { action, target: id, before: letter, after: value }
    return ok({ value, changes: [{ ref: refs.letter, value }], fact })
  })
}

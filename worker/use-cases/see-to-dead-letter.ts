// Dead letters: an admin replays one through the code it died in, or puts it aside with a reason.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import { JobMessage } from '../../shared/job-message.ts'
import type { DeadLetter } from '../domain/dead-letter.ts'
import { byCode, inWords } from '../domain/decided.ts'
import type { DeadLetterFilter, Job, Page, Services } from '../ports.ts'
import { aboutObject, orderFacts } from './about-object.ts'
import { adminChange, type Changed, type Done, type Unchanged } from './admin-change.ts'
import { unblockPayout } from './drive-payout-job.ts'
import { giveUpRefund } from './drive-refund.ts'
import { performJob } from './perform-job.ts'
import { readTexts, reasonIn, sealText } from './sealing.ts'

export interface LetterInput {
  readonly adminId: UserId
  readonly id: string
  readonly key?: string | undefined
}

/** Why it was put aside, or how it ended. */
export type ReadLetter = DeadLetter & { readonly decidedReason: string | null }

/** Newest first. */
export async function listDeadLetters(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  filter: DeadLetterFilter,
  page: Page,
): Promise<ReadLetter[]> {
  return withReasons(s, await s.store.deadLetters(filter, page))
}

export async function withReason(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  letter: DeadLetter,
): Promise<ReadLetter> {
  const [read] = await withReasons(s, [letter])
  return read ?? { ...letter, decidedReason: null }
}

async function withReasons(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  letters: readonly DeadLetter[],
): Promise<ReadLetter[]> {
  const texts = await readTexts(
    s,
    letters.map(({ id, decided }) => ({
      userId: decided?.by ?? null,
      place: letterPlaceOf(id),
      sealed: decided?.private ?? null,
    })),
  )
  return letters.map((letter, at) => {
    return { ...letter, decidedReason: reasonIn(letter.decided, texts[at] ?? null) }
  })
}

export const letterPlaceOf = (id: string): string => `deadLetters/${id}/decided`

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
  return decide(s, { adminId, id, key }, 'driven')
}

/** A payout that is blocked must be let go on first: its message alone would change nothing. */
async function drive(s: Services, job: Job, { adminId, key }: LetterInput): Promise<void> {
  // Refused when it is not blocked: then the message is all there is to do.
  if (job.kind === 'payout') await unblockPayout(s, { adminId, jobId: job.jobId, key })
  await performJob(s, job)
}

/**
 * The reason is sealed with the data of who gives it. A refund that nobody sends any more must not
 * keep others from their turn. Refuses DEAD_LETTER_NOT_FOUND, and CONFLICT_OF_INTEREST to whose
 * purchase it is about. Throws PAYMENTS_UNAVAILABLE.
 */
export async function closeDeadLetter(
  s: Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'random' | 'log'>,
  input: LetterInput,
  reason: string,
): Promise<Result<Done<DeadLetter>>> {
  const { letter } = await s.store.read({ letter: { kind: 'deadLetter', id: input.id } })
  const job = letter?.state === 'parked' ? messageOf(letter) : null
  if (job && (await buyerIn(s, job)) === input.adminId) {
    return refuse('CONFLICT_OF_INTEREST', 'Another admin must close one about your own purchase.')
  }
  if (job?.kind === 'refund') await giveUpRefund(s, job.refundId)
  return decide(s, input, 'closed', reason)
}

/** Whose purchase a message is about. */
async function buyerIn(
  s: Pick<Services, 'store' | 'payments'>,
  job: Job,
): Promise<UserId | null | undefined> {
  if (job.kind === 'event') return (await aboutObject(s, job.event.objectId)).ours?.userId
  if (job.kind === 'order') return (await orderFacts(s, job.purchaseId))?.userId
  if (job.kind !== 'refund') return null
  const { refund } = await s.store.read({ refund: { kind: 'refund', id: job.refundId } })
  return refund?.userId
}

function decide(
  s: Pick<Services, 'store' | 'vault' | 'hash' | 'clock' | 'random'>,
  { adminId, id, key = s.random.uuid() }: LetterInput,
  state: 'driven' | 'closed',
  words: string | null = null,
): Promise<Result<Done<DeadLetter>>> {
  const refs = {
    letter: { kind: 'deadLetter', id },
    dataKey: { kind: 'dataKey', id: adminId },
  } as const
  const act = { adminId, route: `${state}-dead-letter`, key, request: { id, reason: words } }
  type Decision = Result<Changed<DeadLetter> | Unchanged<DeadLetter>>
  return adminChange(s, act, refs, ({ letter, dataKey }, now): Decision => {
    if (!letter) return notFound()
    if (letter.state !== 'parked') return ok({ value: letter })
    const wish = { userId: adminId, dataKey, place: letterPlaceOf(id) }
    const written = words === null ? null : sealText(s, wish, words)
    const decided = written
      ? inWords(adminId, now, written.sealed)
      : byCode(adminId, now, 'replayed')
    const value: DeadLetter = { ...letter, state, decided }
    const action = state === 'driven' ? 'deadLetter.replay' : 'deadLetter.close'
    const fact = { action, target: id, before: letter, after: value }
    const changes = [{ ref: refs.letter, value } as const, ...(written?.changes ?? [])]
    return ok({ value, changes, fact })
  })
}

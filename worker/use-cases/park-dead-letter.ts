// A message that no retry could finish is recorded, so that a person can drive it again.
import { reasonOf } from '../../shared/failure.ts'
import { JobMessage } from '../../shared/job-message.ts'
import type { DeadLetter } from '../domain/dead-letter.ts'
import { isListed } from '../domain/windows.ts'
import type { Change, Ref, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

export interface Dead extends Pick<DeadLetter, 'reason' | 'attempts'> {
  readonly message: unknown
}
type Needs = Pick<Services, 'store' | 'hash' | 'clock' | 'log'>

/** The same message parks as the same document, however often it dies. */
export const parkDeadLetter = (s: Needs, dead: Dead): Promise<void> => parkDeadLetters(s, [dead])

/** All of them in one commit. */
export async function parkDeadLetters(s: Needs, dead: readonly Dead[]): Promise<void> {
  if (dead.length === 0) return
  const letters = dead.map(({ message, ...how }) => {
    const body = JSON.stringify(message) ?? 'null'
    return { ...how, id: s.hash.sha256(body), body }
  })
  const refOf = (id: string): Ref<'deadLetter'> => ({ kind: 'deadLetter', id })
  const refs = Object.fromEntries(letters.map(({ id }) => [id, refOf(id)]))
  await s.store.atomically(refs, (seen) => {
    const parkedAt = nowMicros(s.clock)
    const fresh = letters.filter(({ id }) => seen[id]?.state !== 'parked')
    const changes = fresh.map((letter): Change => {
      const value = { ...letter, parkedAt, state: 'parked', decided: null } as const
      return { ref: refOf(letter.id), value }
    })
    return { answer: null, changes }
  })
  for (const { id, reason } of letters) {
    s.log.error('dead_letter_parked', { deadLetterId: id, reason })
  }
  await markKept(
    s,
    dead.map(({ message }) => eventIdOf(message)).flatMap((id) => id ?? []),
  )
}

/**
 * The cron pushes what was only kept; one that died would come back, and die, for ever. By itself,
 * for nothing may keep a letter from being parked: one that is not marked dies once more.
 */
async function markKept(s: Needs, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const refOf = (id: string): Ref<'event'> => ({ kind: 'event', id })
  try {
    await s.store.atomically(Object.fromEntries(ids.map((id) => [id, refOf(id)])), (seen) => {
      const kept = ids.flatMap((id) => seen[id] ?? [])
      const dead = kept.filter(({ outcome }) => outcome === 'unhandled')
      const changes = dead.map((event): Change => {
        return { ref: refOf(event.id), value: { ...event, outcome: 'parked' } }
      })
      return { answer: null, changes }
    })
  } catch (error) {
    s.log.warn('event_not_marked', { reason: reasonOf(error) })
  }
}

/** What only a list showed was never kept for later. */
function eventIdOf(message: unknown): string | null {
  const job = JobMessage.safeParse(message)
  const id = job.success && job.data.kind === 'event' ? job.data.event.id : null
  return id === null || isListed(id) ? null : id
}

// A message that no retry could finish is recorded, so that a person can drive it again.
import type { DeadLetter } from '../domain/dead-letter.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'

/** The same message parks as the same document, however often it dies. */
export async function parkDeadLetter(
  s: Pick<Services, 'store' | 'hash' | 'clock' | 'log'>,
  { body, reason, attempts }: Pick<DeadLetter, 'body' | 'reason' | 'attempts'>,
): Promise<void> {
  const id = s.hash.sha256(body)
  const ref = { kind: 'deadLetter', id } as const
  await s.store.atomically({ known: ref }, ({ known }) => {
    const parkedAt = nowMicros(s.clock)
    const value: DeadLetter = {
      id,
      body,
      reason,
      attempts,
      parkedAt,
      state: 'parked',
      decided: null,
    }
    return { answer: null, changes: known?.state === 'parked' ? [] : [{ ref, value }] }
  })
  s.log.error('dead_letter_parked', { deadLetterId: id, reason })
}

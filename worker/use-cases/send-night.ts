// The nightly check's messages: each for one step, so that there is one at a time.
import type { Micros } from '../domain/ledger.ts'
import { NIGHT_REF, type Night, searchOf } from '../domain/night.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'

export const sendNight = ({ queue }: Pick<Services, 'queue'>, { step }: Night): Promise<void> =>
  queue.send([{ v: 1, kind: 'reconcile', part: 'night', step }])

/** Once for each break of the sum: whose balance is it, or is gone? Takes the night's place. */
export async function searchEverybody(
  s: Pick<Services, 'store' | 'queue' | 'clock'>,
  since: Micros,
): Promise<void> {
  const now = nowMicros(s.clock)
  const begun = await s.store.atomically({ night: NIGHT_REF }, ({ night }) => {
    const value = searchOf(night, since, now)
    return { answer: value, changes: value ? [{ ref: NIGHT_REF, value }] : [] }
  })
  if (begun) await sendNight(s, begun)
}

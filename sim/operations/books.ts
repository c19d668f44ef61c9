// The clock compares the books, and people see to what waits for them: cases, dead letters, and a
// ledger that is not frozen.
import { FlagId } from '../../shared/ids.ts'
import { EVERY_NIGHT, EVERY_QUARTER, tick } from '../../worker/jobs/cron.ts'
import { DEAD_LETTER_QUEUE } from '../../worker/jobs/queue.ts'
import { closeFlag } from '../../worker/use-cases/close-flag.ts'
import { thawLedger } from '../../worker/use-cases/freeze-ledger.ts'
import { closeDeadLetter, replayDeadLetter } from '../../worker/use-cases/see-to-dead-letter.ts'
import { demand } from '../violation.ts'
import { type Act, documentsIn } from './act.ts'
import { change } from './change.ts'

const REASON = 'Somebody has looked at it.'

export async function quarter(act: Act): Promise<void> {
  await Promise.all(twice(act).map((name) => compare(act, name, EVERY_QUARTER, 'quarter')))
}

export async function night(act: Act): Promise<void> {
  await Promise.all(twice(act).map((name) => compare(act, name, EVERY_NIGHT, 'night')))
}

/** Some ticks come doubled. */
const twice = ({ chance, name }: Act): string[] =>
  chance.happens(0.2) ? [`${name}.1`, `${name}.2`] : [name]

async function compare({ world }: Act, name: string, cron: string, label: string): Promise<void> {
  await world.perform(name, label, (s) => tick(s, cron))
}

export async function thaw(act: Act): Promise<void> {
  await change(act, 'thaw', (s, by) => thawLedger(s, { ...by, reason: REASON }))
}

export async function closeCase(act: Act): Promise<void> {
  const { chance, world } = act
  const flags = documentsIn(act, 'fraudFlags')
  const open = flags.filter(({ state }) => state === 'open')
  const some = open.length > 0 && chance.happens(0.8) ? open : flags
  if (some.length === 0 && chance.happens(0.8)) return
  const flag = some.length > 0 && chance.happens(0.95) ? chance.pick(some) : null
  const id = FlagId.parse(flag?.id ?? 'dispute_none')
  const done = await change(act, 'close case', (s, by) =>
    closeFlag(s, { ...by, id, reason: REASON }),
  )
  if (!done?.ok || done.value.replayed) return
  const stored = world.oracle.document(`fraudFlags/${id}`)
  demand('I16', stored !== undefined, () => `${id} was closed and is not there`)
}

/** The consumer died of it again and again, and the platform put it aside. */
export async function bury({ world, mail, chance }: Act): Promise<void> {
  const payments = await world.stripe.refunds()
  const refund = payments.length > 0 ? chance.pick(payments) : null
  if (!refund) return
  const { id: objectId, created } = refund
  const event = {
    id: `buried_${objectId}`,
    type: 'refund.updated',
    objectId,
    createdAt: created * 1e6,
  }
  mail.send({ v: 1, kind: 'event', event }, DEAD_LETTER_QUEUE)
}

/** Replayed by one or two at once, or put aside for good, or both. */
export async function seeTo(act: Act): Promise<void> {
  const { chance, world } = act
  const letters = documentsIn(act, 'deadLetters')
  const parked = letters.filter(({ state }) => state === 'parked')
  const some = parked.length > 0 && chance.happens(0.9) ? parked : letters
  if (some.length === 0 && chance.happens(0.8)) return
  const letter = some.length > 0 && chance.happens(0.97) ? chance.pick(some) : null
  const id = String(letter?.id ?? 'nothing')
  const isReadable = String(letter?.body).includes('"event"')
  const manner = isReadable
    ? { replay: 6, both: 3, close: 1, race: 2 }
    : { replay: 1, both: 0, close: 3, race: 0 }
  const chosen = chance.weighted(manner)
  const windows = chosen === 'both' || chosen === 'race' ? ['a', 'b'] : ['a']
  const ends = windows.map(async (window) => {
    const own = { ...act, name: act.name + window, chance: world.chance(act.name, window) }
    const closes = chosen === 'close' || (chosen === 'race' && window === 'b')
    const done = await (closes ? closeLetter(own, id) : replayLetter(own, id))
    if (!done?.ok) return
    const { state } = done.value.value
    const stored = world.oracle.document(`deadLetters/${id}`)
    demand('I16', stored !== undefined && state !== 'parked', () => `${id} was answered ${state}`)
  })
  await Promise.all(ends)
}

const closeLetter = (act: Act, id: string) =>
  change(act, 'close letter', (s, by) => closeDeadLetter(s, { ...by, id }, REASON))

const replayLetter = (act: Act, id: string) =>
  change(act, 'replay letter', (s, by) => replayDeadLetter(s, { ...by, id }))

// A change by an admin is tried again under its key until somebody answers; a refusal must have
// written nothing.
import type { Result } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Services } from '../../worker/ports.ts'
import { demand } from '../violation.ts'
import type { Act } from './act.ts'

export interface Acting {
  readonly adminId: UserId
  readonly key: string
}
export interface Manner {
  /** Else mostly an admin; now and then somebody who is one and plays along. */
  readonly adminId?: UserId | undefined
  /** The same from another window: nobody else's calls have this name. */
  readonly window?: string
}

/** Null: nobody knows whether it was done. */
export async function change<T>(
  act: Act,
  label: string,
  work: (s: Services, by: Acting) => Promise<Result<T>>,
  manner: Manner = {},
): Promise<Result<T> | null> {
  const { world, chance, name } = act
  const drawn = chance.happens(0.9) ? chance.pick(act.town.admins) : chance.pick(act.town.people)
  const adminId = manner.adminId ?? drawn
  const key = `${name}.${label}`
  for (let tries = 1; tries <= 3; tries += 1) {
    let commits = (): number => 0
    const call = `${key}${manner.window ?? ''}.${tries}`
    const answer = await world.perform(call, label, async (s, task) => {
      commits = () => task.commits
      const done = await work(s, { adminId, key })
      if (!done.ok) task.refused = true
      return done
    })
    if (answer.kind === 'value') {
      const { value } = answer
      demand('I15', value.ok || commits() === 0, () => `${key} was refused, and wrote`)
      return value
    }
    if (chance.happens(0.3)) return null
    await act.pause(chance.between(1, 3_000))
  }
  return null
}

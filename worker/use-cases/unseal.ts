// Reads what was sealed for several people, in one call.
import type { UserId } from '../../shared/ids.ts'
import type { Services } from '../ports.ts'

export interface Unsealed {
  readonly userId: UserId
  readonly place: string
  readonly sealed: string
}

/** In their order; undefined where the data of the person were erased, or can't be opened. */
export async function openSealed(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  all: readonly Unsealed[],
): Promise<unknown[]> {
  const users = [...new Set(all.map(({ userId }) => userId))]
  const refs = users.map((id) => [id, { kind: 'dataKey', id }] as const)
  const keys = users.length === 0 ? {} : await s.store.read(Object.fromEntries(refs))
  return all.map(({ userId, place, sealed }) => {
    const key = keys[userId]
    if (!key) return undefined
    try {
      return s.vault.open(key, place, sealed)
    } catch (error) {
      s.log.error('unsealing_failed', { place, error })
      return undefined
    }
  })
}

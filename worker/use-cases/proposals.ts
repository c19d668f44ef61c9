// What adjustments and rulings share: their sealed text, and what follows from them now.
import { expiryOf, type Proposal, stateAt } from '../domain/proposal.ts'
import type { Change, Services, WrappedKey } from '../ports.ts'
import { nowMicros } from './now.ts'
import { openSealed, type Unsealed } from './unseal.ts'

type Place = Pick<Proposal, 'id' | 'userId'> & { readonly collection: 'adjustments' | 'rulings' }

const placeOf = ({ collection, id }: Place): string => `${collection}/${id}/private`

/** Whoever has no data key yet gets one in the same commit. */
export function sealText(
  s: Pick<Services, 'vault'>,
  place: Place,
  known: WrappedKey | null,
  text: string,
): { readonly private: string; readonly changes: Change[] } {
  const value = known ?? s.vault.newKey(place.userId)
  const ref = { kind: 'dataKey', id: place.userId } as const
  const sealed = s.vault.seal(value, placeOf(place), text)
  return { private: sealed, changes: known ? [] : [{ ref, value }] }
}

export const outlineOf = (s: Pick<Services, 'clock'>, proposal: Proposal) => ({
  state: stateAt(proposal, nowMicros(s.clock)),
  expiresAt: expiryOf(proposal),
})

export type WithText<P extends Proposal> = P & { readonly text: string | null }

/** In one call; null where the data of the person were erased, or can't be opened. */
export async function withTexts<P extends Proposal>(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  collection: Place['collection'],
  all: readonly P[],
): Promise<WithText<P>[]> {
  const sealed = all.map(({ id, userId, private: text }): Unsealed => {
    return { userId, place: placeOf({ collection, id, userId }), sealed: text }
  })
  const texts = await openSealed(s, sealed)
  return all.map((proposal, at) => {
    const text = texts[at]
    return { ...proposal, text: typeof text === 'string' ? text : null }
  })
}

export async function withText<P extends Proposal>(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  collection: Place['collection'],
  proposal: P,
): Promise<WithText<P>> {
  const [read] = await withTexts(s, collection, [proposal])
  return read ?? { ...proposal, text: null }
}

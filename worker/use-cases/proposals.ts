// What all proposals share: their sealed text, and what follows from them now.
import { expiryOf, type Proposal, stateAt } from '../domain/proposal.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { readTexts } from './sealing.ts'

type Collection = 'adjustments' | 'rulings' | 'resolutions'

export const placeOf = (collection: Collection, id: string): string => `${collection}/${id}/private`

/** Why it was turned down. */
export const rejectionPlace = (collection: Collection, id: string): string =>
  `${collection}/${id}/rejection`

export const outlineOf = (s: Pick<Services, 'clock'>, proposal: Proposal) => ({
  state: stateAt(proposal, nowMicros(s.clock)),
  expiresAt: expiryOf(proposal),
})

export type WithText<P extends Proposal> = P & { readonly text: string | null }

/** With what its proposer wrote, and who turned it down. In one call. */
export async function withWords<P extends Proposal>(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  collection: Collection,
  all: readonly P[],
): Promise<WithText<P>[]> {
  const reasons = all.map(({ id, userId, private: sealed }) => {
    return { userId, place: placeOf(collection, id), sealed }
  })
  const rejections = all.map(({ id, decidedBy: userId, rejection: sealed }) => {
    return { userId, place: rejectionPlace(collection, id), sealed }
  })
  const texts = await readTexts(s, [...reasons, ...rejections])
  return all.map((one, at) => {
    return { ...one, text: texts[at] ?? null, rejection: texts[all.length + at] ?? null }
  })
}

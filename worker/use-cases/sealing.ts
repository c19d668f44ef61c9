// What people write about people is sealed under the key of whom it concerns, so that it goes when
// their data are erased.
import type { UserId } from '../../shared/ids.ts'
import type { Decided } from '../domain/decided.ts'
import type { Change, Services, WrappedKey } from '../ports.ts'
import { openSealed } from './unseal.ts'

interface Wish {
  readonly userId: UserId
  /** As it was read in the same decision; null: the person has none yet. */
  readonly dataKey: WrappedKey | null
  readonly place: string
}

export function sealText(
  { vault }: Pick<Services, 'vault'>,
  { userId, dataKey, place }: Wish,
  text: string,
): { readonly sealed: string; readonly changes: readonly Change[] } {
  const key = dataKey ?? vault.newKey(userId)
  const ref = { kind: 'dataKey', id: userId } as const
  return {
    sealed: vault.seal(key, place, text),
    changes: dataKey ? [] : [{ ref, value: key }],
  }
}

export interface SealedText {
  readonly userId: UserId | null
  readonly place: string
  /** null: nothing was written. */
  readonly sealed: string | null
}

/** In their order; null where nothing was written, or its person was erased. */
export async function readTexts(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  all: readonly SealedText[],
): Promise<(string | null)[]> {
  const written = all.flatMap(({ userId, place, sealed }) =>
    userId && sealed ? [{ userId, place, sealed }] : [],
  )
  const opened = await openSealed(s, written)
  const texts = new Map(written.map(({ place }, at) => [place, opened[at]]))
  return all.map(({ place }) => {
    const text = texts.get(place)
    return typeof text === 'string' ? text : null
  })
}

/** A code of ours, or what a person wrote. */
export const reasonIn = (decided: Decided | null, text: string | null): string | null =>
  decided?.reason ?? text

// Names that people give themselves. One stands in the header of every page of its owner: nothing
// in it may hide, turn or break the text around it.
import * as z from 'zod'

export const NAME_CHARS_MAX = 60
/** As typed: spaces and separate accents are tidied before it is counted. */
const TYPED_CHARS_MAX = 240

// Controls, direction overrides and the invisible; joiners and emoji selectors are parts of words.
const JOINERS = /\u200c|\u200d|\ufe0e|\ufe0f/gu
const UNSHOWABLE = /[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]/u
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u
/** Marks piled up until they cover the lines around them. */
const PILE = /(?:\p{M}|\u200c|\u200d){5}/u

const isShowable = (name: string): boolean =>
  !UNSHOWABLE.test(name.replace(JOINERS, '')) && VISIBLE.test(name) && !PILE.test(name)

/** One way to write each name: composed, single spaces, none at its ends. */
const tidied = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()

export const DisplayName = z
  .string()
  .max(TYPED_CHARS_MAX)
  .overwrite(tidied)
  .refine((name) => name !== '' && [...name].length <= NAME_CHARS_MAX)
  .refine(isShowable)

export const EmailAddress = z.email()

/** A name that came from elsewhere: Firebase lets its owners set any text past our API. */
export function shownName(name: unknown): string | null {
  const read = DisplayName.safeParse(name)
  return read.success ? read.data : null
}

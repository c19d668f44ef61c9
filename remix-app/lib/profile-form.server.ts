// The form of one's own name.
import type { SetProfile } from '../../shared/api/account.ts'
import { DisplayName, NAME_CHARS_MAX } from '../../shared/names.ts'
import { PROFILE } from '../words/account.ts'
import { textOf } from './form.server.ts'

type ReadProfile =
  | { readonly ok: true; readonly value: SetProfile }
  | { readonly ok: false; readonly error: string }

/** Empty: no name. */
export function readProfile(form: FormData): ReadProfile {
  const typed = textOf(form, 'displayName')
  if (typed === '') return { ok: true, value: { displayName: null } }
  const read = DisplayName.safeParse(typed)
  if (read.success) return { ok: true, value: { displayName: read.data } }
  return { ok: false, error: PROFILE.invalid(NAME_CHARS_MAX) }
}

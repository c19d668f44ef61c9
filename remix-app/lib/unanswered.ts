// A commitment's form that got no answer, as it was typed and with its own key.
import { POSITIONS } from '../../shared/positions.ts'
import type { CommitSent } from './commit-form.server.ts'

export function unanswered(form: FormData): CommitSent {
  const textOf = (name: string) => String(form.get(name) ?? '')
  const draft = {
    key: textOf('key'),
    side: POSITIONS.find((side) => side === textOf('side')) ?? null,
    stake: textOf('stake'),
    odds: null,
    confirmed: true,
  }
  return { draft, errors: {}, problem: null, before: null, review: null }
}

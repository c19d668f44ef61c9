// What people would owe after a correction, in words; of very many commitments only a part was
// added up.
import type { ResolutionPreview } from '../../shared/api/resolutions.ts'
import { RESOLVE } from '../words/admin.ts'
import type { Format } from './format.ts'

interface OwedWords {
  /** Among the figures. */
  readonly figure: string
  /** null: nothing to warn of. */
  readonly warning: { readonly title: string; readonly text: string } | null
}

type Owed = Pick<ResolutionPreview, 'owed' | 'owedIsPartial'>

export function owedWords({ owed, owedIsPartial }: Owed, format: Format): OwedWords {
  const [tokens, count] = [format.tokens(owed), format.count(owed)]
  const { spent, partial } = RESOLVE
  if (!owedIsPartial) {
    const warning = owed > 0 ? { title: RESOLVE.wouldOwe(count), text: spent } : null
    return { figure: tokens, warning }
  }
  if (owed === 0) {
    return { figure: RESOLVE.notKnown, warning: { title: RESOLVE.mayOwe, text: partial } }
  }
  const title = RESOLVE.wouldOwe(RESOLVE.atLeast(count))
  return { figure: RESOLVE.atLeast(tokens), warning: { title, text: `${spent} ${partial}` } }
}

// The search by any id.

import { admin } from '../../console.ts'
import { ID } from '../../people.ts'
import type { PageState } from '../../state.ts'

export const statesOf = (): readonly PageState[] => [
  admin('/search', 'search', 'Look for an id'),
  admin('/search?q=prd-film', 'search: found', 'Prediction'),
  admin(`/search?q=${ID.regular}%40kai.test`, 'search: a person by address', 'Person'),
  admin('/search?q=pur_none', 'search: nothing', 'Nothing has this id'),
]

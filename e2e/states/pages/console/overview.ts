// The first page of the console.
import { admin } from '../../console.ts'
import { away, type PageState } from '../../state.ts'

export const statesOf = (): readonly PageState[] => [
  admin('', 'overview', 'Where the tokens are'),
  admin('?days=90', 'overview of 90 days, with its numbers', 'Day (UTC)', {
    act: (page) => page.getByText('All numbers').click(),
  }),
  admin('', 'overview: could not be read', 'could not be loaded', { broken: away('firestore') }),
]

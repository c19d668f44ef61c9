// The first page of the console.
import { admin } from '../../console.ts'
import { away, type PageState } from '../../state.ts'

export const statesOf = (): readonly PageState[] => [
  admin('', 'overview', 'Where the tokens are'),
  admin('?days=90', 'overview of 90 days, with its numbers', 'Day (UTC)', {
    act: (page) => page.getByText('All numbers').click(),
  }),
  admin('/predictions', 'proposed outcomes', 'prd-proposed', {
    act: (page) => page.getByRole('link', { name: 'Proposed outcomes' }).click(),
  }),
  admin('/resolutions?state=approved', 'proposed outcomes: none fits', 'Nothing fits'),
  admin('/resolutions?state=proposed', 'proposed outcome', 'Look at it and decide', {
    act: (page) => page.getByRole('link', { name: /^res_/ }).first().click(),
  }),
  admin('/resolutions?state=rejected', 'proposed outcome, turned down', 'Why it was turned down', {
    act: (page) => page.getByRole('link', { name: /^res_/ }).first().click(),
  }),
  admin('', 'overview: could not be read', 'could not be loaded', { broken: away('firestore') }),
]

// People, and what admins may do about them.
import type { Page } from 'playwright-core'
import { admin } from '../../console.ts'
import { emailOf, ID } from '../../people.ts'
import { away, type PageState } from '../../state.ts'

const opens = (text: string) => (page: Page) => page.getByText(text).first().click()

export const statesOf = (): readonly PageState[] => [
  admin('/people', 'people', ID.buyer),
  admin(`/people?q=${emailOf('debtor')}`, 'people: found by address', emailOf('debtor')),
  admin('/people?q=nobody%40kai.test', 'people: nobody', 'Nothing fits these filters'),
  admin('/people', 'people: no permission', /admins/, { as: 'regular', refused: true }),
  admin(`/people/${ID.regular}`, 'person', 'All their transactions'),
  admin(`/people/${ID.debtor}`, 'person who owes', 'All their transactions'),
  admin(`/people/${ID.newcomer}`, 'person with nothing yet', 'They never bought anything'),
  admin(`/people/${ID.limited}`, 'person with limits', 'Looser limits begin'),
  admin(`/people/${ID.paused}`, 'person, about to lift a hold', 'This hold ends at once', {
    act: opens('Lift…'),
  }),
  admin(`/people/${ID.regular}`, 'person, frozen without a reason', 'Say why', {
    refused: true,
    act: async (page) => {
      await opens('Freeze…')(page)
      await page.getByRole('button', { name: 'Freeze now' }).click()
    },
  }),
  admin(`/people/${ID.regular}`, 'person, lists could not be read', 'could not be loaded', {
    broken: away('firestore', 'runQuery'),
  }),
  admin('/people/nobody-at-all', 'no such person', 'There is nobody', { refused: true }),
  admin(`/people/${ID.regular}/commitments`, 'commitments of a person', 'Their commitments'),
]

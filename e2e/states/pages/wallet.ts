// Wallet, history and commitments.

import type { Page } from 'playwright-core'
import type { Person } from '../people.ts'
import { away, type PageState } from '../state.ts'

const at = (as: Person, path: string, name: string, shows: PageState['shows']): PageState => ({
  as,
  path,
  name,
  shows,
})

const scrollDown = async (page: Page): Promise<void> => {
  await page.evaluate('scrollTo(0, document.body.scrollHeight)')
  await page.getByText('That is all').waitFor()
}
const openTaken = (page: Page) =>
  page
    .getByRole('link', { name: /Taken back/ })
    .first()
    .click()
const openMenu = (page: Page) => page.getByRole('button', { name: 'Account' }).click()

export const WALLET: readonly PageState[] = [
  at('newcomer', '/wallet', 'wallet: nothing yet', 'Available'),
  at('regular', '/wallet', 'wallet', 'Recent history'),
  at('whale', '/wallet', 'wallet: huge balances', '4,950,100,006'),
  at('debtor', '/wallet', 'wallet: tokens are owed', 'You owe'),
  at(
    'bounced',
    '/wallet',
    'wallet: a bank payment did not go through',
    'payment of $9.99, so 1,100 tokens did not arrive',
  ),
  at('spent', '/wallet', 'wallet: all committed', 'Committed'),
  at('paused', '/wallet', 'wallet: paused by KAI', 'paused'),
  at('closing', '/wallet', 'wallet: closing', 'is being closed'),
  at('onBreak', '/wallet', 'wallet: on a break', 'You are taking a break'),
  at('buyer', '/wallet', 'wallet: open purchases of every kind', 'Open purchases'),
  { ...at('boss', '/wallet', 'wallet: account menu of an admin', 'Admin'), act: openMenu },
  {
    ...at('regular', '/wallet', 'wallet: account menu', 'Sign out'),
    act: openMenu,
  },
  {
    ...at('regular', '/wallet', 'wallet: could not be read', 'could not be loaded'),
    broken: away('firestore'),
  },
  { ...at('regular', '/wallet', 'wallet: without JavaScript', 'Available'), javaScript: false },
  at('newcomer', '/wallet/history', 'history: nothing yet', 'No movements yet'),
  { ...at('regular', '/wallet/history', 'history: many rows', 'That is all'), act: scrollDown },
  at('regular', '/wallet/history?type=win', 'history: filtered', 'Won'),
  at(
    'regular',
    '/wallet/history?from=2020-01-01&to=2020-01-02&zone=UTC',
    'history: nothing fits',
    'Nothing fits this filter',
  ),
  at('debtor', '/wallet/history', 'history: with corrections', 'Result corrected'),
  at('whale', '/wallet/history', 'history: huge amounts', 'Committed'),
  at('buyer', '/wallet/history', 'history: payments that went back', 'Payment restored'),
  {
    ...at('buyer', '/wallet/history', 'history: story of a chargeback', 'your bank took the money'),
    act: openTaken,
  },
  {
    ...at('regular', '/wallet/history', 'history: could not be read', 'could not be loaded'),
    broken: away('firestore'),
  },
  {
    ...at('regular', '/wallet/history', 'history: without JavaScript', 'Committed'),
    javaScript: false,
  },
  {
    ...at('debtor', '/wallet/history', 'history: story of a correction', 'What happened'),
    act: (page) => page.getByRole('link', { name: 'Result corrected' }).first().click(),
  },
  {
    ...at('regular', '/wallet/history?type=win', 'history: story of a win', 'What happened'),
    act: (page) => page.getByRole('link', { name: 'Won' }).first().click(),
  },
  at('newcomer', '/wallet/commitments', 'commitments: none yet', 'committed nothing yet'),
  at('regular', '/wallet/commitments', 'commitments', 'Active'),
  ...(['active', 'won', 'lost', 'refunded'] as const).map((status) =>
    at('regular', `/wallet/commitments?status=${status}`, `commitments: ${status}`, 'Yes'),
  ),
  at('newcomer', '/wallet/commitments?status=won', 'commitments: nothing won', 'Nothing won yet'),
  at('whale', '/wallet/commitments', 'commitments: huge stakes', 'The deepest dive'),
  {
    ...at(
      'regular',
      '/wallet/commitments',
      'commitments: could not be read',
      'could not be loaded',
    ),
    broken: away('firestore'),
  },
]

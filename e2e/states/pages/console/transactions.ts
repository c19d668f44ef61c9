// Everybody's rows, and the way of one of them.
import type { Page } from 'playwright-core'
import { admin } from '../../console.ts'
import type { Purchases } from '../../orders.ts'
import { ID } from '../../people.ts'
import { FORGED_ROW, RUINED_ROW } from '../../ruined.ts'
import { away, type PageState } from '../../state.ts'

const LIST = '/transactions'

/** As far as it goes by itself. */
async function scrollsToTheEnd(page: Page): Promise<void> {
  const end = page.getByText('That is all')
  while (!(await end.isVisible())) {
    await page.getByRole('navigation', { name: 'Pages' }).last().scrollIntoViewIfNeeded()
    await page.waitForTimeout(20)
  }
}

export const statesOf = ({ partlyTakenBack = '' }: Purchases): readonly PageState[] => [
  admin(`${LIST}?from=${dayAgo(80)}`, 'transactions', /^That is all: \d+ transactions$/, {
    act: scrollsToTheEnd,
  }),
  admin(`${LIST}?minTokens=2&from=2026-01-01`, 'transactions: filtered', 'Looked back to', {
    javaScript: false,
  }),
  // Who looks for a rare row must know how far back there is none.
  admin(`${LIST}?to=${dayAgo(99)}&minTokens=999999`, 'transactions: none so far', 'Looked back to'),
  admin(`${LIST}?type=loss&minTokens=999999999`, 'transactions: nothing fits', 'Nothing fits'),
  admin(`${LIST}?userId=a%20b`, 'transactions: a filter that is none', 'could not be loaded'),
  admin(`${LIST}?export=over-20000`, 'transactions: too much for a file', 'too much for one file'),
  admin(LIST, 'transactions: could not be read', 'could not be loaded', {
    broken: away('firestore'),
  }),
  admin(`${LIST}/reversal_${idIn(partlyTakenBack)}_1`, 'transaction of a refund', 'Stripe told'),
  admin(`${LIST}?type=win&userId=${ID.regular}`, 'transaction of a win', 'The commitment', {
    act: (page) => page.getByRole('link', { name: 'Won' }).first().click(),
  }),
  admin(`${LIST}/${FORGED_ROW}`, 'transaction that was forged', 'was changed past the product'),
  admin(`${LIST}/${RUINED_ROW}`, 'transaction that can’t be read', 'See its case'),
  admin(`${LIST}/commit_nobody_1`, 'no such transaction', 'No such transaction', { refused: true }),
]

const dayAgo = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length)

const idIn = (path: string): string => path.split('/').at(-1) ?? ''

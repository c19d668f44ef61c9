// One prediction, as those see it who have tokens.
import type { Page, Route } from 'playwright-core'
import type { PredictionView } from '../../../shared/api/predictions.ts'
import type { Person } from '../people.ts'
import { away, type PageState } from '../state.ts'

const on = (
  as: Person,
  id: string,
  name: string,
  shows: PageState['shows'],
  more: Partial<PageState> = {},
): PageState => ({ as, path: `/predictions/${id}`, name: `prediction: ${name}`, shows, ...more })

const fill = (stake: string) => async (page: Page) => {
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.getByLabel('Tokens to commit').fill(stake)
}
const commit = (stake: string) => async (page: Page) => {
  await fill(stake)(page)
  await page.getByRole('button', { name: /^Commit [\d,]+ to/ }).click()
}

/** The form that shows 20 sends 50. */
export const overLimit = (page: Page): Promise<unknown> =>
  page.evaluate(`document.querySelector('#commit form')
    .addEventListener('formdata', ({ formData }) => {
      formData.set('stake', '50')
      formData.set('shown', formData.get('shown').replace(':20:', ':50:'))
    })`)

export const PREDICTIONS: readonly PageState[] = [
  on('regular', 'prd-film', 'to commit to', 'Tokens to commit'),
  on('regular', 'prd-film?side=no', 'a side was chosen', 'Tokens to commit'),
  on('regular', 'prd-film', 'filled in', 'Commit 50 to Yes', { act: fill('50') }),
  on('regular', 'prd-film', 'odds moved while choosing', 'Take the new odds', {
    before: (page) => page.clock.install(),
    act: async (page) => {
      await fill('50')(page)
      await page.route('**/api/predictions/*', (route) => tellOdds(route, 12_500))
      await page.clock.fastForward(15_000)
    },
  }),
  on(
    'regular',
    'prd-film?side=yes',
    'the last look without JavaScript',
    'Commit 50 tokens to Yes?',
    {
      javaScript: false,
      act: async (page) => {
        await page.getByLabel('Tokens to commit').fill('50')
        await page.getByRole('button', { name: 'Look at it, then commit' }).click()
      },
    },
  ),
  on('regular', 'prd-film', 'without JavaScript', 'Tokens to commit', { javaScript: false }),
  on('regular', 'prd-soon', 'closing soon, with an own commitment', 'Your position'),
  on('noPurchases', 'prd-film', 'no tokens at all', 'Tokens to commit'),
  on('noCommitments', 'prd-film', 'committed', /tokens committed to Yes/, { act: commit('10') }),
  on('whale', 'prd-ocean', 'huge stakes', 'The deepest dive'),
  on('regular', 'prd-locked', 'waiting for the result, words changed', /It said until/),
  on('regular', 'prd-paying', 'being paid out', 'Being paid out'),
  on('regular', 'prd-bridge', 'won', 'Won'),
  on('regular', 'prd-comet', 'lost', 'Lost'),
  on('regular', 'prd-regatta', 'called off and refunded', 'Refunded'),
  on('debtor', 'prd-gauge', 'corrected', 'Lost'),
  on('newcomer', 'prd-bridge', 'decided without me', 'Decided'),
  on('spent', 'prd-film', 'too few tokens', 'Buy tokens', { act: fill('50') }),
  on('paused', 'prd-film', 'commitments are paused', 'paused'),
  on('closing', 'prd-film', 'the account is being closed', 'is being closed'),
  on('onBreak', 'prd-film', 'on a break', 'You are taking a break'),
  on('limited', 'prd-film', 'the own limit leaves few', 'At most 20 tokens', { act: fill('50') }),
  on('limited', 'prd-film', 'over the own limit', 'over a limit', {
    refused: true,
    // Used up on another device since the page was opened.
    act: async (page) => {
      await fill('20')(page)
      await overLimit(page)
      await page.getByRole('button', { name: /^Commit 20 to/ }).click()
    },
  }),
  on('regular', 'prd-film', 'the odds have changed', 'The odds have changed', {
    refused: true,
    // Another page's odds: they were these when it was opened.
    act: async (page) => {
      await page.evaluate(`document.querySelector('#commit form')
        .addEventListener('formdata', ({ formData }) => {
          formData.set('oddsYes', '15000')
          formData.set('shown', 'yes:50:15000')
        })`)
      await commit('50')(page)
    },
  }),
  on('regular', 'prd-film', 'closed while typing', 'This prediction has closed', {
    refused: true,
    act: async (page) => {
      await page.evaluate(`for (const form of document.querySelectorAll('#commit form'))
        form.action = form.action.replace('prd-film', 'prd-locked')`)
      await commit('50')(page)
    },
  }),
  on('regular', 'prd-film', 'the database is away', 'This is not available right now', {
    act: commit('50'),
    broken: away('firestore', 'commit'),
  }),
]

async function tellOdds(route: Route, yes: number): Promise<void> {
  const answer = await route.fetch()
  const told = (await answer.json()) as PredictionView
  await route.fulfill({ json: { ...told, oddsBps: { ...told.oddsBps, yes } } })
}

// Predictions, as admins run them.
import type { Page } from 'playwright-core'
import { open } from '../../../steps.ts'
import { admin } from '../../console.ts'
import { away, type PageState } from '../../state.ts'

const look = async (page: Page, outcome: string): Promise<void> => {
  await page.getByRole('radio', { name: outcome }).check()
  await page.getByRole('button', { name: 'See what it does' }).click()
}

const type = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value)
}

export const statesOf = (): readonly PageState[] => [...LISTED, ...RUNNING, ...TWO_ADMINS]

const WORDS = {
  Title: 'The northern line runs on New Year’s Eve',
  'What counts': 'Yes if a train leaves each hour until midnight, by the operator’s log.',
  Category: 'transport',
  'Closes at (UTC)': '2027-12-31T18:00',
}

const LISTED: readonly PageState[] = [
  admin('/predictions', 'predictions', 'Draft a new one'),
  admin('/predictions?status=voided', 'predictions: of one state', 'The regatta is sailed'),
  admin('/predictions?status=nothing', 'predictions: a filter nobody can mean', /Show/, {
    refused: true,
  }),
  admin('/predictions', 'predictions could not be read', 'could not be loaded', {
    broken: away('firestore'),
  }),
  admin('/predictions', 'predictions: no permission', /admins/, { as: 'regular', refused: true }),
  admin('/predictions', 'prediction drafted, seen before it is saved', 'give tokens away', {
    act: (page) => type(page, { ...WORDS, 'Odds of Yes': '2.6', 'Odds of No': '1.9' }),
  }),
  admin('/predictions', 'prediction form errors', 'A title of 1 to 140 characters.', {
    refused: true,
    act: (page) => page.getByRole('button', { name: 'Save draft' }).click(),
  }),
]

const RUNNING: readonly PageState[] = [
  admin('/predictions/prd-draft', 'draft', 'Open for commitments'),
  admin('/predictions/prd-film', 'open', 'Lock it'),
  admin('/predictions/prd-film', 'open, about to lock', 'Lock for good', {
    act: (page) => page.getByText('Lock now…').click(),
  }),
  admin('/predictions/prd-trench', 'open, the house may lose billions', /\u22121,959,\d{3},\d{3}/),
  admin('/predictions/prd-film', 'open, other odds typed', 'at the new odds', {
    act: (page) => type(page, { 'Odds of Yes': '3.4' }),
  }),
  admin('/predictions/prd-film', 'open, odds sent unseen, without JavaScript', /Look at what/, {
    javaScript: false,
    act: async (page) => {
      await type(page, { 'Odds of Yes': '3.4', Title: 'The film earns more' })
      await page.getByRole('button', { name: 'Save changes' }).click()
    },
  }),
  admin('/predictions/prd-film', 'open, odds whose effect can’t be shown', 'Save unseen', {
    broken: away('firestore', 'runAggregationQuery'),
    act: async (page) => {
      await open(page, page.url())
      await type(page, { 'Odds of Yes': '3.4' })
      await page.getByRole('button', { name: 'Save changes' }).click()
    },
  }),
  admin('/predictions/prd-locked', 'locked', 'See what it does'),
  admin('/predictions/prd-locked', 'nothing chosen', /Choose/, {
    refused: true,
    act: (page) => page.getByRole('button', { name: 'See what it does' }).click(),
  }),
  admin('/predictions/prd-locked', 'what an outcome does', 'Nothing has happened yet', {
    act: (page) => look(page, 'Yes'),
  }),
  admin('/predictions/prd-paying', 'payout running', 'Running'),
  admin('/predictions/prd-stuck', 'payout blocked', 'Blocked'),
  admin('/predictions/prd-bridge', 'paid out', 'Done'),
  admin('/predictions/prd-gauge', 'corrected', 'Correction 1'),
  admin('/predictions/prd-bridge', 'correction without a reason', 'Say why', {
    refused: true,
    act: (page) => look(page, 'No'),
  }),
  admin('/predictions/prd-bridge', 'what a correction does', 'Nothing has happened yet', {
    act: async (page) => {
      await page.getByLabel('Why it is corrected').fill('The gauge was misread')
      await look(page, 'No')
    },
  }),
  admin('/predictions/prd-none', 'no such prediction', 'No such prediction', { refused: true }),
]

const TWO_ADMINS: readonly PageState[] = [
  admin('/predictions/prd-vast', 'an outcome that takes two admins', 'It takes a second admin', {
    act: (page) => look(page, 'Yes'),
  }),
  admin('/predictions/prd-vast', 'proposed without a reason', 'the other admin decides by it', {
    refused: true,
    act: async (page) => {
      await look(page, 'No')
      await page.getByRole('button', { name: /Propose/ }).click()
    },
  }),
  admin('/predictions/prd-proposed', 'an outcome to approve', 'Approve and pay'),
  admin('/predictions/prd-proposed', 'turned down without a reason', 'Say why, in at most', {
    refused: true,
    act: async (page) => {
      await page.getByText('Turn it down…').click()
      await page.getByRole('button', { name: 'Turn it down', exact: true }).click()
    },
  }),
  admin('/predictions/prd-own-proposal', 'own proposal', 'another admin must approve it'),
  admin('/predictions/prd-turned-down', 'proposal turned down', 'was turned down'),
]

// What waits on a device: tapped without a connection, and what becomes of it when that is back.
import type { Page, Route } from 'playwright-core'
import type { PredictionView } from '../../../shared/api/predictions.ts'
import type { PageState } from '../state.ts'
import { overLimit } from './predictions.ts'

type Act = (page: Page) => Promise<unknown>
const waiting = (
  name: string,
  path: string,
  shows: PageState['shows'],
  acts: readonly Act[],
  more: Partial<PageState> = {},
): PageState => ({
  as: 'regular',
  name: `waiting: ${name}`,
  path,
  shows,
  act: async (page) => {
    await page.locator('.tray').waitFor({ state: 'attached' })
    await page.context().setOffline(true)
    for (const act of acts) await act(page)
  },
  keeps: true,
  refused: true,
  ...more,
})

const tap: Act = async (page) => {
  await page.getByRole('button', { name: 'Keep for later' }).click()
  await page.locator('.tray').getByText('waiting for the connection').waitFor()
}
const look = (page: Page) => page.locator('.tray').getByRole('button', { name: 'Look' }).click()
const back: Act = async (page) => {
  await page.context().setOffline(false)
  await page.locator('.tray').getByText('waiting for your decision').waitFor()
}
const signOut: Act = async (page) => {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).first().click()
}

const YES = '/predictions/prd-film?side=yes&stake=20'
const PACKAGE = '/wallet/buy?package=popular'

export const WAITING: readonly PageState[] = [
  waiting('a purchase', PACKAGE, '1 purchase waiting for the connection', [tap]),
  waiting('a commitment, looked at', YES, 'Not sent yet', [tap, look]),
  waiting('a form that cannot wait', '/account', 'what you typed stays here', [
    (page) => page.getByRole('button', { name: 'Save limits' }).click(),
  ]),
  waiting('a purchase to decide on', PACKAGE, 'Nothing has changed since', [
    tap,
    back,
    // The choice of packages lies over everything.
    (page) => page.getByRole('link', { name: 'Close' }).click(),
    look,
  ]),
  waiting('other odds to decide on', YES, 'Something has changed since', [tap, back, look], {
    before: (page) => tells(page, (told) => ({ oddsBps: { ...told.oddsBps, yes: 12_500 } })),
  }),
  waiting('closed meanwhile', YES, 'takes no more tokens', [tap, back, look], {
    before: (page) => tells(page, () => ({ status: 'locked' })),
  }),
  waiting(
    'refused when it was sent',
    YES,
    'This would go over a limit',
    [overLimit, tap, back, look],
    { as: 'limited' },
  ),
  waiting('signing out first', YES, 'Sign out and discard?', [tap, signOut]),
]

/** What the page hears of the prediction once it asks again. */
const tells = (page: Page, other: (told: PredictionView) => Partial<PredictionView>) =>
  page.route('**/api/predictions/*', async (route: Route) => {
    const answer = await route.fetch()
    const told = (await answer.json()) as PredictionView
    await route.fulfill({ json: { ...told, ...other(told) } })
  })

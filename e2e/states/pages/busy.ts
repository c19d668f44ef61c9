// Sent, or asked for, and not answered yet: what somebody looks at on a slow connection.
import type { Page, Request } from 'playwright-core'
import { admin } from '../console.ts'
import { emailOf, ID } from '../people.ts'
import { type PageState, sends } from '../state.ts'

const never = () => undefined
/** Its answers don't come. */
const unanswered =
  (pattern: string, is: (request: Request) => boolean = () => true) =>
  (page: Page): Promise<unknown> =>
    page.route(pattern, (route) => (is(route.request()) ? never() : route.fallback()))
const isPost = (request: Request): boolean => request.method() === 'POST'
const forms = unanswered('**/*.data*', isPost)

export const BUSY: readonly PageState[] = [
  {
    as: null,
    name: 'sign in: on its way',
    path: '/sign-in',
    before: unanswered('**/identitytoolkit.googleapis.com/**'),
    act: sends({ 'E-mail': emailOf('regular'), Password: 'password' }, 'Sign in'),
    shows: 'Signing in…',
  },
  {
    as: null,
    name: 'sign up: on its way',
    path: '/sign-up',
    before: unanswered('**/identitytoolkit.googleapis.com/**'),
    act: sends({ 'E-mail': 'somebody@kai.test', Password: 'a long password' }, 'Create account'),
    shows: 'Creating your account…',
  },
  {
    as: 'regular',
    name: 'prediction: commitment on its way',
    path: '/predictions/prd-film?side=yes&stake=20',
    before: forms,
    act: (page) => page.getByRole('button', { name: /^Commit 20 to/ }).click(),
    shows: '20 tokens to Yes at',
  },
  {
    as: 'regular',
    name: 'buy: payment page on its way',
    path: '/wallet/buy?package=popular',
    before: forms,
    act: (page) => page.getByRole('button', { name: 'Continue to payment' }).click(),
    shows: 'Opening the payment page…',
  },
  {
    as: 'regular',
    name: 'account: limits on their way',
    path: '/account',
    before: forms,
    act: sends({ 'Commitments, in tokens': '50' }, 'Save limits'),
    shows: 'Saving',
  },
  {
    as: 'regular',
    name: 'wallet: another page on its way',
    path: '/wallet',
    before: unanswered('**/predictions.data*'),
    act: async (page) => {
      await page.getByRole('link', { name: 'Predictions' }).last().click()
      await page.locator('.progress').waitFor()
    },
    shows: 'Recent history',
  },
  {
    as: 'regular',
    name: 'history: more of it on its way',
    path: '/wallet/history',
    before: unanswered('**/api/wallet/transactions?*cursor*'),
    act: (page) => page.evaluate('scrollTo(0, document.body.scrollHeight)'),
    shows: 'Loading…',
  },
  admin('/people', 'people: others on their way', ID.buyer, {
    before: unanswered('**/admin/people.data*'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Show', exact: true }).click()
      await page.locator('.progress').waitFor()
    },
  }),
  admin('/transactions', 'transactions: more on their way', 'Loading older ones…', {
    before: unanswered('**/api/admin/transactions?*cursor*'),
    act: (page) => page.evaluate('scrollTo(0, document.body.scrollHeight)'),
  }),
  // Nobody looks at the pages of this one: left on its way, it may arrive.
  admin(`/people/${ID.rival}`, 'person: a hold on its way', 'Working…', {
    before: forms,
    act: async (page) => {
      await page.getByText('Freeze…').click()
      await sends({ Reason: 'A stolen card?' }, 'Freeze now')(page)
    },
  }),
]

// Choosing a package, and a purchase in each of its states.
import type { Page } from 'playwright-core'
import type { Purchases } from '../orders.ts'
import { away, type PageState } from '../state.ts'

const choose = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: '1,100' }).check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
}
const buy = (more: Pick<PageState, 'as' | 'name' | 'shows'> & Partial<PageState>): PageState => ({
  path: '/wallet/buy',
  ...more,
})
const refusedTo = (as: PageState['as'], name: string, shows: PageState['shows']): PageState =>
  buy({ as, name: `buy: ${name}`, shows, act: choose, refused: true })

const SCENES: Readonly<Record<string, string>> = {
  unpaid: 'This purchase is waiting for payment',
  creating: 'The payment page is being prepared',
  declined: 'The payment did not go through',
  noFunds: 'There was not enough money',
  cancelling: 'This purchase is being cancelled',
  delayed: 'Your bank is sending the payment',
  cancelled: 'You cancelled this purchase',
  expired: 'This purchase has expired',
  failed: 'This purchase was not paid',
  review: 'We are checking this payment',
  refused: 'Your payment was returned',
  credited: '1,100 tokens are yours',
  partlyTakenBack: 'Some of these tokens were taken back',
  takenBack: 'These tokens were taken back',
}

const CHOOSING: readonly PageState[] = [
  buy({ as: 'regular', name: 'buy', shows: 'Continue to payment' }),
  buy({ as: 'regular', name: 'buy: chosen', path: '/wallet/buy?package=pro', shows: '5,000' }),
  buy({
    as: 'regular',
    name: 'buy: without JavaScript',
    shows: 'Continue to payment',
    javaScript: false,
  }),
  buy({
    as: 'regular',
    name: 'buy: nothing chosen',
    shows: 'Choose a package',
    refused: true,
    act: async (page) => {
      await page.evaluate(`for (const radio of document.querySelectorAll('[type=radio]')) {
        radio.checked = radio.required = false
      }`)
      await page.getByRole('button', { name: 'Continue to payment' }).click()
    },
  }),
  buy({ as: 'paused', name: 'buy: the wallet is paused', shows: 'This wallet is paused' }),
  buy({ as: 'closing', name: 'buy: the account is being closed', shows: 'is being closed' }),
  buy({ as: 'onBreak', name: 'buy: on a break', shows: 'You are taking a break' }),
  buy({
    as: 'debtor',
    name: 'buy: tokens are owed',
    shows: 'You owe 700 tokens. These 1,100 tokens repay it first; 400 will be available.',
  }),
  buy({ as: 'limited', name: 'buy: over the own limit', shows: 'Every package would go over' }),
  buy({
    as: 'thrifty',
    name: 'buy: what waits for payment fills the own limit',
    shows: 'what waits for payment counts',
  }),
  buy({
    as: 'bounced',
    name: 'buy: what would be enough is over the own limit',
    path: '/wallet/buy?need=2000',
    shows: 'Over your own limit today',
  }),
  refusedTo('waiting', 'three unpaid already', 'three purchases waiting'),
  buy({
    as: 'regular',
    name: 'buy: the payment service is away',
    shows: 'The payment service does not answer',
    act: choose,
    broken: away('stripe'),
  }),
]

const ownPurchases = (paths: Purchases): readonly PageState[] => [
  ...Object.entries(SCENES).map(([name, shows]) => ({
    as: 'buyer' as const,
    name: `purchase: ${name}`,
    path: paths[name] ?? '',
    shows,
  })),
  {
    as: 'buyer',
    name: 'purchase: left the payment page',
    path: `${paths.unpaid}?result=cancelled`,
    shows: 'You left the payment page',
  },
  {
    as: 'buyer',
    name: 'purchase: confirming',
    path: `${paths.unpaid}?result=paid`,
    shows: 'Confirming your payment',
  },
  {
    as: 'buyer',
    name: 'purchase: confirming takes long',
    path: `${paths.unpaid}?result=paid`,
    before: async (page) => {
      await page.clock.install()
      await page.route('**/api/tokens/purchases/**', (route) => route.abort())
    },
    act: (page) => runClock(page, 'This takes longer'),
    refused: true,
    shows: 'This takes longer than usual',
  },
  {
    as: 'buyer',
    name: 'purchase: confirming, without JavaScript',
    path: `${paths.unpaid}?result=paid`,
    shows: 'Confirming your payment',
    javaScript: false,
  },
]

export const buyingStates = (paths: Purchases): readonly PageState[] => [
  ...CHOOSING,
  ...ownPurchases(paths),
  {
    as: 'paused',
    name: 'purchase: over, and the wallet is paused',
    path: paths.paused ?? '',
    shows: 'This wallet is paused',
  },
  {
    as: 'newcomer',
    name: 'error: the purchase of somebody else',
    path: paths.credited ?? '',
    shows: 'No such purchase',
    refused: true,
  },
  {
    as: 'newcomer',
    name: 'purchases: none yet',
    path: '/wallet/purchases',
    shows: 'No purchases yet',
  },
  { as: 'buyer', name: 'purchases: of every kind', path: '/wallet/purchases', shows: 'Returned' },
  {
    as: 'regular',
    name: 'purchases: could not be read',
    path: '/wallet/purchases',
    broken: away('firestore'),
    shows: 'Your purchases could not be loaded',
  },
]

const SECONDS_MAX = 600

/** As if somebody had waited for it. */
async function runClock(page: Page, text: string): Promise<void> {
  const seen = page.getByText(text)
  for (let passed = 0; passed < SECONDS_MAX && (await seen.count()) === 0; passed += 1) {
    await page.clock.runFor(1_000)
  }
}

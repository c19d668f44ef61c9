// Whole journeys, as people make them: on a phone in the dark and at a desk, from the first visit
// to the first win, and around what stands in the way. Offline has a file of its own.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'
import { locks, opens, resolves } from './states/deeds.ts'
import { openPast, type Past } from './states/services.ts'
import { available, buy, commitTo, heading, open, openPayment, payWith, seesRow } from './steps.ts'

let stage: Stage
let past: Past
beforeAll(async () => {
  stage = await openStage()
  past = openPast(stage.stack)
})
afterAll(async () => stage?.close())

const shows = (page: Page, tokens: string) => expect.poll(() => available(page)).toBe(tokens)
const visible = (page: Page, name: string) =>
  page.getByRole('link', { name, exact: true }).filter({ visible: true }).first()

async function signUp(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('a long password')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/wallet')
}

// A newcomer who gets lost on the way never comes back.
describe.each([
  { name: 'phone in the dark', width: 360, height: 780, dark: true },
  { name: 'desk by day', width: 1280, height: 860, dark: false },
])('on a $name', (look) => {
  test('from the first visit to the first win', async () => {
    const { services: s } = past
    const id = `prd-first-${look.width}`
    const prediction = await opens(s, id, `The kite flies ${look.width} metres high`)
    const { page, problems } = await stage.newPage(look)
    await open(page, '/')
    await visible(page, 'Create account').click()
    await signUp(page, `first-${look.width}@kai.test`)
    await shows(page, '0')
    await buyFromWallet(page)
    await visible(page, 'Predictions').click()
    await visible(page, prediction.title).click()
    await page.waitForURL(`**/predictions/${id}`)
    await commitTo(page, id, 'Yes', '100')
    await heading(page, '100 tokens committed to Yes').waitFor()
    await visible(page, 'Wallet').click()
    await shows(page, '1,000')
    await page.locator('.live-live').waitFor()
    await locks(s, prediction)
    await resolves(s, prediction, 'yes')
    await past.payOut()
    await shows(page, '1,185')
    await seesRow(page, '+185')
    // Whoever can't see it move hears it.
    await expect.poll(() => page.locator('body').ariaSnapshot()).toContain('1,185 tokens available')
    expect(problems).toEqual([])
  })
})

async function buyFromWallet(page: Page): Promise<void> {
  await visible(page, 'Buy tokens').click()
  await page.getByRole('radio', { name: '1,100' }).check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL('**/c/pay/**')
  await payWith(page, '4242424242424242')
  await heading(page, '1,100 tokens are yours').waitFor()
}

describe('what stands in the way', () => {
  let page: Page
  beforeAll(async () => {
    page = (await stage.signedIn('user@kai.test', { width: 360, height: 780 })).page
    await buy(page, '500')
  })

  // Told "not paid" days later, somebody must know that nothing was charged, and try again at once.
  test('a bank that pays nothing in the end is told, with the way to try again', async () => {
    await openPayment(page, '500')
    await page.getByRole('button', { name: /bank_delayed_failure/ }).click()
    await heading(page, 'Your bank is sending the payment').waitFor()
    await stage.control(`sessions/${await newestSession()}/settle`)
    await heading(page, 'This purchase was not paid').waitFor()
    await page.getByText('Nothing was charged').waitFor()
    await page.getByRole('button', { name: 'Buy it again' }).click()
    await page.waitForURL('**/c/pay/**')
  })

  // Who types while the door closes must not find tokens gone.
  test('a prediction that closes while one types takes nothing', async () => {
    const prediction = await opens(past.services, 'prd-closing', 'The gate shuts at noon')
    await open(page, '/predictions/prd-closing')
    await page.getByRole('radio', { name: 'Yes' }).check()
    await page.getByLabel('Tokens to commit').fill('25')
    await locks(past.services, prediction)
    await page.getByRole('button', { name: /^Commit 25 to/ }).click()
    await heading(page, 'This prediction has closed').waitFor()
    await page.getByText('Nothing was committed').waitFor()
    await page.goto('/wallet')
    await shows(page, '500')
  })

  // The last tokens can be spent once, in whichever tab one is faster.
  test('two tabs spend the same tokens once, and the slower one is told', async () => {
    await opens(past.services, 'prd-tabs', 'Two doors open at once')
    const other = await page.context().newPage()
    for (const tab of [page, other]) {
      await open(tab, '/predictions/prd-tabs')
      await tab.getByRole('radio', { name: 'No' }).check()
      await tab.getByLabel('Tokens to commit').fill('300')
    }
    const commit = (tab: Page) =>
      tab
        .getByRole('button', { name: /^Commit 300 to/ })
        // At once: each tab soon hears of what the other did.
        .evaluate((button: HTMLElement) => button.click())
    await Promise.all([commit(page), commit(other)])
    const made = () => Promise.all([page, other].map((tab) => receiptOn(tab).count()))
    await expect.poll(made).toContain(1)
    const told = () => Promise.all([page, other].map((tab) => refusalOn(tab).count()))
    await expect.poll(async () => (await told()).some((count) => count > 0)).toBe(true)
    expect((await made()).toSorted()).toEqual([0, 1])
    await other.close()
    await page.goto('/wallet')
    await shows(page, '200')
  })
})

const receiptOn = (tab: Page) => heading(tab, '300 tokens committed to No')
const refusalOn = (tab: Page) => tab.getByRole('alert').getByText(/too few/)

async function newestSession(): Promise<string> {
  const { data } = await stage.askStripe('checkout/sessions?limit=1')
  return data[0]?.id ?? ''
}

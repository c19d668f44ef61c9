// The own account in a browser: who is shown as signed in, by what name, and where it ends.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD } from '../local/seed.ts'
import { openStage, type Stage } from './stage.ts'
import { focused, heading, open, tabTo } from './steps.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => stage?.close())

const opener = (page: Page) => page.getByRole('button', { name: 'Account' })
const menu = (page: Page) => page.locator('#account-menu')
const isOpen = (page: Page) => menu(page).isVisible()

async function saveName(page: Page, name: string): Promise<void> {
  await page.getByLabel('Display name').fill(name)
  await page.getByRole('button', { name: 'Save name' }).click()
}

// Whoever can't use a mouse signs out too; and a menu left open would cover what comes next.
test('the menu opens by keyboard, closes whichever way, and gives the focus back', async () => {
  const { page, problems } = await stage.signedIn('user@kai.test')
  await open(page, '/wallet')
  await tabTo(page, 'Account')
  await page.keyboard.press('Enter')
  await menu(page).getByText('user@kai.test').waitFor()
  await page.keyboard.press('Escape')
  expect([await isOpen(page), await focused(page)]).toEqual([false, 'Account'])

  await opener(page).click()
  expect(await isOpen(page)).toBe(true)
  await page.mouse.click(20, 600)
  expect(await isOpen(page)).toBe(false)

  await opener(page).click()
  await menu(page).getByRole('link', { name: 'Purchases' }).click()
  await heading(page, 'Purchases').waitFor()
  expect([await isOpen(page), await focused(page)]).toEqual([false, 'Account'])
  await opener(page).click()
  expect(await menu(page).locator('[aria-current=page]').textContent()).toBe('Purchases')
  await page.goBack()
  await page.waitForURL('**/wallet')
  await expect.poll(() => isOpen(page)).toBe(false)
  expect(problems).toEqual([])
})

// A name is shown on every page of its owner.
test('a hostile name is refused at its field, or stands there as the text it is', async () => {
  const { page, problems } = await stage.signedIn('user@kai.test', { width: 360, height: 780 })
  await open(page, '/account')
  await saveName(page, 'Ann\u202egnp.exe')
  await page.getByText('without line breaks or invisible characters').waitFor()
  expect(await page.getByLabel('Display name').inputValue()).toBe('Ann\u202egnp.exe')
  expect(await page.evaluate('document.activeElement.id')).toBe('displayName')

  const script = '<script>document.title = "taken"</script>'
  await saveName(page, script)
  await page.getByText('Your name is saved').waitFor()
  expect(await focused(page)).toBe('Your name is saved')
  await open(page, '/wallet')
  await opener(page).click()
  await menu(page).getByText(script).waitFor()
  expect(await page.title()).not.toBe('taken')

  const long = '\u0e19\u0e49\u0e33'.repeat(20)
  await open(page, '/account')
  await saveName(page, long)
  await page.getByText('Your name is saved').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await saveName(page, '')
  await expect.poll(() => page.getByLabel('Display name').inputValue()).toBe('')
  await expect.poll(() => opener(page).textContent()).toBe('Account')
  // The refused form was answered with 400, which Chromium reports.
  expect(problems.filter((problem) => !problem.includes('400'))).toEqual([])
})

// On a train: nobody knows whether it was saved, and what was typed is not typed twice.
test('a form whose answer is lost stays as it was typed, and says so', async () => {
  const { page } = await stage.signedIn('user2@kai.test')
  await open(page, '/account')
  await page.locator('.tray').waitFor({ state: 'attached' })
  await page.getByLabel('Purchases, in US dollars').fill('70')
  await page.getByLabel('Commitments, in tokens').fill('300')
  await page.route('**/account.data*', (route) => route.abort())
  await page.getByRole('button', { name: 'Save limits' }).click()
  await page.locator('.tray').getByText('it is not known whether that was saved').waitFor()
  expect(await page.getByLabel('Purchases, in US dollars').inputValue()).toBe('70')
  expect(await page.getByLabel('Commitments, in tokens').inputValue()).toBe('300')
  await page.unroute('**/account.data*')
  await page.getByRole('button', { name: 'Save limits' }).click()
  await page.getByText('Your limits are saved').waitFor()
})

describe('signing out everywhere', () => {
  // A phone was stolen: its finder must not see another page.
  test('every other browser is out at its next step, and nobody else is', async () => {
    const phone = await stage.signedIn('user2@kai.test')
    const laptop = await stage.signedIn('user2@kai.test')
    const bystander = await stage.signedIn('user@kai.test')
    await open(phone.page, '/wallet')

    await open(laptop.page, '/account')
    await laptop.page.getByText('Sign out everywhere…').click()
    await laptop.page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await laptop.page.getByText('You are signed out everywhere').waitFor()
    expect(await laptop.page.getByRole('link', { name: 'Sign in' }).count()).toBeGreaterThan(0)

    await phone.page.getByRole('link', { name: 'History' }).first().click()
    await phone.page.getByText('Your session has ended').waitFor()
    await phone.page.goto('/predictions')
    await phone.page.getByRole('link', { name: 'Create account' }).waitFor()
    expect(await phone.page.content()).not.toContain('user2@kai.test')
    await bystander.page.goto('/wallet/history')
    await heading(bystander.page, 'History').first().waitFor()

    // Signing in again goes on where it ended, with the keyboard at the title.
    await phone.page.goto('/wallet/history')
    await phone.page.getByLabel('E-mail').fill('user2@kai.test')
    await phone.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await phone.page.keyboard.press('Enter')
    await phone.page.waitForURL('**/wallet/history')
    await expect.poll(() => focused(phone.page)).toBe('History')
  })

  test('without JavaScript the menu opens, it asks first, and it ends', async () => {
    const { context } = await stage.signedIn('admin2@kai.test')
    const { page } = await stage.newPage({ from: context, javaScript: false })
    await page.goto('/wallet')
    await opener(page).click()
    await menu(page).getByRole('link', { name: 'Account' }).click()
    const confirm = page.getByRole('button', { name: 'Sign out everywhere' })
    expect(await confirm.isVisible()).toBe(false)
    await page.getByText('Sign out everywhere…').click()
    await confirm.click()
    await page.getByText('You are signed out everywhere').waitFor()
    expect(await page.locator('main').textContent()).toContain('Signing in needs JavaScript')
    expect(await page.getByRole('button', { name: 'Show password' }).count()).toBe(0)
    await page.goto('/wallet')
    await page.waitForURL('**/sign-in**')
  })
})

test('a password is typed, looked at and sent in the order of the keyboard', async () => {
  const { page } = await stage.newPage()
  await open(page, '/sign-in?next=%2Faccount%23limits')
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('secret')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  expect(await password.getAttribute('type')).toBe('text')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Sign in')
  // Each page of the way in knows where it leads.
  for (const name of ['Forgot the password?', 'Back to sign in', 'Create an account', 'Sign in']) {
    const link = page.locator('main').getByRole('link', { name, exact: true })
    expect(await link.getAttribute('href')).toContain('next=%2Faccount%23limits')
    await link.click()
    await link.waitFor({ state: 'detached' })
  }
  // And to which part of it.
  await page.getByLabel('E-mail').fill('user@kai.test')
  await password.fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/account#limits')
  await expect.poll(() => focused(page)).toBe('Limits and breaks')
})

// The way in and out, by keyboard too, and without waiting for what nobody needs yet.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'
import { available, focused, heading, open, openPayment, payWith, signIn, tabTo } from './steps.ts'

let stage: Stage
let buyer: BrowserContext
let admin: BrowserContext
let purchase: string
beforeAll(async () => {
  stage = await openStage()
  admin = (await stage.signedIn('admin@kai.test')).context
  const { page, context } = await stage.signedIn('user@kai.test')
  buyer = context
  await openPayment(page)
  await payWith(page, '4242424242424242')
  await heading(page, '1,100 tokens are yours').waitFor()
  purchase = new URL(page.url()).pathname
})
afterAll(async () => stage?.close())

// A hand that can't use a mouse must be able to buy.
test('a package is bought with the keyboard alone', async () => {
  const { page } = await stage.newPage({ from: buyer })
  await page.goto('/wallet')
  await tabTo(page, 'Buy tokens')
  await page.keyboard.press('Enter')
  // Without scripts it is a part of the page; with them it is a modal that Escape closes.
  await page.locator('dialog:modal', { hasText: 'Buy tokens' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // It comes back with the next frame.
  await expect.poll(() => focused(page)).toBe('Buy tokens')
  await page.keyboard.press('Enter')
  await page.locator('dialog:modal').waitFor()
  await tabTo(page, 'Continue to payment')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/c/pay/**')
  await page.getByLabel('Card number').focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('4242424242424242')
  await page.keyboard.press('Enter')
  await heading(page, /tokens are yours/).waitFor()
})

// Nobody should wait for a sign-in library before there is something to sign in with.
test('Firebase is fetched for signing in once somebody is about to', async () => {
  const other = await stage.newPage()
  const fetched: string[] = []
  other.page.on('request', (request) => fetched.push(request.url()))
  await open(other.page, '/sign-in')
  expect(fetched.some((url) => /firebase/.test(url))).toBe(false)
  await signIn(other.page, 'user2@kai.test', 'wrong password')
  await wrongPair(other.page).waitFor()
  expect(fetched.some((url) => /firebase/.test(url))).toBe(true)
  expect(fetched.some((url) => /listen/.test(url))).toBe(false)
})

describe('accounts', () => {
  test('a new account starts at zero, and signing out ends the session', async () => {
    const { page } = await stage.newPage()
    await page.goto('/sign-up')
    await page.getByLabel('E-mail').fill('new@kai.test')
    await page.getByLabel('Password', { exact: true }).fill('a long password')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/wallet')
    expect(await available(page)).toBe('0')
    await page
      .getByRole('button', { name: 'Account' })
      .or(page.getByText('Account'))
      .first()
      .click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/wallet')
    await page.waitForURL('**/sign-in**')
  })

  test('a wrong password is explained without saying whose it is', async () => {
    const { page } = await stage.newPage()
    await signIn(page, 'user@kai.test', 'not this one')
    await wrongPair(page).waitFor()
    await signIn(page, 'nobody@kai.test', 'not this one')
    await wrongPair(page).waitFor()
  })

  test('an unknown page and the purchase of somebody else are not found', async () => {
    const { page } = await stage.newPage({ from: admin })
    expect((await page.goto('/no/such/page'))?.status()).toBe(404)
    expect((await page.goto(purchase))?.status()).toBe(404)
  })

  test('the packages of admins are closed to everybody else', async () => {
    const { page } = await stage.newPage({ from: buyer })
    expect((await page.goto('/admin/packages'))?.status()).toBe(403)
  })
})

const wrongPair = (page: Page) => page.getByText('E-mail and password do not match')

// What a person does, in the words of the pages.
import type { Page } from 'playwright-core'

/** Chooses a package by its tokens and goes to the payment page. */
export async function openPayment(page: Page, tokens = '1,100'): Promise<void> {
  await page.goto('/wallet/buy')
  await page.getByRole('radio', { name: tokens }).check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL('**/c/pay/**')
}

export async function payWith(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number)
  await page.getByRole('button', { name: /^Pay \$/ }).click()
}

export const available = (page: Page): Promise<string | null> =>
  page.getByRole('region', { name: 'Available tokens' }).locator('data').first().textContent()

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

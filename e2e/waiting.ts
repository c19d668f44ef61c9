// The tray of what waits for a connection, and the forms that can wait.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { heading } from './steps.ts'

export const tray = (page: Page) => page.locator('.tray')
export const loaded = (page: Page) => tray(page).waitFor({ state: 'attached' })
export const commitButton = (page: Page) =>
  page.getByRole('button', { name: /^(?:Commit [\d,]+ to|Keep for later)/ })

/** Until it is at work, and has the usual pages at hand. */
export async function worked(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)
  await expect.poll(() => keeps(page, '/predictions')).toBe(true)
}

export const keeps = (page: Page, path: string) =>
  page.evaluate(`caches.match('${path}').then((kept) => kept !== undefined)`)

export async function fill(page: Page, side: string, stake: string): Promise<void> {
  await page.getByRole('radio', { name: side }).check()
  await page.getByLabel('Tokens to commit').fill(stake)
}

export async function look(page: Page): Promise<void> {
  await tray(page).getByRole('button', { name: 'Look' }).click()
  await heading(page, 'Waiting on this device').waitFor()
}

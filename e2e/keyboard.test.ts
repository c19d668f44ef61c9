// A hand that can't point, and a screen no wider than that hand: all of the way from the front page
// to a receipt by keys, seeing where one is, and back at one's place whenever something closes.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD } from '../local/seed.ts'
import { placeOn, press, tabOn, type } from './keys.ts'
import { openStage, type Stage } from './stage.ts'
import { buy, focused, heading, hydrated, open } from './steps.ts'

const PHONE = { width: 360, height: 780 }
const FILM = '/predictions/prd-film-billion'
const TABS_MAX = 80

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  const { page } = await stage.signedIn('user@kai.test')
  await buy(page, '1,100')
  await page.context().close()
})
afterAll(() => stage?.close())

test('from the front page to a receipt by keys alone', async () => {
  const { page, problems } = await stage.newPage(PHONE)
  await open(page, '/')
  await press(page, page.getByRole('link', { name: 'Sign in' }).first())
  await heading(page, 'Welcome back').waitFor()
  await type(page, page.getByLabel('E-mail'), 'user@kai.test')
  await type(page, page.getByLabel('Password', { exact: true }), PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/wallet')
  await hydrated(page)
  await expect.poll(() => page.evaluate('document.activeElement.localName')).toBe('h1')

  await press(page, page.getByRole('button', { name: 'Account' }))
  await tabOn(page, page.getByRole('button', { name: 'Sign out' }))
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('Account')
  await press(page, page.getByRole('link', { name: 'Buy tokens' }).first())
  await page.locator('dialog:modal').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('Buy tokens')

  await press(page, page.getByRole('link', { name: 'Predictions' }).last())
  await page.waitForURL('**/predictions')
  await press(page, page.locator(`main a[href^="${FILM}"]`).first())
  await page.waitForURL(`**${FILM}`)
  await tabOn(page, page.getByRole('radio', { name: 'Yes' }))
  await page.keyboard.press('Space')
  await type(page, page.getByLabel('Tokens to commit'), '30')
  await page.keyboard.press('ArrowUp')
  await page.getByText('If Yes is right').waitFor()
  await press(page, page.getByRole('button', { name: /^Commit 31 to Yes at/ }))
  await heading(page, '31 tokens committed to Yes').waitFor()
  expect(await focused(page)).toBe('31 tokens committed to Yes')

  await looksAtWhatWaits(page)
  const own = problems.filter((text) => !text.startsWith('Failed to load resource: net::'))
  expect(own).toEqual([])
})

test('wherever the keys lead, one sees where one is', async () => {
  const { page } = await stage.signedIn('user@kai.test', PHONE)
  for (const path of ['/wallet', '/predictions', FILM, '/wallet/history', '/account']) {
    await open(page, path)
    await page.keyboard.press('Tab')
    const first = await placeOn(page)
    expect([path, first.fault]).toEqual([path, null])
    let at = first
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      await page.keyboard.press('Tab')
      at = await placeOn(page)
      if (at.name === 'body' || at.name === first.name) break
      // It is scrolled to a moment later.
      await expect.poll(async () => (await placeOn(page)).fault, { message: path }).toBe(null)
    }
    expect(['body', first.name]).toContain(at.name)
  }
})

async function looksAtWhatWaits(page: Page): Promise<void> {
  await open(page, FILM)
  await page.locator('.tray').waitFor({ state: 'attached' })
  await page.context().setOffline(true)
  await page.getByRole('radio', { name: 'No' }).check()
  await page.getByLabel('Tokens to commit').fill('20')
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('button', { name: 'Look' }))
  await heading(page, 'Waiting on this device').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('Look')
  await press(page, page.getByRole('button', { name: 'Look' }))
  await press(page, page.getByRole('button', { name: 'Discard' }))
  // What opened it is gone as well.
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('main')
  await page.context().setOffline(false)
}

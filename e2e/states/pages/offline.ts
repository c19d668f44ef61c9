// What a browser shows that knows the wallet, while there is no connection.
import type { Page } from 'playwright-core'
import type { PageState } from '../state.ts'

const away = (more: Omit<PageState, 'as' | 'before'>): PageState => ({
  as: 'regular',
  before: loseConnection,
  ...more,
})

export const OFFLINE: readonly PageState[] = [
  away({
    name: 'offline: the last known wallet',
    path: '/wallet',
    shows: /^Offline. Last known, as of/,
    offline: 'kept',
  }),
  away({
    name: 'offline: a commitment waits',
    path: '/predictions/prd-film',
    shows: /1 commitment waiting/,
    act: tapCommit,
    offline: 'kept',
  }),
  away({
    name: 'offline: a page that is not kept',
    path: '/wallet/purchases',
    shows: 'You are offline',
    offline: 'not kept',
    bare: true,
  }),
]

const KNOWN = ['/wallet', '/predictions/prd-film']
const AT_WORK = `navigator.serviceWorker.controller !== null`
const POLL_MS = 50
const TRIES_MAX = 600

/** Once the pages have been seen and the service worker is there. */
async function loseConnection(page: Page): Promise<void> {
  await page.goto('/wallet')
  await until(page, AT_WORK)
  for (const path of KNOWN) {
    await page.goto(path)
    await until(page, `caches.match('${path}').then((kept) => kept !== undefined)`)
  }
  await page.context().setOffline(true)
}

async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (await page.evaluate(condition)) return
    await page.waitForTimeout(POLL_MS)
  }
  throw new Error(`never came true: ${condition}`)
}

async function tapCommit(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.getByLabel('Tokens to commit').fill('20')
  // A page opened offline by an emulation may believe that it has a network.
  await page.getByRole('button', { name: /^(?:Commit 20 to|Keep for later)/ }).click()
}

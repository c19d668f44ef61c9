// The connection goes and comes back: what somebody saw stays on the screen, what they typed stays
// in its form, and nothing is committed or bought twice, or by somebody else.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD } from '../local/seed.ts'
import { openStage, type Stage } from './stage.ts'
import {
  available,
  buy,
  draftPrediction,
  heading,
  open,
  rowsOf,
  savesTerms,
  serious,
  signIn,
  signOut,
  tokensOf,
} from './steps.ts'
import { commitButton, fill, keeps, loaded, look, tray, worked } from './waiting.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const FILM = '/predictions/prd-film-billion'

describe('with the service worker', () => {
  let page: Page
  let context: BrowserContext
  let problems: string[]
  beforeAll(async () => {
    const opened = await stage.signedIn('user@kai.test', { serviceWorker: true })
    ;({ page, context, problems } = opened)
    await buy(page, '1,100')
  })

  test('a page seen before is there, marked with its time; another one says so', async () => {
    await open(page, '/wallet')
    await worked(page)
    await open(page, FILM)
    await context.setOffline(true)
    await page.goto('/wallet')
    expect(await available(page)).toBe('1,100')
    await tray(page)
      .getByText(/^Offline. Last known, as of /)
      .waitFor()
    // Only a whole page is known of it: it opens as one.
    await page.getByRole('link', { name: 'Predictions' }).first().click()
    await page.waitForURL('**/predictions')
    await tray(page)
      .getByText(/^Offline. Last known, as of /)
      .waitFor()
    // Nothing of it is known: a tap says so as its address would, and it comes by itself.
    await page.getByRole('link', { name: 'History' }).first().click()
    await heading(page, 'You are offline').waitFor()
    await context.setOffline(false)
    await heading(page, 'History').waitFor()
    expect(await tray(page).getByText('Offline').count()).toBe(0)
  })

  // A train, a tunnel, the first purchase: its sheet has never been opened on this phone.
  test('whoever never bought here can begin to without a connection', async () => {
    const { page, context } = await stage.signedIn('user2@kai.test', { serviceWorker: true })
    await open(page, '/wallet')
    await worked(page)
    await expect.poll(() => keeps(page, '/wallet/buy')).toBe(true)
    await context.setOffline(true)
    await page.getByRole('link', { name: 'Buy tokens' }).first().click()
    await page.getByRole('dialog').getByRole('radio', { name: '500' }).first().check()
    await page.getByRole('button', { name: 'Keep for later' }).click()
    await page.getByRole('alert').getByText('Not sent yet, kept here').waitFor()
    await tray(page).getByText('1 purchase waiting for the connection').waitFor()
    await context.close()
  })

  test('tapped offline, it waits; back again, it is committed once', async () => {
    await open(page, '/wallet')
    const before = tokensOf(await available(page))
    await open(page, FILM)
    const key = await page.locator('#commit input[name=key]').inputValue()
    await context.setOffline(true)
    await page.goto(FILM)
    await tray(page)
      .getByText(/^Offline. Last known/)
      .waitFor()
    // Its old key may have been used: a new form.
    expect(await page.locator('#commit input[name=key]').inputValue()).not.toBe(key)
    await fill(page, 'Yes', '100')
    await commitButton(page).click()
    await page.getByRole('alert').getByText('Not sent yet, kept here').waitFor()
    await commitButton(page).click()
    await tray(page).getByText('1 commitment waiting for the connection').waitFor()
    expect(await page.getByLabel('Tokens to commit').inputValue()).toBe('100')
    // Also after a reload, in another tab, and on the wallet.
    await page.goto('/wallet')
    await tray(page).getByText('1 commitment waiting for the connection').waitFor()
    const other = await context.newPage()
    await other.goto(FILM)
    await tray(other).getByText('1 commitment waiting for the connection').waitFor()
    await fill(other, 'No', '50')
    await commitButton(other).click()
    await other.getByRole('alert').getByText('One is waiting already').waitFor()
    await context.setOffline(false)
    await expect.poll(async () => tokensOf(await available(page))).toBe(before - 100)
    // Whichever tab sent it says so: the wallet in a line, the form by its receipt.
    const line = tray(page).getByText('Sent: 100 tokens to Yes.')
    const receipt = heading(other, '100 tokens committed to Yes')
    await expect.poll(async () => (await line.count()) + (await receipt.count())).toBe(1)
    await expect.poll(() => tray(page).getByText('waiting').count()).toBe(0)
    await expect.poll(() => tray(other).getByText('waiting').count()).toBe(0)
    await other.close()
    const [newest, older] = await rowsOf(page, 2)
    expect(newest).toContain('Committed')
    expect(tokensOf(newest?.split('=')[1])).toBe(before - 100)
    expect(tokensOf(older?.split('=')[1])).toBe(before)
  })

  test('signing out asks, then discards what waits; the next person sees nothing', async () => {
    await open(page, '/wallet/buy')
    await loaded(page)
    await context.setOffline(true)
    await page.getByRole('radio', { name: '500' }).first().check()
    await page.getByRole('button', { name: 'Keep for later' }).click()
    await page.getByRole('alert').getByText('Not sent yet, kept here').waitFor()
    await page.goto('/wallet')
    await tray(page).getByText('1 purchase waiting for the connection').waitFor()
    await context.setOffline(false)
    // Never by itself: a payment page opens after a tap.
    await tray(page).getByText('1 purchase waiting for your decision').waitFor()
    await look(page)
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Nothing has changed since.').waitFor()
    await sheet.getByRole('button', { name: 'Pay $4.99' }).waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    const other = await context.newPage()
    await open(other, FILM)
    await loaded(other)
    await signOut(page)
    await heading(page, 'Sign out and discard?').waitFor()
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    // Everywhere is still everywhere after the question.
    await open(page, '/account')
    await page.getByText('Sign out everywhere…').click()
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('button', { name: 'Sign out and discard' }).click()
    await page.getByText('You are signed out everywhere').waitFor()
    expect(await keeps(page, '/wallet')).toBe(false)
    // The other tab notices at once.
    await other.getByRole('link', { name: 'Sign in to commit' }).waitFor()
    await other.close()
    await signIn(page, 'user2@kai.test', PASSWORD)
    await page.waitForURL('**/wallet')
    await loaded(page)
    await context.setOffline(true)
    await page.goto('/wallet/purchases').catch(() => null)
    expect(await page.getByText(/waiting/).count()).toBe(0)
    await context.setOffline(false)
    expect(serious(problems)).toEqual([])
  })
})

describe('when an answer is lost', () => {
  // Committed, and nobody told: the tokens must neither be committed again nor be thought unspent.
  test('the page stays, and finds out whether it arrived', async () => {
    const { page } = await stage.signedIn('user@kai.test')
    await open(page, '/wallet')
    const had = tokensOf(await available(page))
    await open(page, FILM)
    await loaded(page)
    let isSeen = () => {}
    const seen = new Promise<void>((resolve) => {
      isSeen = resolve
    })
    await page.route('**/predictions/*.data*', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await seen
      return route.abort()
    })
    // Not before it was looked at.
    await page.route('**/api/wallet/balance', (route) => route.abort())
    await fill(page, 'No', '50')
    await commitButton(page).click()
    // As if it had arrived, until that is known to be untrue.
    const pending = page.getByRole('status', { name: 'Committing…' })
    await pending.getByText('50 tokens to No at').waitFor()
    expect(tokensOf(await pending.locator('data').textContent())).toBe(had - 50)
    isSeen()
    await page.getByRole('alert').getByText('The answer got lost').waitFor()
    expect(await pending.count()).toBe(0)
    expect(await page.getByLabel('Tokens to commit').inputValue()).toBe('50')
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.evaluate('window.dispatchEvent(new Event("online"))')
    await heading(page, '50 tokens committed to No').waitFor()
    const [newest = '', before = ''] = await rowsOf(page, 2)
    expect(newest).toMatch(/50 = [\d,]+$/)
    expect(tokensOf(newest.split('=')[1])).toBe(had - 50)
    expect(tokensOf(before.split('=')[1])).toBe(had)
  })

  test('a reading that fails leaves the page as it is, and comes after all', async () => {
    const { page } = await stage.signedIn('user@kai.test')
    await open(page, FILM)
    await loaded(page)
    await fill(page, 'Yes', '70')
    await page.route('**/*.data*', (route) => route.abort())
    await page.evaluate(`history.replaceState({ ...history.state }, '', location.href)`)
    const tapHistory = async () => {
      await page.getByRole('link', { name: 'History' }).first().click()
      await tray(page).getByText('opens once the connection is back').waitFor()
      expect(await page.locator('.progress').isVisible()).toBe(false)
      expect(await page.getByLabel('Tokens to commit').inputValue()).toBe('70')
    }
    await tapHistory()
    await tray(page).getByRole('button', { name: 'Stay here' }).click()
    await expect.poll(() => page.locator('.progress').count()).toBe(0)
    await tapHistory()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.evaluate('window.dispatchEvent(new Event("online"))')
    await heading(page, 'History').waitFor()
  })
})

test('when the odds changed meanwhile the person is asked, and the same key is sent', async () => {
  const admin = (await stage.signedIn('admin@kai.test')).page
  const id = await draftPrediction(admin, 'It rains in May', { yes: '1.85', no: '2' })
  await admin.getByRole('button', { name: 'Open for commitments' }).click()
  await admin.getByText('It is open for commitments').waitFor()
  const { page, context } = await stage.signedIn('user@kai.test', { width: 360, height: 780 })
  await open(page, `/predictions/${id}`)
  await loaded(page)
  const key = await page.locator('#commit input[name=key]').inputValue()
  await context.setOffline(true)
  await fill(page, 'Yes', '100')
  await commitButton(page).click()
  await tray(page).getByText('1 commitment waiting for the connection').waitFor()
  await admin.getByLabel('Odds of Yes').fill('1.5')
  await expect.poll(() => savesTerms(admin), { interval: 1_000 }).toBe(true)
  await context.setOffline(false)
  await tray(page).getByText('1 commitment waiting for your decision').waitFor()
  await look(page)
  await page.getByRole('row', { name: 'Odds 1.85 1.50' }).waitFor()
  const sent = page.waitForRequest('**/api/wallet/commit')
  await page.getByRole('button', { name: 'Commit 100 tokens to Yes at 1.50' }).click()
  expect((await sent).headers()['idempotency-key']).toBe(key)
  await heading(page, '100 tokens committed to Yes').waitFor()
})

describe('when the session ends', () => {
  test('what was typed is there again after signing in, and belongs to nobody else', async () => {
    const { page, context } = await stage.signedIn('user@kai.test')
    const field = page.getByLabel('Commitments, in tokens')
    const interrupted = async (next: string) => {
      await open(page, '/account')
      await loaded(page)
      await field.fill('123')
      await context.clearCookies()
      await page.getByRole('button', { name: 'Save limits' }).click()
      await page.waitForURL('**/sign-in**')
      await loaded(page)
      await page.getByLabel('E-mail').fill(next)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.keyboard.press('Enter')
      await page.waitForURL('**/account')
    }
    await interrupted('user@kai.test')
    await tray(page).getByText('What you typed is here again').waitFor()
    expect(await field.inputValue()).toBe('123')

    await interrupted('user2@kai.test')
    await loaded(page)
    expect(await field.inputValue()).toBe('')
  })

  test('without scripts, side and stake come along to the sign-in page', async () => {
    const { page, context } = await stage.signedIn('user@kai.test')
    const plain = await stage.newPage({ from: context, javaScript: false })
    await plain.page.goto(FILM)
    await plain.page.getByRole('radio', { name: 'No' }).check()
    await plain.page.getByLabel('Tokens to commit').fill('77')
    await plain.context.clearCookies()
    await plain.page.getByRole('button', { name: 'Look at it, then commit' }).click()
    await plain.page.waitForURL('**/sign-in**')
    const next = new URL(plain.page.url()).searchParams.get('next') ?? ''
    expect(next).toBe(`${FILM}?side=no&stake=77#commit`)
    await page.goto(next)
    expect(await page.getByLabel('Tokens to commit').inputValue()).toBe('77')
    expect(await page.getByRole('radio', { name: 'No' }).isChecked()).toBe(true)
  })
})

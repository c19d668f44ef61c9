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

const HYDRATED = `Object.keys(document.querySelector('footer') ?? {})
  .some((key) => key.startsWith('__react'))`

// Against hangs.
const HYDRATION_MS_MAX = 60_000
const POLL_MS = 20

/** Waits until the page's scripts are at work; not for a quiet network, because wallets listen. */
export async function hydrated(page: Page): Promise<void> {
  const until = Date.now() + HYDRATION_MS_MAX
  // Not `waitForFunction`: pages allow no eval.
  while (!(await page.evaluate(HYDRATED))) {
    if (Date.now() > until) throw new Error(`the scripts of ${page.url()} are not at work`)
    await page.waitForTimeout(POLL_MS)
  }
}

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await hydrated(page)
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

/** Buys a package by its tokens and waits until it is credited. */
export async function buy(page: Page, tokens: string): Promise<void> {
  await openPayment(page, tokens)
  await payWith(page, '4242424242424242')
  await heading(page, `${tokens} tokens are yours`).waitFor()
}

/** Fills the form of a prediction and sends it. */
export async function commitTo(page: Page, id: string, side: string, stake: string): Promise<void> {
  await page.goto(`/predictions/${id}`)
  await page.getByRole('radio', { name: side }).check()
  await page.getByLabel('Tokens to commit').fill(stake)
  await page.getByRole('button', { name: /^Commit [\d,]+ to/ }).click()
}

/** Leaves the admin on the new prediction's page; returns its id. */
export async function draftPrediction(
  page: Page,
  title: string,
  odds: { readonly yes: string; readonly no: string },
): Promise<string> {
  await page.goto('/admin/predictions')
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('What counts').fill('What the official report says.')
  await page.getByLabel('Category').fill('weather')
  await page.getByLabel('Closes at (UTC)').fill(inDays(30))
  await page.getByLabel('Odds of Yes').fill(odds.yes)
  await page.getByLabel('Odds of No').fill(odds.no)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('The draft is saved').waitFor()
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

const DAY_MS = 86_400_000
const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)

export async function lockNow(page: Page, id: string): Promise<void> {
  await page.goto(`/admin/predictions/${id}`)
  await page.getByText('Lock now…').click()
  await page.getByRole('button', { name: 'Lock for good' }).click()
  await page.getByText('It is locked').waitFor()
}

/** Looks at what an outcome does, compares it, then does it. */
export async function resolveAs(
  page: Page,
  outcome: string,
  confirm: string,
  expected: Record<string, string>,
  warning?: string,
): Promise<void> {
  await page.getByRole('radio', { name: outcome }).check()
  await page.getByRole('button', { name: 'See what it does' }).click()
  await page.getByText('Nothing has happened yet').waitFor()
  for (const [name, value] of Object.entries(expected)) {
    const shown = page.locator('.sum', { hasText: name }).locator('dd')
    if ((await shown.textContent()) !== value) {
      throw new Error(`${name}: ${await shown.textContent()} instead of ${value}`)
    }
  }
  if (warning) await page.getByText(warning).waitFor()
  await page.getByRole('button', { name: confirm }).click()
  await page.getByText('The outcome is set').waitFor()
}

/** A row of the wallet that came in meanwhile: where its list is being read it waits for a tap. */
export async function seesRow(page: Page, change: string): Promise<void> {
  const row = page.getByText(change).filter({ visible: true })
  const news = page.getByRole('button', { name: '1 new' })
  await news.or(row).first().waitFor()
  if (await news.isVisible()) await news.click()
  await row.first().waitFor()
}

/** The newest rows of the history: `Won +185 = 1,185`. */
export async function rowsOf(page: Page, count: number): Promise<string[]> {
  await page.goto('/wallet/history')
  const rows = page.getByRole('region', { name: 'Movements' }).getByRole('listitem')
  const texts: string[] = []
  for (let at = 0; at < count; at += 1) {
    const row = rows.nth(at)
    const title = await row.locator('p').first().textContent()
    const change = await row.locator('.text-right p').first().textContent()
    const after = await row.locator('data').textContent()
    texts.push(`${title} ${change} = ${after}`)
  }
  return texts
}

export const focused = (page: Page): Promise<string> =>
  page.evaluate(`document.activeElement?.textContent?.trim().replace(/\\s+/g, ' ') ?? ''`)

export async function tabTo(page: Page, name: string, tabsMax = 40): Promise<void> {
  for (let tabs = 0; tabs < tabsMax; tabs += 1) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === name) return
  }
  throw new Error(`the keyboard never reaches "${name}"`)
}

/** As written on a page, "1,100"; NaN when there is none. */
export const tokensOf = (text: string | null | undefined): number =>
  Number((text ?? '?').replaceAll(',', ''))

/** Odds can change every two seconds at most: then once more. */
export async function savesTerms(admin: Page): Promise<boolean> {
  const saved = admin.getByText('The changes are saved.')
  await admin.getByRole('button', { name: 'Save changes' }).click()
  await saved.or(admin.getByText('Odds were changed a moment ago')).first().waitFor()
  return saved.isVisible()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).first().click()
}

/** Those that say more than that there was no connection. */
export const serious = (problems: readonly string[]) =>
  problems.filter((text) => !/^Failed to load resource: (?:net::|the server resp)/.test(text))

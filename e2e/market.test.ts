// What makes people trust a market: odds that hold still under the finger, and no dead ends on the
// way to a commitment.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsIn } from './accessibility.ts'
import { openStage, type Stage } from './stage.ts'
import { available, buy, focused, heading, lockNow, open, openPayment, payWith } from './steps.ts'

let stage: Stage
let ann: Page
let admin: Page
beforeAll(async () => {
  stage = await openStage()
  ann = (await stage.signedIn('user@kai.test')).page
  admin = (await stage.signedIn('admin@kai.test')).page
  await buy(ann, '500')
})
afterAll(async () => stage?.close())

const PHONE = { width: 360, height: 780 }

async function spendable(): Promise<string | null> {
  await ann.goto('/wallet')
  return available(ann)
}

async function setOdds(id: string, yes: string): Promise<void> {
  await admin.goto(`/admin/predictions/${id}`)
  await admin.getByLabel('Odds of Yes').fill(yes)
  await admin.getByRole('button', { name: 'Save changes' }).click()
  await admin.getByText('The changes are saved').waitFor()
}

/** A page whose schedule is driven by hand, with the form filled in. */
async function choosing(id: string, stake: string): Promise<Page> {
  const { page } = await stage.newPage({ ...PHONE, from: ann.context() })
  await page.clock.install()
  await open(page, `/predictions/${id}`)
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.getByLabel('Tokens to commit').fill(stake)
  await page.getByRole('button', { name: `Commit ${stake} to Yes at` }).waitFor()
  return page
}

describe('an open page follows the market', () => {
  // Nobody may be bound to odds that changed under the finger, nor by the second of two quick taps.
  test('new odds are shown beside the old, and bind only once they are taken', async () => {
    const page = await choosing('prd-moon-landing', '20')
    await setOdds('prd-moon-landing', '2.5')
    await page.clock.fastForward(15_000)
    await page.getByText('The odds of Yes went from 3.20 to 2.50').waitFor()
    await page.getByText('20 tokens would return 50 instead of 64').waitFor()
    expect(await page.locator('[name=oddsYes]').inputValue()).toBe('32000')
    expect(await faultsIn(page)).toEqual([])

    await page.getByRole('button', { name: 'Take the new odds, 2.50' }).dblclick()
    const send = page.getByRole('button', { name: 'Commit 20 to Yes at 2.50' })
    await send.waitFor()
    expect(await spendable()).toBe('500')
    await send.click()
    await heading(page, '20 tokens committed to Yes').waitFor()
    await page.getByRole('status').getByText('50 tokens').waitFor()
    expect(await spendable()).toBe('480')
  })

  // A refusal must say what is new, and must not cost a second search for the button.
  test('odds that changed unseen are refused, and taken with one tap', async () => {
    const page = await choosing('prd-film-billion', '10')
    await setOdds('prd-film-billion', '1.4')
    await page.getByRole('button', { name: 'Commit 10 to Yes at 1.50' }).click()
    await page.getByRole('alert').getByText('The odds have changed').waitFor()
    await page.getByText('The odds of Yes went from 1.50 to 1.40').waitFor()
    await page.getByRole('button', { name: 'Commit 10 to Yes at 1.40' }).click()
    await heading(page, '10 tokens committed to Yes').waitFor()
  })

  // Whoever is typing when it closes must learn why the form is gone, and that nothing moved.
  test('a close while somebody chooses is explained where the form was', async () => {
    const page = await choosing('prd-rain-friday', '30')
    const before = await spendable()
    await lockNow(admin, 'prd-rain-friday')
    await page.clock.fastForward(15_000)
    await heading(page, 'This prediction has closed').waitFor()
    await page.getByText('It closed while this page was open').waitFor()
    await expect.poll(() => focused(page)).toBe('This prediction has closed')
    expect(await faultsIn(page)).toEqual([])
    expect(await spendable()).toBe(before)
  })
})

// Who is short must not be sold too much, nor lose what they were about to do. Without scripts too.
test.each([
  { javaScript: true, id: 'prd-chess-title' },
  { javaScript: false, id: 'prd-film-billion' },
])('missing tokens lead to the right package and back, %j', async ({ javaScript, id }) => {
  const had = Number(await spendable())
  const stake = had + 100
  const { page } = await stage.newPage({ ...PHONE, javaScript, from: ann.context() })
  await page.goto(`/predictions/${id}?side=no`)
  await page.getByLabel('Tokens to commit').fill(String(stake))
  if (!javaScript) await page.getByRole('button', { name: 'Look at it, then commit' }).click()
  await page.locator('#commit').getByRole('link', { name: 'Buy tokens' }).click()
  await page.getByText('You need 100 tokens more').waitFor()
  expect(await page.getByRole('radio', { name: '500 tokens' }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL('**/c/pay/**')
  await payWith(page, '4000000000000002')
  await page.getByText('declined').first().waitFor()
  await page.getByRole('button', { name: 'Cancel and go back' }).click()
  // The news of a decline may come a moment after the person.
  const again = page.getByRole('link', { name: 'Try another card, $4.99' })
  await expect.poll(() => page.reload().then(() => again.count())).toBe(1)
  await again.click()
  await payWith(page, '4242424242424242')
  await heading(page, '500 tokens are yours').waitFor()
  await page.getByRole('link', { name: 'Back to the prediction' }).click()
  await page.getByRole('button', { name: `to No at` }).click()
  await heading(page, /tokens committed to No$/).waitFor()
  expect(await spendable()).toBe('400')
})

describe('the purchase dialog', () => {
  // A choice that moves by itself sells the wrong package.
  test('news about packages move no choice, and closing it is for good', async () => {
    const { page } = await stage.newPage({ from: ann.context() })
    await open(page, '/wallet')
    await page.getByRole('link', { name: 'Buy tokens' }).click()
    const chosen = page.getByRole('radio', { name: '1,100 tokens' })
    await chosen.waitFor()
    await makePopular('pro')
    await page.evaluate('__remixRouter.revalidate()')
    await page.getByRole('radio', { name: '5,000 tokens Popular' }).waitFor()
    expect(await chosen.isChecked()).toBe(true)

    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('Buy tokens')
    await page.goBack()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  // "Try again" would only be refused again: the way out has to be one.
  test('three open purchases lead to those; one given up is bought again with a tap', async () => {
    const { page } = await stage.signedIn('user2@kai.test')
    for (const tokens of ['500', '1,100', '5,000']) await openPayment(page, tokens)
    await page.goto('/wallet/buy')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await page.getByText('You have three purchases waiting').waitFor()
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    expect(await faultsIn(page)).toEqual([])
    await page.getByRole('link', { name: 'Pay or cancel an open purchase' }).click()
    const waiting = page.getByRole('region', { name: 'Open purchases' })
    await waiting.getByRole('button', { name: 'Cancel the purchase of Starter' }).click()
    await heading(page, 'You cancelled this purchase').waitFor()
    expect(await faultsIn(page)).toEqual([])
    await page.getByRole('button', { name: 'Buy it again' }).click()
    await page.waitForURL('**/c/pay/**')
    await page.getByText('$4.99').first().waitFor()
  })
})

async function makePopular(id: string): Promise<void> {
  await admin.goto(`/admin/packages?edit=${id}`)
  await admin.getByRole('checkbox', { name: /popular/i }).check()
  await admin.getByRole('button', { name: /save/i }).click()
  await admin.getByText(/saved/i).first().waitFor()
}

// Who sells by keyboard, or where scripts did not load, must see as much before it counts.
describe('an admin keeps the market', () => {
  test('packages move by keyboard under the finger, and without scripts', async () => {
    await open(admin, '/admin/packages')
    await admin.getByRole('button', { name: 'Move Pro up' }).focus()
    await admin.keyboard.press('Enter')
    await admin.getByText('Pro is in place 2 now').waitFor()
    await expect.poll(() => labelled(admin)).toBe('Move Pro up')
    await admin.keyboard.press('Enter')
    await admin.getByText('Pro is in place 1 now').waitFor()
    await expect.poll(() => labelled(admin)).toBe('Move Pro down')

    const { page } = await stage.newPage({ ...PHONE, javaScript: false, from: admin.context() })
    await page.goto('/admin/packages')
    for (const place of [2, 3]) {
      await page.getByRole('button', { name: 'Move Pro down' }).click()
      await page.getByText(`Pro is in place ${place} now`).waitFor({ state: 'attached' })
    }
    await page.goto('/wallet/buy')
    expect(await page.getByRole('radio').last().getAttribute('value')).toBe('pro')
  })

  // Prices are typed here: what the buttons around them do must not cost a letter of it.
  test('what is typed for a package stays until it is saved, and no move is undone', async () => {
    await open(admin, '/admin/packages?edit=pro')
    await admin.getByLabel('Name').fill('Prose')
    await movesOnce('Favourite', 'Starter')
    expect(await admin.getByLabel('Name').inputValue()).toBe('Prose')
    await admin.getByLabel('Name').focus()
    await readAnew(admin)
    expect(await admin.evaluate('document.activeElement.id')).toBe('name')
    await admin.getByRole('link', { name: 'Compare with Stripe' }).click()
    await admin.getByRole('link', { name: 'Compare again' }).waitFor()
    expect(await admin.getByLabel('Name').inputValue()).toBe('Prose')

    await admin.getByRole('link', { name: 'New package' }).click()
    await heading(admin, 'New package').waitFor()
    expect(await admin.getByLabel('Name').inputValue()).toBe('')
    // Two of one name: under a form that stays filled one more tap makes a third.
    const price = { currency: 'usd', unit_amount: '700', 'product_data[name]': 'Twin' }
    const { id } = await stage.askStripe('prices', price)
    for (const tokens of ['700', '701']) {
      await admin.getByLabel('Name').fill('Twin')
      await admin.getByLabel('Tokens', { exact: true }).fill(tokens)
      await admin.getByLabel('Price in US dollars').fill('7')
      await admin.getByLabel('Stripe Price').fill(id)
      await admin.getByRole('button', { name: 'Save package' }).click()
      await expect.poll(() => admin.getByLabel('Name').inputValue()).toBe('')
      await admin.getByText('Twin is saved').waitFor()
    }
    await admin.getByLabel('Name').fill('Half a na')
    await admin.getByRole('button', { name: 'Move Starter up' }).click()
    await admin.getByText('Starter is in place 1 now').waitFor()
    expect(await admin.getByLabel('Name').inputValue()).toBe('Half a na')
  })

  test('a package leaves the sale once whom it concerns was told, and comes back', async () => {
    await open(admin, '/admin/packages?edit=starter')
    await admin.getByLabel('Price in US dollars').fill('7.77')
    await admin.getByText('Take it off sale…').click()
    await admin.getByText(/about to pay for it|open, and will close/).waitFor()
    await admin.getByRole('button', { name: 'Take it off sale' }).click()
    await admin.getByText('Starter is not for sale any more').waitFor()
    await ann.goto('/wallet/buy')
    expect(await ann.getByRole('radio', { name: /^500 tokens/ }).count()).toBe(0)
    await admin.getByRole('button', { name: 'Put it on sale' }).click()
    await admin.getByText('Starter is for sale').waitFor()
    expect(await admin.getByLabel('Price in US dollars').inputValue()).toBe('7.77')
  })

  test('without scripts a change is seen before it is saved, and new odds always', async () => {
    const { page } = await stage.newPage({ javaScript: false, from: admin.context() })
    await page.goto('/admin/predictions?status=draft')
    await page.getByLabel('Title').fill('It hails on Sunday')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.locator('#preview').getByText('It hails on Sunday').first().waitFor()
    expect(await page.getByLabel('State').inputValue()).toBe('draft')
    await page.goto('/admin/predictions/prd-film-billion')
    await page.getByLabel('Title').fill('The film earns two billion')
    await page.getByRole('button', { name: 'Preview' }).click()
    const shown = page.locator('#preview').getByText('The film earns two billion').first()
    await shown.waitFor()
    await page.getByLabel('Odds of Yes').fill('3.4')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Look at what the new odds do').waitFor()
    await page.getByText('at the new odds').first().waitFor()
    await ann.goto('/predictions/prd-film-billion')
    await heading(ann, /billion dollars/).waitFor()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('The changes are saved').waitFor()
    await ann.reload()
    await heading(ann, 'The film earns two billion').waitFor()
  })
})

/** With two quick clicks: the second falls on the row that has come under the finger. */
async function movesOnce(name: string, under: string): Promise<void> {
  const arrow = admin.getByRole('button', { name: `Move ${name} up` })
  await admin.evaluate('scrollTo(0, 0)')
  const { x, y } = (await arrow.boundingBox()) ?? { x: 0, y: 0 }
  const at = [x + 8, y + 8] as const
  await admin.mouse.click(...at)
  await admin.getByText(`${name} is in place`).waitFor()
  const seen = `document.elementFromPoint(${at}).closest('button').ariaLabel`
  expect(await admin.evaluate(seen)).toBe(`Move ${under} up`)
  await admin.mouse.down({ clickCount: 2 })
  await admin.mouse.up({ clickCount: 2 })
  await readAnew(admin)
  await admin.getByText(`${name} is in place`).waitFor()
}

/** And shown. */
async function readAnew(page: Page): Promise<void> {
  const key = () => page.locator('main [name=key]').first().inputValue()
  const before = await key()
  await page.evaluate('__remixRouter.revalidate()')
  await expect.poll(key).not.toBe(before)
  await page.evaluate(FRAME)
  await page.evaluate(FRAME)
}
const FRAME = 'new Promise(requestAnimationFrame)'

const labelled = (page: Page): Promise<string | null> =>
  page.evaluate('document.activeElement?.getAttribute("aria-label")')

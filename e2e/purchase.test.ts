// The promise of the whole product: who pays has the tokens, and is told the truth meanwhile.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LimitsView } from '../shared/api/account.ts'
import type { PurchaseList } from '../shared/api/tokens.ts'
import { atDoor } from './at-door.ts'
import { openStage, type Stage } from './stage.ts'
import { available, heading, open, openPayment, payWith } from './steps.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => stage?.close())

describe('buying tokens', () => {
  // A buyer who paid and looks at the wallet must find the tokens, bonus included.
  test('the popular package is in the wallet right after paying', async () => {
    const { page, problems } = await stage.signedIn('user@kai.test')
    await openPayment(page)
    await payWith(page, '4242424242424242')
    await page.waitForURL('**/wallet/purchases/**')
    await heading(page, '1,100 tokens are yours').waitFor()
    await page.goto('/wallet')
    expect(await available(page)).toBe('1,100')
    await expect(page.getByText('Tokens bought').count()).resolves.toBe(1)
    expect(problems).toEqual([])
  })

  // Who chose before having an account must not have to choose again.
  test('a package chosen on the front page is still chosen after signing up', async () => {
    const { page } = await stage.newPage()
    await page.goto('/')
    await page.getByRole('link', { name: 'Get Starter' }).click()
    await page.getByLabel('E-mail').fill('chooser@kai.test')
    await page.getByLabel('Password', { exact: true }).fill('a long password')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Buy tokens' }).waitFor()
    expect(await page.getByRole('radio', { name: '500 tokens' }).isChecked()).toBe(true)
  })

  // A blocked script must not stand between a paid order and its tokens.
  test('without JavaScript, after signing in, a package is bought and credited', async () => {
    const { context } = await stage.signedIn('user2@kai.test')
    const { page } = await stage.newPage({ javaScript: false, from: context })
    await page.goto('/wallet')
    await page.getByRole('link', { name: 'Buy tokens' }).first().click()
    await page.getByRole('radio', { name: '500' }).check()
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await page.waitForURL('**/c/pay/**')
    await payWith(page, '4242424242424242')
    await page.waitForURL('**/wallet/purchases/**')
    await heading(page, '500 tokens are yours').waitFor()
    await page.goto('/wallet')
    expect(await available(page)).toBe('500')
  })

  // Somebody on a train taps twice and hears nothing: one order, and no payment page by surprise.
  test('tapped offline it waits; looked at and tapped, it is paid and credited once', async () => {
    const { page, context } = await stage.signedIn('admin@kai.test')
    const before = Number(await available(page))
    const made = (await sessions()).length
    await open(page, '/wallet/buy?package=starter')
    const tray = page.locator('.tray')
    await tray.waitFor({ state: 'attached' })
    await context.setOffline(true)
    const tap = page.getByRole('button', { name: 'Keep for later' })
    // A tap that is under way when the connection comes back would open the payment page.
    await tap.dblclick()
    await tray.getByText('1 purchase waiting for the connection').waitFor()
    await page.getByText('Nothing has left this device yet').waitFor()
    await tap.waitFor()
    await context.setOffline(false)
    await tray.getByText('1 purchase waiting for your decision').waitFor()
    await page.getByRole('link', { name: 'Close' }).click()
    expect((await sessions()).length).toBe(made)
    await tray.getByRole('button', { name: 'Look' }).click()
    // The wallet under it says the same.
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Nothing has changed since.').waitFor()
    await sheet.getByRole('button', { name: 'Pay $4.99' }).dblclick()
    await page.waitForURL('**/c/pay/**')
    await payWith(page, '4242424242424242')
    await heading(page, '500 tokens are yours').waitFor()
    await page.goto('/wallet')
    expect(await available(page)).toBe(String(before + 500))
    expect((await sessions()).length).toBe(made + 1)
    expect(await tray.getByText('waiting').count()).toBe(0)
  })

  // A declined card must not look like a lost purchase: the same order can be paid again.
  test('a declined card is explained, and another card pays the same order', async () => {
    const { page } = await stage.signedIn('admin@kai.test')
    await openPayment(page, '500')
    await payWith(page, '4000000000000002')
    await page.getByText('declined').first().waitFor()
    await payWith(page, '4242424242424242')
    await heading(page, '500 tokens are yours').waitFor()
  })

  // Who cancels must see that nothing was charged and be able to go on.
  test('a cancelled payment can be resumed', async () => {
    const { page } = await stage.signedIn('admin@kai.test')
    await openPayment(page, '500')
    await page.getByRole('button', { name: 'Cancel and go back' }).click()
    await page.waitForURL('**result=cancelled')
    await page.getByRole('link', { name: /pay/i }).first().click()
    await page.waitForURL('**/c/pay/**')
    await payWith(page, '4242424242424242')
    await heading(page, '500 tokens are yours').waitFor()
  })

  // Unpaid purchases hold a person's three places: giving one up must not need a script or a wait.
  test.each([true, false])(
    'an open purchase is cancelled, with scripts: %s',
    async (javaScript) => {
      const { context } = await stage.signedIn('user2@kai.test')
      const { page, problems } = await stage.newPage({ javaScript, from: context })
      await openPayment(page, '500')
      const checkout = page.url()
      await page.goto('/wallet')
      const open = page.getByRole('region', { name: 'Open purchases' })
      await open.getByRole('button', { name: /^Cancel/ }).click()
      await heading(page, 'You cancelled this purchase').waitFor()
      expect((await fetch(checkout, PAID)).status).toBe(410)
      await page.goto('/wallet')
      expect(await open.count()).toBe(0)
      expect(problems).toEqual([])
    },
  )

  // An outage must not look like a purchase that nobody cancelled: somebody might pay it.
  test('a cancellation that Stripe does not answer is shown, and offered again', async () => {
    const { page } = await stage.signedIn('user2@kai.test')
    await openPayment(page, '500')
    await page.getByRole('button', { name: 'Cancel and go back' }).click()
    const rules = [{ kind: 'reject', call: 'checkout.sessions.expire', status: 503 }]
    await stage.control('faults', { seed: 1, rules })
    await page.getByRole('button', { name: 'Cancel this purchase' }).click()
    await heading(page, 'This purchase is being cancelled').waitFor()
    await page.getByText('The payment service does not answer').waitFor()
    await fetch(`${stage.stack.services.stripe?.url}/__local/faults`, { method: 'DELETE' })
    await page.getByRole('button', { name: 'Try again' }).click()
    await heading(page, 'You cancelled this purchase').waitFor()
  })

  // Who paid in another tab and cancels here must get the tokens, not a cancelled purchase.
  test('a purchase paid meanwhile is credited, not cancelled', async () => {
    const { page } = await stage.signedIn('admin2@kai.test')
    await openPayment(page, '500')
    const checkout = page.url()
    await page.getByRole('button', { name: 'Cancel and go back' }).click()
    const cancel = page.getByRole('button', { name: 'Cancel this purchase' })
    await cancel.waitFor()
    await stage.control('webhooks', { enabled: false })
    expect((await fetch(checkout, PAID)).status).toBe(303)
    await cancel.click()
    await heading(page, '500 tokens are yours').waitFor()
    await stage.control('webhooks', { enabled: true })
  })

  // A bank debit takes days: the page says so, and the tokens come without anybody's help.
  test('a delayed payment is announced and credited when it settles', async () => {
    const { page } = await stage.signedIn('admin2@kai.test')
    await openPayment(page, '500')
    await page.getByRole('button', { name: /bank_delayed_success/ }).click()
    await page.waitForURL('**/wallet/purchases/**')
    await page.getByText(/bank/i).first().waitFor()
    const session = await sessionOf(page)
    expect((await stage.control(`sessions/${session}/settle`)).status).toBe(200)
    await heading(page, '500 tokens are yours').waitFor()
  })

  // The order of a purchase that met an outage uses the limit up: its form, whose key alone can't
  // order twice, must stay all the same, and say why. Without scripts too.
  test('under an own limit an outage leaves the form; what fills the limit is found', async () => {
    const { context, page: own } = await stage.signedIn('admin2@kai.test')
    const ann = await atDoor(stage, 'admin2@kai.test')
    const { today } = await ann.ask<LimitsView>('/api/account/limits')
    await own.goto('/account')
    const cap = String((today.purchasedUsdCents + 1_200) / 100)
    await own.getByLabel('Purchases, in US dollars').fill(cap)
    await own.getByRole('button', { name: 'Save limits' }).click()
    await own.getByText('Your limits are saved').waitFor()

    const rules = [{ kind: 'reject', call: 'checkout.sessions.create', status: 503 }]
    for (const javaScript of [true, false]) {
      const { page } = await stage.newPage({ javaScript, from: context })
      await page.goto('/wallet/buy')
      await page.getByText('Over your own limit today').waitFor()
      await page.getByRole('radio', { name: '1,100' }).check()
      await stage.control('faults', { seed: 1, rules })
      await page.getByRole('button', { name: 'Continue to payment' }).click()
      await page.getByText('The payment service does not answer').waitFor()
      expect(await page.getByRole('radio', { name: '1,100' }).isChecked()).toBe(true)
      expect(await page.getByText(/own limit/).count()).toBe(0)
      await fetch(`${stage.stack.services.stripe?.url}/__local/faults`, { method: 'DELETE' })
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.waitForURL('**/c/pay/**')
      if (!javaScript) continue
      // Whoever comes another way is led to what uses it up.
      await own.goto('/wallet/buy')
      await own.getByText('Every package would go over your own limit').waitFor()
      await own.getByRole('link', { name: 'See what waits for payment' }).click()
      await heading(own, 'Purchases').waitFor()
      const [order] = (await ann.ask<PurchaseList>('/api/tokens/purchases?limit=1')).items
      if (order) await ann.cancels(order)
    }
  })
})

const PAID: RequestInit = {
  method: 'POST',
  redirect: 'manual',
  body: new URLSearchParams({ card_number: '4242424242424242' }),
}

/** From Stripe's own list: the page doesn't show it. */
async function sessionOf(page: Page): Promise<string> {
  const purchaseId = new URL(page.url()).pathname.split('/').at(-1)
  const found = (await sessions()).find((one) => one.client_reference_id === purchaseId)
  return found?.id ?? ''
}

async function sessions(): Promise<{ id: string; client_reference_id: string }[]> {
  const { data } = await stage.askStripe<{ data: { id: string; client_reference_id: string }[] }>(
    'checkout/sessions?limit=100',
  )
  return data
}

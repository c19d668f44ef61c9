// Money that was paid for nothing, through the pages alone: whoever sends it back must find the way
// from the first notice on, and no page may promise what none of them can do.
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AtDoor, atDoor } from './at-door.ts'
import { payElsewhere } from './elsewhere.ts'
import { openStage, type Stage } from './stage.ts'

const PHONE = { width: 360, height: 780, javaScript: false } as const

let stage: Stage
let admin: Page
let problems: readonly string[]
let other: Page
let ann: AtDoor
beforeEach(async () => {
  stage = await openStage()
  const desk = await stage.signedIn('admin@kai.test')
  admin = desk.page
  problems = desk.problems
  // Signing in needs scripts; what follows does not.
  const { context } = await stage.signedIn('admin2@kai.test')
  other = (await stage.newPage({ ...PHONE, from: context })).page
  ann = await atDoor(stage, 'user@kai.test')
})
afterEach(async () => stage?.close())

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('link', { name }).first().click()
const reads = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const spendable = () => expect.poll(async () => (await ann.balance()).availableTokens)

/** What would go back is shown first; ends before it is sent. */
async function looksAtRefund(page: Page, amount: string): Promise<void> {
  const payment = page.getByRole('region', { name: `Paid: ${amount}`, exact: true })
  await payment.getByText(`Refund ${amount}…`).click()
  await payment.getByLabel('Reason').selectOption('duplicate')
  await payment.getByLabel('Why, for other admins').fill('It granted nothing.')
  await payment.getByRole('button', { name: 'See what it does' }).click()
  await reads(page, 'Nothing has happened yet')
  await reads(page, 'No token would be taken back.')
}

async function sendsIt(page: Page, amount: string): Promise<void> {
  await press(page, `Refund ${amount}`)
  await reads(page, 'Stripe has it')
  await reads(page, 'None: its payment was not the one that was granted')
}

/** From the first page of the console, as somebody who was rung. */
async function opensCase(page: Page, name: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto('/admin')
      return page.getByRole('main').getByRole('link', { name: '1 open case' }).count()
    })
    .toBe(1)
  await follow(page, '1 open case')
  await reads(page, name)
  await follow(page, /^(?:order|returned)_/)
}

test('an order that was paid by a wrong amount is refused, and its money sent back', async () => {
  const order = await ann.orders('popular')
  await payElsewhere(stage, order.purchaseId, 499)
  await opensCase(admin, 'A payment that does not fit its purchase')
  await reads(admin, 'Nothing was granted. Two people decide beside the payments')
  await admin.goto(`/admin/purchases/${order.purchaseId}`)
  await reads(admin, 'It is in review')
  await follow(admin, 'To its payments, and to decide about it')
  const proposal = admin.getByRole('region', { name: 'Propose' })
  await proposal.getByLabel('What shall happen').selectOption('refuse')
  await proposal.getByLabel('Reason').selectOption('wrong_payment')
  await proposal.getByLabel('In words').fill('4.99 instead of 9.99.')
  await press(admin, 'Propose')
  await reads(admin, 'It is proposed: another admin decides.')

  await other.goto('/admin/reviews')
  await follow(other, order.purchaseId)
  await reads(other, 'It can’t end before all of its money went back')
  await press(other, 'Approve')
  await reads(other, 'Refund the payment first')
  await follow(other, 'Refund $4.99 first')
  await looksAtRefund(other, '$4.99')
  await sendsIt(other, '$4.99')
  await follow(other, 'To the order and its payments')
  await reads(other, 'All that was paid for it went back.')
  await press(other, 'Approve')
  await reads(other, 'It is approved, and done.')
  await reads(other, 'It ended without tokens')
  await reads(other, '1,100 tokens, not granted')
  await spendable().toBe(0)

  const { data } = await stage.askStripe('refunds?limit=1')
  await stage.control(`refunds/${data[0]?.id}`, { status: 'failed' })
  await opensCase(admin, 'A refund came back')
  await follow(admin, 'Refund it once more, beside its order')
  await looksAtRefund(admin, '$4.99')
  await sendsIt(admin, '$4.99')
  expect(problems).toEqual([])
})

test('of an order that was paid twice the second payment goes back, and no token', async () => {
  const order = await ann.pays('popular')
  await spendable().toBe(1_100)
  await payElsewhere(stage, order.purchaseId, 999)
  await opensCase(admin, 'A payment that does not fit its purchase')
  await reads(admin, 'The order was paid twice')
  await follow(admin, 'Refund this payment')
  await reads(admin, 'Paid and granted: $9.99')
  await looksAtRefund(admin, '$9.99')

  await other.goto(`/admin/purchases/${order.purchaseId}`)
  await reads(other, 'Another payment of it waits')
  await follow(other, 'To its payments')
  await looksAtRefund(other, '$9.99')
  await sendsIt(admin, '$9.99')
  await press(other, 'Refund $9.99')
  await reads(other, 'It was refunded meanwhile')
  await reads(other, 'Nothing more was sent now.')
  await reads(other, 'All of it went back already.')
  const { data } = await stage.askStripe('refunds?limit=10')
  expect(data).toHaveLength(1)
  await spendable().toBe(1_100)

  await opensCase(other, 'A payment that does not fit its purchase')
  await other.getByLabel('Reason').fill('Refunded.')
  await press(other, 'Close it')
  await reads(other, 'It is closed: it asks for nothing any more.')
  expect(problems).toEqual([])
})

/** Paid, and Stripe's word of it is lost for good. */
async function paysUnheard(): Promise<string> {
  await stage.control('hostile', { loseForGood: 1 })
  const { purchaseId } = await ann.pays('starter')
  await stage.control('hostile')
  return purchaseId
}

test('what was paid and never told is granted to who looks, and once an admin asks', async () => {
  const first = await paysUnheard()
  await admin.goto(`/admin/purchases/${first}`)
  await reads(admin, 'It is paid, and Stripe’s word of it has not come yet.')
  await press(admin, 'Ask Stripe now')
  await reads(admin, 'Stripe was asked: it is paid, and its tokens are granted.')
  await spendable().toBe(500)

  const second = await paysUnheard()
  const { page } = await stage.signedIn('user@kai.test')
  await page.goto(`/wallet/purchases/${second}`)
  await reads(page, '500 tokens are yours')
  expect(await page.getByText('Nothing was charged').count()).toBe(0)
  await spendable().toBe(1_000)
  expect(problems).toEqual([])
})

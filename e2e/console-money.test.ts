// What admins do to people's tokens and money, on a phone and without scripts: money back after a
// look, tokens that two of them agree on, and a person who is stopped until somebody lets go.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'
import { available, buy } from './steps.ts'

const PHONE = { width: 360, height: 780, javaScript: false } as const
const USER = 'user@kai.test'
const PAUSED = 'This wallet is paused'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => stage?.close())

/** Signed in with scripts, which signing in needs; the pages then have none. */
async function plainAdmin(email: string): Promise<Page> {
  const { context } = await stage.signedIn(email)
  return (await stage.newPage({ ...PHONE, from: context })).page
}

type Texts = Readonly<Record<string, string>>

const look = async (page: Page, fields: Texts, choices: Texts): Promise<void> => {
  for (const [label, option] of Object.entries(choices)) {
    await page.getByLabel(label).selectOption(option)
  }
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value)
  await page.getByRole('button', { name: 'See what it does' }).click()
  await page.getByText('Nothing has happened yet').waitFor()
}

test('refunded, adjusted by two, frozen and let go; only what was said happens', async () => {
  const { page: person } = await stage.signedIn(USER)
  await buy(person, '1,100')
  const admin = await plainAdmin('admin@kai.test')

  await admin.goto('/admin/purchases')
  await admin.getByRole('link', { name: /^pur_/ }).first().click()
  const purchase = admin.url()
  const asked = { 'Amount in US dollars': '4.50', 'Why, for': 'Asked by mail.' }
  await look(admin, asked, { Reason: 'requested_by_customer' })
  await admin.getByRole('button', { name: 'Refund $4.50, take back 495 tokens' }).click()
  await admin.getByText('Stripe has it').waitFor()
  await person.goto('/wallet')
  expect(await available(person)).toBe('605')
  await admin.goto(purchase)
  await admin.getByText('At most $5.49').waitFor()

  await admin.goto('/admin/adjustments?userId=user#propose')
  const wish = { Tokens: '700', 'Why, for': 'Two letters were never answered.' }
  await look(admin, wish, { 'What to do': 'add', Reason: 'goodwill' })
  await admin.getByRole('button', { name: 'Propose it' }).click()
  await admin.getByText('You proposed it').waitFor()
  const proposed = new URL(admin.url())
  await person.goto('/wallet')
  expect(await available(person)).toBe('605')
  const other = await plainAdmin('admin2@kai.test')
  await other.goto(proposed.pathname)
  await other.getByRole('button', { name: 'Approve: add 700 tokens' }).click()
  await other.getByText('the tokens have moved').waitFor()
  await person.goto('/wallet')
  expect(await available(person)).toBe('1,305')

  await admin.goto('/admin/people?q=user%40kai.test')
  await admin.getByRole('link', { name: 'user', exact: true }).click()
  await admin.getByText('Freeze…').click()
  await admin.getByLabel('Reason').fill('A stolen card?')
  await admin.getByRole('button', { name: 'Freeze now' }).click()
  await admin.getByText('The hold is in force').waitFor()
  await person.goto('/wallet')
  await person.getByText(PAUSED).first().waitFor()
  await admin.getByText('Lift…').click()
  await admin.getByLabel('Reason').first().fill('It was theirs.')
  await admin.getByRole('button', { name: 'Lift this hold' }).click()
  await admin.getByText('The hold has ended').waitFor()
  await person.goto('/wallet')
  expect(await available(person)).toBe('1,305')
  expect(await person.getByText(PAUSED).count()).toBe(0)
})

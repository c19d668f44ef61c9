// The day of an admin, through the pages: one works at a desk; the other, whom the rules ask for,
// has a phone without scripts. What they decide must move what they were shown, and nothing else;
// and whoever opens the console at the end of the day must read what the ledger's rows come to.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parkDeadLetter } from '../worker/use-cases/park-dead-letter.ts'
import { tickLedger } from '../worker/use-cases/reconcile-ledger.ts'
import { type AtDoor, atDoor } from './at-door.ts'
import { documentsOf, numbersIn, numbersOn } from './overview.ts'
import { openStage, type Stage } from './stage.ts'
import { openPast } from './states/services.ts'
import { draftPrediction, lockNow } from './steps.ts'

const PHONE = { width: 360, height: 780, javaScript: false } as const
const QUARTER_OF_AN_HOUR_IN_DAYS = 1 / 96

let stage: Stage
let admin: Page
let problems: readonly string[]
let other: Page
let ann: AtDoor
let bob: AtDoor
// A day that is tried again begins anew.
beforeEach(async () => {
  stage = await openStage()
  const desk = await stage.signedIn('admin@kai.test')
  admin = desk.page
  problems = desk.problems
  // Signing in needs scripts; what follows does not.
  const { context } = await stage.signedIn('admin2@kai.test')
  other = (await stage.newPage({ ...PHONE, from: context })).page
  ann = await atDoor(stage, 'user@kai.test')
  bob = await atDoor(stage, 'user2@kai.test')
})
afterEach(async () => stage?.close())

test('a day of decisions, and every number at its end is that of the ledger', async () => {
  const packageId = await createsPackage()
  const prediction = await opensPrediction()
  await peopleCome(packageId, prediction)
  await resolvedByTwo(prediction)
  await refundsSome()
  await adjustedByTwo()
  await replaysLetter()
  await freezesAndLetsGo()
  await bankTakesItBack()
  await addsUp()
  await admin.goto('/admin?days=7')
  await admin.getByText('The books agree').waitFor()
  const shown = await numbersOn(admin)
  expect(shown).toEqual(await numbersIn(stage))
  expect(shown).toEqual(
    expect.arrayContaining([
      'Needs you | 1 adjustment to decide',
      'Needs you | 1 open case',
      'What moved | Won | 277,500',
      'Where the tokens are | Owed by people | 500',
    ]),
  )
  await savesFile()
  expect(problems).toEqual([])
})

const spendable = (who: AtDoor) =>
  expect.poll(async () => {
    const { availableTokens, owedTokens } = await who.balance()
    return [availableTokens, owedTokens]
  })

const fill = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(value)
  }
}
const choose = (page: Page, label: string, option: string) =>
  page.getByLabel(label, { exact: true }).selectOption(option)
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('link', { name }).first().click()

async function createsPackage(): Promise<string> {
  const price = await stage.askStripe('prices', {
    ...{ currency: 'usd', unit_amount: '179900', 'product_data[name]': 'Tide' },
  })
  await admin.goto('/admin/packages')
  await fill(admin, {
    ...{ Name: 'Tide', Tokens: '200000', 'Bonus tokens': '20000', 'Stripe Price': price.id },
    'Price in US dollars': '1799',
  })
  await press(admin, 'Save package')
  await admin.getByText('Tide is saved').waitFor()
  const { items } = await ann.ask<{ items: { id: string; name: string }[] }>('/api/tokens/packages')
  return items.find(({ name }) => name === 'Tide')?.id ?? ''
}

async function opensPrediction(): Promise<string> {
  const id = await draftPrediction(admin, 'The night train is on time all week', {
    ...{ yes: '1.85', no: '2.1' },
  })
  await fill(admin, { 'Largest commitment': '200000' })
  await press(admin, 'Save changes')
  await admin.getByText('The changes are saved').waitFor()
  await press(admin, 'Open for commitments')
  await admin.getByText('It is open for commitments').waitFor()
  return id
}

/** One order is paid by nobody, one is taken back; the admin sees the others come in. */
async function peopleCome(packageId: string, predictionId: string): Promise<void> {
  await ann.pays(packageId)
  await bob.pays('popular')
  await spendable(ann).toEqual([220_000, 0])
  await spendable(bob).toEqual([1_100, 0])
  await ann.cancels(await ann.orders('starter'))
  await bob.orders('pro')
  await admin.goto('/admin/purchases?status=credited')
  await expect.poll(() => admin.getByRole('row', { name: /Tide/ }).count()).toBe(1)
  await ann.commits({ predictionId, position: 'yes', tokens: 150_000, oddsBps: 18_500 })
  await bob.commits({ predictionId, position: 'no', tokens: 300, oddsBps: 21_000 })
  await admin.goto(`/admin/transactions?predictionId=${predictionId}&type=commit`)
  await expect.poll(() => admin.getByRole('link', { name: 'Committed' }).count()).toBe(2)
}

async function resolvedByTwo(predictionId: string): Promise<void> {
  await lockNow(admin, predictionId)
  await admin.getByRole('radio', { name: 'Yes' }).check()
  await press(admin, 'See what it does')
  await admin.getByText('Nothing has happened yet').waitFor()
  await admin.getByText('It takes a second admin').waitFor()
  await fill(admin, { 'Why this is the outcome': 'The operator says so.' })
  await press(admin, 'Propose “Yes” to another admin')
  await admin.getByText('You proposed this; another admin must approve it').waitFor()
  expect(await admin.getByRole('button', { name: 'Approve and pay' }).count()).toBe(0)
  await other.goto('/admin')
  await follow(other, '1 outcome to decide')
  await follow(other, /^res_/)
  await other.getByText('The operator says so.').waitFor()
  await follow(other, 'Look at it and decide')
  await press(other, 'Approve and pay')
  await other.getByText('The outcome is set').waitFor()
  await spendable(ann).toEqual([347_500, 0])
  await spendable(bob).toEqual([800, 0])
}

async function refundsSome(): Promise<void> {
  await admin.goto('/admin/purchases?userId=user2&status=credited')
  await follow(admin, /^pur_/)
  await fill(admin, { 'Amount in US dollars': '4.50', 'Why, for other admins': 'By mail.' })
  await choose(admin, 'Reason', 'requested_by_customer')
  await press(admin, 'See what it does')
  await admin.getByText('Nothing has happened yet').waitFor()
  await spendable(bob).toEqual([800, 0])
  await press(admin, 'Refund $4.50, take back 495 tokens')
  await admin.getByText('Stripe has it').waitFor()
  await spendable(bob).toEqual([305, 0])
}

/** One is decided, and another one waits on. */
async function adjustedByTwo(): Promise<void> {
  await admin.goto('/admin/adjustments?userId=user#propose')
  await fill(admin, { Tokens: '700', 'Why, for the other admin': 'Two letters got no answer.' })
  await choose(admin, 'What to do', 'add')
  await choose(admin, 'Reason', 'goodwill')
  await press(admin, 'See what it does')
  await admin.getByText('Nothing has happened yet').waitFor()
  await press(admin, 'Propose it')
  await admin.getByText('You proposed it').waitFor()
  await spendable(ann).toEqual([347_500, 0])
  await other.goto('/admin')
  await follow(other, '1 adjustment to decide')
  await follow(other, /^adj_/)
  await press(other, 'Approve: add 700 tokens')
  await other.getByText('the tokens have moved').waitFor()
  await spendable(ann).toEqual([348_200, 0])
  const boss = await atDoor(stage, 'admin@kai.test')
  const waits = {
    userId: 'user',
    direction: 'take',
    tokens: 5,
    reason: 'correction',
    text: 'Five.',
  }
  await boss.ask('/api/admin/adjustments', waits)
}

/** Stripe's word never came, and the queue gave up what would have asked for it. */
async function replaysLetter(): Promise<void> {
  await stage.control('hostile', { loseForGood: 1 })
  const { purchaseId } = await bob.pays('starter')
  await stage.control('hostile')
  const message = { v: 1, kind: 'order', purchaseId }
  const died = { message, reason: 'order_unreadable', attempts: 6 }
  await parkDeadLetter(openPast(stage.stack).services, died)
  await admin.goto('/admin')
  await follow(admin, '1 dead letter')
  await admin.getByText('Confirm a purchase').waitFor()
  await follow(admin, /^[0-9a-f]{64}$/)
  await press(admin, 'Do it now')
  await admin.getByText('It is done').waitFor()
  await spendable(bob).toEqual([805, 0])
}

async function freezesAndLetsGo(): Promise<void> {
  const bet = { predictionId: 'prd-film-billion', position: 'yes', tokens: 805, oddsBps: 15_000 }
  await other.goto('/admin/people?q=user2%40kai.test')
  await follow(other, 'user2')
  await other.getByText('Freeze…').click()
  await fill(other, { Reason: 'A stolen card?' })
  await press(other, 'Freeze now')
  await other.getByText('The hold is in force').waitFor()
  expect(await bob.refused(bet)).toBe('COMMITMENTS_RESTRICTED')
  await admin.goto('/admin/people/user2')
  await admin.getByText('Lift…').click()
  await admin.getByLabel('Reason').first().fill('It was theirs.')
  await press(admin, 'Lift this hold')
  await admin.getByText('The hold has ended').waitFor()
  await bob.commits(bet)
  await spendable(bob).toEqual([0, 0])
}

/** What was paid last, when all of it is committed: they owe it. */
async function bankTakesItBack(): Promise<void> {
  const { data } = await stage.askStripe('charges?limit=1')
  await stage.control(`charges/${data[0]?.id}/dispute`)
  await spendable(bob).toEqual([0, 500])
}

/** As the clock has it done within a quarter of an hour. */
async function addsUp(): Promise<void> {
  const past = openPast(stage.stack)
  past.daysAgo(-QUARTER_OF_AN_HOUR_IN_DAYS)
  await tickLedger(past.services)
  past.daysAgo(0)
  await past.addUp()
}

/** All rows of the ledger, counted while they come, whatever else is looked at meanwhile. */
async function savesFile(): Promise<void> {
  const rows = (await documentsOf(stage, 'transactions')).length
  let send = (): void => undefined
  const isAway = new Promise<void>((resolve) => {
    send = resolve
  })
  await admin.route(/\/admin\/transactions\.csv/, async (route) => {
    await isAway
    await route.continue()
  })
  await admin.goto('/admin/transactions')
  const coming = admin.waitForEvent('download')
  await admin.getByRole('link', { name: 'Download as CSV' }).click()
  await choose(admin, 'Kind', 'win')
  await press(admin, 'Show')
  await admin.getByText('With other filters: Rows so far: 0').waitFor()
  await admin.getByRole('link', { name: 'Overview', exact: true }).click()
  await admin.getByText('The books agree').waitFor()
  send()
  const file = await coming
  await admin.goBack()
  await admin.goBack()
  expect(file.suggestedFilename()).toMatch(/^kai-ledger-[\d-]+\.csv$/)
  const text = await readFile(await file.path(), 'utf8')
  expect(text.trim().split('\r\n').length).toBe(1 + rows)
  await admin.getByText(`Saved, with all its rows: ${rows}`).waitFor()
}

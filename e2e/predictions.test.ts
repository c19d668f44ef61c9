// Tokens at work: both sides commit, an admin resolves, and everybody's wallet says the same.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'
import {
  available,
  buy,
  commitTo,
  draftPrediction,
  focused,
  heading,
  lockNow,
  openPayment,
  payWith,
  resolveAs,
  rowsOf,
  tabTo,
} from './steps.ts'

let stage: Stage
let ann: Page
let bob: Page
let admin: Page
beforeAll(async () => {
  stage = await openStage()
  ann = (await stage.signedIn('user@kai.test')).page
  bob = (await stage.signedIn('user2@kai.test')).page
  admin = (await stage.signedIn('admin@kai.test')).page
  await buy(ann, '1,100')
  await buy(bob, '1,100')
})
afterAll(async () => stage?.close())

async function spendable(page: Page): Promise<string | null> {
  await page.goto('/wallet')
  return available(page)
}

const less = (before: string | null, spent: number): string =>
  (Number(before?.replace(',', '')) - spent).toLocaleString('en-US')

/** What a payout moved is seen two seconds later: so old may a balance be that is shown. */
const eventually = (page: Page, amount: string | null | undefined) =>
  expect.poll(() => spendable(page)).toBe(amount)

describe('a prediction from draft to payout', () => {
  let id: string

  // Nobody may bet on a draft, and everybody may once it is open.
  test('an admin drafts it, opens it, and it is in the list', async () => {
    id = await draftPrediction(admin, 'It snows in Oslo on Sunday', { yes: '1.85', no: '2.1' })
    const { page } = await stage.newPage()
    expect((await page.goto(`/predictions/${id}`))?.status()).toBe(404)
    await admin.getByRole('button', { name: 'Open for commitments' }).click()
    await admin.getByText('It is open for commitments').waitFor()
    await page.goto('/predictions?q=snows')
    await page.getByRole('link', { name: 'It snows in Oslo on Sunday', exact: true }).click()
    await page.getByRole('link', { name: 'Sign in to commit' }).waitFor()
  })

  // Who commits must see what left the wallet, at which odds, and what may come back.
  test('two people commit on both sides and get their receipts', async () => {
    await commitTo(ann, id, 'Yes', '100')
    await heading(ann, '100 tokens committed to Yes').waitFor()
    expect(await ann.getByRole('status').getByText('185 tokens').count()).toBe(1)
    await commitTo(bob, id, 'No', '300')
    await heading(bob, '300 tokens committed to No').waitFor()
    expect([await spendable(ann), await spendable(bob)]).toEqual(['1,000', '800'])
  })

  // A wrong click here pays the wrong people: the admin sees what it does before it is done.
  test('the admin locks it, looks at what resolving does, and pays', async () => {
    await lockNow(admin, id)
    await resolveAs(admin, 'Yes', 'Resolve as Yes and pay', {
      'Commitments that win': '1',
      'Commitments that lose': '1',
      'Tokens committed': '400',
      'Tokens paid to people': '185',
      'Result of the house': '+215',
    })
    await admin.getByText('2 of 2 commitments settled').waitFor()
    // Of a payout and its prediction the page may read one before the other.
    await admin.getByText('Decided').first().waitFor()
  })

  test('the winner and the loser see it in wallet and history', async () => {
    await eventually(ann, '1,185')
    await eventually(bob, '800')
    expect(await rowsOf(ann, 2)).toEqual(['Won +185 = 1,185', 'Committed −100 = 1,000'])
    expect(await rowsOf(bob, 2)).toEqual(['Lost 300 = 800', 'Committed −300 = 800'])
    await ann.goto('/wallet/commitments?status=won')
    expect(await ann.locator('.entry', { hasText: 'Returned' }).getByText('185').count()).toBe(1)
  })

  // The winner spends what was won; then the result turns out wrong.
  test('a correction takes back what was paid, and the winner who spent it owes it', async () => {
    await commitTo(ann, 'prd-chess-title', 'Yes', '1100')
    await heading(ann, '1,100 tokens committed to Yes').waitFor()
    await admin.goto(`/admin/predictions/${id}`)
    await admin.getByLabel('Why it is corrected').fill('The gauge was misread')
    const owed = { 'Tokens paid to people': '630' }
    await resolveAs(admin, 'No', 'Correct to No and pay', owed, 'People would owe 100 tokens')
    await heading(admin, 'Correction 1: No').waitFor()
    await admin.getByText('2 of 2 commitments settled').first().waitFor()
    await eventually(ann, '0')
    await ann.getByText('You owe 100 tokens').waitFor()
    await ann.goto(`/predictions/${id}`)
    await ann.getByText(/^The first result was corrected on \w/).waitFor()
    await eventually(bob, '1,430')
    expect(await rowsOf(bob, 2)).toEqual(['Won +630 = 1,430', 'Result corrected 300 = 800'])
  })

  test('a later purchase repays what is owed', async () => {
    await ann.goto('/wallet/buy')
    await ann.getByRole('radio', { name: '1,100' }).check()
    await ann.getByText('These 1,100 tokens repay it first; 1,000 will be available.').waitFor()
    await openPayment(ann, '500')
    await payWith(ann, '4242424242424242')
    await heading(ann, '400 tokens are yours').waitFor()
    await ann.getByText('100 more of this purchase repaid what you owed.').waitFor()
    expect(await spendable(ann)).toBe('400')
    expect(await ann.getByText('You owe 100').count()).toBe(0)
    expect(await rowsOf(ann, 1)).toEqual(['Tokens bought +500 = 400'])
    expect(await ann.getByText('100 of them repaid what you owed').count()).toBe(1)
  })
})

// Called off means refunded, to the token.
test('a void refunds exactly what was committed', async () => {
  const id = await draftPrediction(admin, 'The ferry sails on time', { yes: '1.5', no: '3' })
  await admin.getByRole('button', { name: 'Open for commitments' }).click()
  await admin.getByText('It is open for commitments').waitFor()
  const before = [await spendable(ann), await spendable(bob)]
  await commitTo(ann, id, 'Yes', '77')
  await heading(ann, '77 tokens committed to Yes').waitFor()
  await commitTo(bob, id, 'No', '33')
  await heading(bob, '33 tokens committed to No').waitFor()
  await lockNow(admin, id)
  await resolveAs(admin, 'Call it off', 'Call it off and refund', { 'Commitments refunded': '2' })
  await admin.getByText('2 of 2 commitments settled').waitFor()
  await eventually(ann, before[0])
  await eventually(bob, before[1])
  expect((await rowsOf(bob, 1))[0]).toMatch(/^Refunded \+33 = /)
  await ann.goto(`/predictions/${id}`)
  await heading(ann, 'This prediction was called off').waitFor()
})

describe('one form is one commitment', () => {
  test('a double click and a reload spend once', async () => {
    const before = await spendable(bob)
    await bob.goto('/predictions/prd-film-billion')
    await bob.getByRole('radio', { name: 'Yes' }).check()
    await bob.getByLabel('Tokens to commit').fill('40')
    await bob.getByRole('button', { name: 'Commit 40 to Yes' }).dblclick()
    await heading(bob, '40 tokens committed to Yes').waitFor()
    await bob.reload()
    await heading(bob, '40 tokens committed to Yes').waitFor()
    expect(await spendable(bob)).toBe(less(before, 40))
  })

  // A browser that sends a form again after a crash or a lost answer sends the same key.
  test('the same form sent again finds its receipt, and changed it is asked about', async () => {
    const before = await spendable(bob)
    await bob.goto('/predictions/prd-film-billion')
    const fields = await bob.evaluate<Record<string, string>>(
      `Object.fromEntries(new FormData(document.querySelector('#commit form')))`,
    )
    const send = async (stake: string) => {
      const form = { ...fields, side: 'yes', stake, shown: `yes:${stake}:${fields.oddsYes}` }
      const headers = { origin: stage.url }
      const options = { form, headers, maxRedirects: 0 }
      const answer = await bob.request.post('/predictions/prd-film-billion', options)
      return [answer.status(), answer.headers().location ?? (await answer.text())] as const
    }
    const [first, second] = await Promise.all([send('30'), send('30')])
    const third = await send('30')
    expect([first[0], second, third]).toEqual([303, first, first])
    expect(await send('31')).toEqual([422, expect.stringContaining('This form was already used')])
    expect(await spendable(bob)).toBe(less(before, 30))
  })

  // A blocked script must not keep anybody from committing, nor let a reload commit twice.
  test('without JavaScript tokens are committed once', async () => {
    const before = await spendable(bob)
    const { page } = await stage.newPage({ javaScript: false, from: bob.context() })
    await page.goto('/predictions/prd-film-billion?side=no')
    await page.getByLabel('Tokens to commit').fill('10')
    await page.getByRole('button', { name: 'Look at it, then commit' }).click()
    await heading(page, 'Commit 10 tokens to No?').waitFor()
    expect(await spendable(bob)).toBe(before)
    await page.getByRole('button', { name: 'Commit 10 to No at 2.70' }).click()
    await heading(page, '10 tokens committed to No').waitFor()
    await page.reload()
    expect(await spendable(bob)).toBe(less(before, 10))
  })
})

describe('what stands in the way is told', () => {
  // Nobody may be bound to odds that they did not see.
  test('changed odds are shown, and what was typed stays', async () => {
    await bob.goto('/predictions/prd-moon-landing')
    await bob.getByRole('radio', { name: 'Yes' }).check()
    await bob.getByLabel('Tokens to commit').fill('20')
    await admin.goto('/admin/predictions/prd-moon-landing')
    await admin.getByLabel('Odds of Yes').fill('3.5')
    await admin.getByRole('button', { name: 'Save changes' }).click()
    await admin.getByText('The changes are saved').waitFor()
    await bob.getByRole('button', { name: 'Commit 20 to Yes' }).click()
    await bob.getByText('The odds have changed').waitFor()
    expect(await bob.getByLabel('Tokens to commit').inputValue()).toBe('20')
    await bob.getByText('70 tokens').waitFor()
    await bob.getByRole('button', { name: 'Commit 20 to Yes' }).click()
    await heading(bob, '20 tokens committed to Yes').waitFor()
    await bob.getByText('3.50', { exact: true }).first().waitFor()
  })

  test('an empty wallet leads to buying', async () => {
    const { page } = await stage.signedIn('admin2@kai.test')
    await page.goto('/predictions/prd-film-billion?side=yes')
    await page.getByLabel('Tokens to commit').fill('5')
    const shop = page.locator('#commit').getByRole('link', { name: 'Buy tokens' })
    const next = encodeURIComponent('/predictions/prd-film-billion?side=yes&stake=5#commit')
    await expect.poll(() => shop.getAttribute('href')).toBe(`/wallet/buy?need=5&next=${next}`)
  })

  // Whoever asked to be stopped must be stopped.
  test('own limits and a break hold', async () => {
    const { page } = await stage.signedIn('admin2@kai.test')
    await buy(page, '500')
    await page.goto('/account')
    await page.getByLabel('Commitments, in tokens').fill('50')
    await page.getByRole('button', { name: 'Save limits' }).click()
    await page.getByText('Your limits are saved').waitFor()
    await page.getByText('0 tokens of 50 tokens').waitFor()
    await page.goto('/predictions/prd-film-billion')
    await page.getByRole('radio', { name: 'Yes' }).check()
    await page.getByLabel('Tokens to commit').fill('60')
    await page.getByText('At most 50 tokens.').waitFor()
    expect(await page.getByRole('button', { name: /^Commit 60/ }).count()).toBe(0)
    await page.goto('/account')
    await page.getByLabel('Days from now').fill('2')
    await page.getByRole('button', { name: 'Start the break' }).click()
    await page.getByText('Tick this box').waitFor()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Start the break' }).click()
    await page.getByText('You are taking a break for another').waitFor()
    await page.goto('/predictions/prd-film-billion')
    await page.getByText('You are taking a break').waitFor()
    expect(await page.getByRole('radio').count()).toBe(0)
  })

  test('a holder cannot resolve, and others than admins find no door', async () => {
    await buy(admin, '500')
    await commitTo(admin, 'prd-rain-friday', 'Yes', '5')
    await heading(admin, '5 tokens committed to Yes').waitFor()
    await lockNow(admin, 'prd-rain-friday')
    await admin.getByRole('radio', { name: 'Yes' }).check()
    await admin.getByRole('button', { name: 'See what it does' }).click()
    await admin.getByText('You have a stake in this yourself').waitFor()
    for (const path of ['/admin/predictions', '/admin/predictions/prd-rain-friday']) {
      expect((await bob.goto(path))?.status()).toBe(403)
    }
  })
})

// A hand that can't use a mouse must be able to commit, and hear what came of it.
test('tokens are committed with the keyboard alone', async () => {
  await bob.goto('/predictions/prd-film-billion')
  const radio = bob.getByRole('radio', { name: 'Yes' })
  await radio.focus()
  await bob.keyboard.press('Space')
  await bob.keyboard.press('Tab')
  await bob.keyboard.press('Tab')
  await bob.keyboard.type('15')
  await tabTo(bob, 'Commit 15 to Yes at 1.50')
  await bob.keyboard.press('Enter')
  await heading(bob, '15 tokens committed to Yes').waitFor()
  await expect.poll(() => focused(bob)).toBe('15 tokens committed to Yes')
})

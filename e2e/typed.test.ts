// A slow phone: a page is there and is typed into while its scripts are still on their way to it.
// What was typed is somebody's reason, stake or address: it must not be emptied under their hands.
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atDoor } from './at-door.ts'
import { openStage, type Stage } from './stage.ts'
import { draftPrediction, hydrated } from './steps.ts'

const ADDRESS = 'ann@kai.test'
// All that React 18 takes for a reason to give up a page that waits for its data.
const TYPES = [
  ...['auxclick', 'change', 'click', 'compositionend', 'compositionstart', 'contextmenu', 'copy'],
  ...['cut', 'dblclick', 'dragend', 'dragstart', 'drop', 'focusin', 'focusout', 'input', 'keydown'],
  ...['keypress', 'keyup', 'mousedown', 'mouseup', 'paste', 'pointercancel', 'pointerdown'],
  ...['pointerup', 'reset', 'submit', 'textInput', 'touchcancel', 'touchend', 'touchstart'],
]

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test('what happens before a page is hydrated empties no field and stops no script', async () => {
  const { page, problems } = await stage.newPage({ width: 360, height: 780 })
  await page.addInitScript(typeUntilHydrated, { types: TYPES, address: ADDRESS })
  await page.goto('/sign-in')
  await hydrated(page)
  await expectTyped(page)
  // It listens from then on.
  await page.getByRole('button', { name: 'Show' }).click()
  expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text')
  await expectTyped(page)
  expect(problems).toEqual([])
})

// Else somebody who owes reads what another package than the chosen one would leave them.
test('of a package chosen before the scripts are there the effect on a debt is told', async () => {
  const ann = await atDoor(stage, 'user@kai.test')
  await ann.pays('starter')
  await expect.poll(async () => (await ann.balance()).availableTokens).toBe(500)
  const bet = { predictionId: 'prd-film-billion', position: 'yes', tokens: 500, oddsBps: 15_000 }
  await ann.commits(bet)
  const { data } = await stage.askStripe('charges?limit=1')
  await stage.askStripe('refunds', { charge: data[0]?.id ?? '' })
  await expect.poll(async () => (await ann.balance()).owedTokens).toBe(500)
  const { page } = await stage.signedIn('user@kai.test')
  await beforeScripts(page, '/wallet/buy', async () => {
    await page.getByRole('radio', { name: '500' }).first().check()
  })
  await page.getByText('These 500 tokens repay it; 0 will be available').waitFor()
})

test('what was typed into a draft before the scripts are there is in its preview', async () => {
  const { page } = await stage.signedIn('admin@kai.test')
  await beforeScripts(page, '/admin/predictions', async () => {
    await page.getByLabel('Title').fill('Does the river freeze?')
  })
  const shown = page.getByText('Does the river freeze?').filter({ visible: true })
  await shown.first().waitFor()
})

test('what is typed while a page reads its data anew stays in its field', async () => {
  const { page } = await stage.signedIn('admin@kai.test')
  await draftPrediction(page, 'Does the lake freeze?', { yes: '1.85', no: '2.1' })
  const send = await hold(page, (request) => request.method() === 'GET')
  await page.getByRole('button', { name: 'Open for commitments' }).click()
  await page.getByLabel('Title').fill('Does the whole lake freeze?')
  send()
  await page.getByText('It is open for commitments').waitFor()
  expect(await page.getByLabel('Title').inputValue()).toBe('Does the whole lake freeze?')
})

/** What somebody does on a page whose scripts are still being sent to them. */
async function beforeScripts(page: Page, path: string, act: () => Promise<void>): Promise<void> {
  const send = await hold(page, (request) => request.resourceType() === 'script')
  await page.goto(path, { waitUntil: 'commit' })
  await act()
  send()
  await hydrated(page)
}

/** Keeps what fits from being asked for until it is let go. */
async function hold(page: Page, fits: (request: Request) => boolean): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/*', async (route) => {
    if (fits(route.request())) await promise
    await route.fallback()
  })
  return resolve
}

async function expectTyped(page: Page): Promise<void> {
  expect(await page.getByLabel('E-mail').inputValue()).toBe(ADDRESS)
  expect(await page.locator('[data-typed]').count()).toBe(1)
}

/** In the page: something happens in every gap that React leaves while it hydrates. */
function typeUntilHydrated({ types, address }: { types: string[]; address: string }): void {
  const { port1, port2 } = new MessageChannel()
  const isHydrated = (element: Element) =>
    Object.keys(element).some((key) => key.startsWith('__react'))
  let sent = 0
  port1.onmessage = () => {
    const input = document.querySelector('input[name=email]')
    if (input instanceof HTMLInputElement) {
      if (isHydrated(input)) return
      input.dataset.typed = 'yes'
      input.value = address
      input.dispatchEvent(new Event(types[sent % types.length] ?? '', { bubbles: true }))
      sent += 1
    }
    port2.postMessage(null)
  }
  port2.postMessage(null)
}

// The live wallet: whoever looks at it sees tokens move where they stand, on every device, and the
// truth again after every interruption.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFirestore } from '../local/firestore/index.ts'
import { PASSWORD } from '../local/seed.ts'
import { type Served, serve } from '../local/serve.ts'
import { keysAt, readIndexes, readRules } from '../local/stand-ins.ts'
import { openStage, type Stage } from './stage.ts'
import {
  available,
  buy,
  commitTo,
  draftPrediction,
  heading,
  lockNow,
  open,
  resolveAs,
  seesRow,
  signIn,
} from './steps.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'kai-live-'))
let stage: Stage
/** Two devices of one person; the second one only looks. */
let ann: Page
let watcher: Page
beforeAll(async () => {
  stage = await openStage(dataDir)
  ann = (await stage.signedIn('user@kai.test')).page
  watcher = (await stage.signedIn('user@kai.test')).page
})
afterAll(async () => {
  await stage?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const shows = (page: Page, tokens: string) => expect.poll(() => available(page)).toBe(tokens)
const saysLive = (page: Page) => page.locator('.live-live').waitFor()

async function watch(page: Page, path = '/wallet'): Promise<void> {
  await page.goto(path)
  await saysLive(page)
}

/** What this page asked our own server for since. */
function requestsOf(page: Page) {
  const paths: string[] = []
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin === stage.url) paths.push(pathname)
  })
  return paths
}

/** As if somebody had looked elsewhere and came back. */
const lookAway = (page: Page) =>
  page.evaluate(`
  for (const hidden of [true, false]) {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }`)

describe('a wallet that somebody looks at', () => {
  // Bought on the phone, seen on the desk.
  test('tokens bought on another device are there without a reload or a return', async () => {
    await watch(watcher)
    await watcher.evaluate('window.sameDocument = true')
    const asked = requestsOf(watcher)
    await buy(ann, '1,100')
    await shows(watcher, '1,100')
    await watcher.getByText('Tokens bought').waitFor()
    expect(await watcher.evaluate('window.sameDocument')).toBe(true)
    // The order begins (no version), and is credited: one look and one reading each, at most two.
    expect(asked.filter((path) => path === '/wallet.data').length).toBeLessThanOrEqual(4)
    expect(asked.filter((path) => path === '/wallet')).toEqual([])
    await expect.poll(() => spoken(watcher)).toBe('1,100\u00a0tokens available now.')
  })

  test('tokens committed in one tab are committed in the other', async () => {
    await watch(watcher, '/predictions/prd-film-billion')
    await commitTo(ann, 'prd-film-billion', 'Yes', '100')
    await heading(ann, '100 tokens committed to Yes').waitFor()
    await heading(watcher, 'Your position').waitFor()
    await watcher.locator('.sum', { hasText: 'Available after it' }).getByText('1,000').waitFor()
  })

  test('who wins sees it arrive', async () => {
    const admin = (await stage.signedIn('admin@kai.test')).page
    const id = await draftPrediction(admin, 'The lake freezes over', { yes: '1.5', no: '3' })
    await admin.getByRole('button', { name: 'Open for commitments' }).click()
    await admin.getByText('It is open for commitments').waitFor()
    await commitTo(ann, id, 'Yes', '200')
    await heading(ann, '200 tokens committed to Yes').waitFor()
    await watch(watcher)
    await shows(watcher, '800')
    await lockNow(admin, id)
    await resolveAs(admin, 'Yes', 'Resolve as Yes and pay', {})
    await shows(watcher, '1,100')
    await seesRow(watcher, '+300')
  })

  // An answer that was under way for long must not take tokens off the screen again.
  test('an older answer never replaces a newer balance', async () => {
    await watch(watcher)
    let kept: Buffer | undefined
    let isOld = false
    await watcher.route('**/wallet.data*', async (route) => {
      const answer = await route.fetch()
      if (isOld && kept) return route.fulfill({ response: answer, body: kept })
      kept = await answer.body()
      return route.fulfill({ response: answer, body: kept })
    })
    await buy(ann, '500')
    await shows(watcher, '1,600')
    isOld = true
    const stale = watcher.waitForResponse('**/wallet.data*')
    await buy(ann, '500')
    await stale
    await shows(watcher, '2,100')
    await watcher.unrouteAll({ behavior: 'ignoreErrors' })
  })
})

/** An outage leaves open whether the tokens moved: only the same key can't move them twice. */
test('what is read anew while a form has failed leaves the form its key', async () => {
  const { page } = await stage.signedIn('user@kai.test')
  await watch(page, '/predictions/prd-chess-title')
  await faults({ rules: [{ kind: 'reject', call: 'commit', status: 503 }] })
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.getByLabel('Tokens to commit').fill('10')
  await page.getByRole('button', { name: /^Commit 10 to/ }).click()
  await page.getByRole('alert').waitFor()
  await faults(null)
  const key = await page.locator('#commit input[name=key]').inputValue()
  await buy(ann, '500')
  await page.locator('.sum', { hasText: 'Available after it' }).getByText('2,600').waitFor()
  await page.getByRole('alert').waitFor()
  expect(await page.locator('#commit input[name=key]').inputValue()).toBe(key)
})

// A family's tablet: the tab that the first one left open must not go on listening for them.
test('whoever signs in next in this browser is listened for, and nobody else', async () => {
  const { page, context } = await stage.signedIn('user@kai.test')
  await watch(page)
  const asked = requestsOf(page)
  const other = await context.newPage()
  await other.goto('/wallet')
  await other.getByRole('button', { name: 'Account' }).click()
  await other.getByRole('button', { name: 'Sign out' }).click()
  await other.waitForURL(`${stage.url}/`)
  await signIn(other, 'user2@kai.test', PASSWORD)
  await other.waitForURL('**/wallet')
  const before = Number(await available(other))
  await page.evaluate('window.dispatchEvent(new Event("online"))')
  await shows(page, String(before))
  await expect.poll(() => asked.includes('/api/session/live')).toBe(true)
  await saysLive(page)
  await buy(other, '500')
  await shows(page, String(before + 500))
})

describe('when listening is impossible', () => {
  test('a blocked stream is told, and a return to the page reads the balance', async () => {
    const { page } = await stage.newPage({ from: watcher.context() })
    // Else the look of every 30 seconds might come first on a slow machine.
    await page.addInitScript('window.setInterval = () => 0')
    await page.route(`${stage.stack.services.firestore?.url}/**`, (route) => route.abort())
    await page.goto('/wallet')
    await page.getByText('Updates every 30 seconds').waitFor()
    const before = await available(page)
    await commitTo(ann, 'prd-film-billion', 'No', '100')
    await heading(ann, '100 tokens committed to No').waitFor()
    expect(await available(page)).toBe(before)
    await lookAway(page)
    await expect.poll(() => available(page)).not.toBe(before)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.evaluate('window.dispatchEvent(new Event("online"))')
    await saysLive(page)
  })
})

// Nobody should download a database client to read a price list, nor before the page answers.
test('Firebase is fetched by signed-in pages only, and after they are ready', async () => {
  const scripts = (page: Page) => {
    const found: Promise<string>[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) found.push(response.text())
    })
    return async () => (await Promise.all(found)).some((code) => /identitytoolkit/.test(code))
  }
  const out = await stage.newPage()
  const outFetched = scripts(out.page)
  for (const path of ['/', '/predictions', '/predictions/prd-film-billion']) {
    await open(out.page, path)
    // The last that it loads.
    await out.page.locator('.tray').waitFor({ state: 'attached' })
  }
  expect(await outFetched()).toBe(false)

  await watch(watcher)
  const { loaded, lazy } = (await watcher.evaluate(`(() => {
    const [page] = performance.getEntriesByType('navigation')
    const fetched = performance.getEntriesByType('resource')
    const lazy = fetched.filter(({ name }) => /live-session|listen/.test(name))
    return { loaded: page.loadEventStart, lazy: lazy.map(({ startTime }) => startTime) }
  })()`)) as { loaded: number; lazy: number[] }
  expect(lazy.length).toBeGreaterThanOrEqual(2)
  for (const start of lazy) expect(start).toBeGreaterThanOrEqual(loaded)
})

// From here on the database of the others is away meanwhile.
test('a database that was stopped and started is heard again by itself', async () => {
  await watch(watcher)
  const before = Number((await available(watcher))?.replace(',', ''))
  const { firestore } = stage.stack.services
  await firestore?.close()
  const again = await restarted(firestore?.port ?? 0)
  try {
    await buy(ann, '500')
    await shows(watcher, (before + 500).toLocaleString('en-US'))
    await saysLive(watcher)
  } finally {
    await again.close()
  }
})

// It ends after an hour; and whoever runs this may take the right out of firestore.rules.
test('a page whose right to listen ended says so, and asks for a new one', async () => {
  const { firestore } = stage.stack.services
  await firestore?.close()
  const port = firestore?.port ?? 0
  let database = await restarted(port)
  await watch(watcher)
  const asked = requestsOf(watcher)
  await database.close()
  const noListeners = readRules().replace('request.auth.token.live == userId', 'false')
  database = await restarted(port, noListeners)
  await watcher.getByText('Updates every 30 seconds').waitFor()
  await expect.poll(() => asked.includes('/api/session/live')).toBe(true)
  await database.close()
  database = await restarted(port)
  await saysLive(watcher)
  await database.close()
})

const spoken = (page: Page) => page.locator('p[aria-live=polite].sr-only').last().textContent()

async function faults(rules: object | null): Promise<void> {
  const init: RequestInit = rules
    ? { method: 'POST', body: JSON.stringify({ seed: 1, ...rules }) }
    : { method: 'DELETE' }
  await fetch(`${stage.stack.services.firestore?.url}/__local/faults`, init)
}

/** The same data at the same address, served by a Firestore that remembers no stream. */
async function restarted(port: number, rules = readRules()): Promise<Served> {
  const keys = keysAt(stage.stack.services.identity?.url ?? '')
  const file = join(dataDir, 'firestore.sqlite')
  const again = createFirestore({ file, indexes: readIndexes(), rules, keys })
  const served = await serve((request) => again.fetch(request), port)
  return { ...served, close: async () => Promise.all([served.close(), again.close()]).then() }
}

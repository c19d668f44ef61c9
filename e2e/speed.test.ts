// What a page costs a phone on a train: bytes, requests, and things that jump. Nothing here is
// timed; how fast a machine is proves nothing.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WALLET_RATIO_MAX, weighAll } from '../bench/pages/budgets.ts'
import { openStage, type Stage } from './stage.ts'
import { buy, commitTo, heading, hydrated, open, openPayment } from './steps.ts'

let stage: Stage
let owner: BrowserContext
beforeAll(async () => {
  stage = await openStage()
  const { page, context } = await stage.signedIn('user@kai.test')
  owner = context
  await buy(page, '1,100')
  await commitTo(page, 'prd-film-billion', 'Yes', '10')
  await heading(page, '10 tokens committed to Yes').waitFor()
  await page.close()
})
afterAll(async () => stage?.close())

const PREDICTION = '/predictions/prd-film-billion'
const KEPT = ['/', '/predictions', '/predictions?state=locked', PREDICTION]
const OPEN = [...KEPT, '/sign-in', '/sign-up']
const OWN = [
  ...['/wallet', '/wallet/buy', '/wallet/history', '/wallet/purchases', '/wallet/commitments'],
  ...['/account', PREDICTION],
]
const WIDTHS = [360, 1280]

/** Requests of one page, all of them known from the first bytes of its document. */
const REQUESTS_MAX = { '.css': 1, '.js': 14, '.woff2': 1, img: 0, fetch: 0, other: 0 } as const
/** Only for who is signed in, and only once the page is idle. */
const LIVE = /firebase|listen|live-session|googleapis|google\.firestore|\/api\//

interface Asked {
  readonly path: string
  readonly kind: string
  /** After the page had loaded. */
  readonly late: boolean
}
interface Look {
  readonly asked: readonly Asked[]
  readonly announced: readonly string[]
  readonly shifts: readonly string[]
  readonly kept: boolean
}

// The tray lies over the page: its own lines may make room for each other.
const WATCH_SHIFTS = `
  window.shifts = []
  const inTray = (node) => (node?.closest ? node : node?.parentElement)?.closest('.tray')
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      if (sources.length > 0 && sources.every(({ node }) => inTray(node))) continue
      const nodes = sources.map(({ node }) => node?.outerHTML?.slice(0, 80))
      window.shifts.push(value + ' ' + nodes.join(' '))
    }
  }).observe({ type: 'layout-shift', buffered: true })`

const LOAD_ENDED = `performance.getEntriesByType('navigation')[0].loadEventEnd > 0`
// Two frames, so that what hydration changed has been laid out.
const LOOK = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const [page] = performance.getEntriesByType('navigation')
  done({
    asked: performance.getEntriesByType('resource').map(({ name, initiatorType, startTime }) => ({
      path: new URL(name).pathname,
      kind: /\\.(?:css|js|woff2)$/.exec(name)?.[0] ?? initiatorType,
      late: startTime > page.loadEventEnd,
    })),
    shifts: window.shifts,
    kept: page.serverTiming.some(({ name }) => name === 'now'),
  })
})))`

async function lookAt(path: string, width: number, from?: BrowserContext): Promise<Look> {
  const { page, context, problems } = await stage.newPage({
    width,
    height: 780,
    ...(from && { from }),
  })
  await page.addInitScript(WATCH_SHIFTS)
  const answer = await page.goto(path)
  const html = (await answer?.text()) ?? ''
  await hydrated(page)
  await expect.poll(() => page.evaluate(LOAD_ENDED)).toBe(true)
  if (path === '/wallet') await live(page)
  const seen = (await page.evaluate(LOOK)) as Omit<Look, 'announced'>
  const look = { ...seen, announced: html.match(/\/assets\/[\w.-]+/g) ?? [] }
  await context.close()
  // Refused scripts among them: a page from the cache has hashes instead of a nonce.
  expect([path, problems]).toEqual([path, []])
  return look
}

const live = (page: Page): Promise<void> => page.locator('.live-live').waitFor()

function faultsOf(path: string, { asked, announced, shifts }: Look): string[] {
  const early = asked.filter(({ late }) => !late)
  const counted = Object.entries(REQUESTS_MAX).flatMap(([kind, max]) => {
    const count = early.filter((one) => one.kind === kind).length
    return count <= max ? [] : [`${count} of ${kind}, at most ${max}`]
  })
  const unannounced = early.filter(({ path }) => !announced.includes(path))
  const eager = early.filter(({ path }) => LIVE.test(path))
  return [
    ...counted,
    ...unannounced.map((one) => `${one.path} was found late: a waterfall`),
    ...eager.map((one) => `${one.path} before the page was there`),
    ...shifts.map((shift) => `moved: ${shift}`),
  ].map((fault) => `${path}: ${fault}`)
}

// Every byte of it is read before the first tap is answered.
test('the wallet runs hardly more JavaScript than a bare Remix page', async () => {
  const { bare, wallet } = await weighAll()
  expect(wallet.bytes / bare.bytes).toBeLessThanOrEqual(WALLET_RATIO_MAX)
})

// A thumb on its way to "Commit" must not meet another button; a page on a train must not need five
// round trips; and the page of a stranger's visit must come alive like one's own.
test('public pages: few requests, all at once, nothing jumps, also from the cache', async () => {
  for (const path of OPEN) {
    for (const width of WIDTHS) {
      if (width > 360 && KEPT.includes(path)) await becomesKept(path)
      const look = await lookAt(path, width)
      expect(faultsOf(`${path} at ${width}`, look)).toEqual([])
      expect(look.asked.filter(({ path }) => /firebase|listen/.test(path))).toEqual([])
      expect([path, look.kept]).toEqual([path, KEPT.includes(path)])
    }
  }
})

test('own pages: few requests, all at once, nothing jumps, live only when idle', async () => {
  for (const path of OWN) {
    for (const width of WIDTHS) {
      const look = await lookAt(path, width, owner)
      expect(faultsOf(`${path} at ${width}`, look)).toEqual([])
      expect([path, look.kept]).toEqual([path, false])
    }
  }
})

// A thumb on its way to a row must not meet another one because something happened elsewhere.
test('an open wallet moves nothing when what is pending goes or comes up by itself', async () => {
  const { page: other, context } = await stage.signedIn('user2@kai.test')
  await buy(other, '1,100')
  await openPayment(other, '500')
  const page = await context.newPage()
  await page.setViewportSize({ width: 360, height: 780 })
  await page.addInitScript(WATCH_SHIFTS)
  await open(page, '/wallet')
  await live(page)
  const pending = page.getByRole('region', { name: 'Pending' })
  await pending.getByRole('link', { name: 'Details' }).waitFor()

  await open(other, PREDICTION)
  await other.locator('.tray').waitFor({ state: 'attached' })
  await other.getByRole('radio', { name: 'Yes' }).check()
  await other.getByLabel('Tokens to commit').fill('20')
  await context.setOffline(true)
  await other.getByRole('button', { name: 'Keep for later' }).click()
  await pending.getByText('1 commitment waiting on this device').waitFor()
  await pending.getByText('Not sent yet').waitFor()
  expect(await page.evaluate('window.shifts')).toEqual([])
  await other.getByRole('button', { name: 'Look' }).click()
  await other.getByRole('button', { name: 'Discard' }).click()
  await context.setOffline(false)
  await expect.poll(() => pending.getByText('waiting on this device').count()).toBe(0)

  await other.goto('/wallet')
  await other.getByRole('button', { name: /^Cancel/ }).click()
  await heading(other, 'You cancelled this purchase').waitFor()
  await pending.getByText('Nothing is pending').waitFor()
  await other.goto('/account')
  await other.getByLabel('Days from now').fill('2')
  await other.getByLabel('I understand').check()
  await other.getByRole('button', { name: 'Start the break' }).click()
  await pending.getByText('You are taking a break').first().waitFor()
  expect(await page.evaluate('window.shifts')).toEqual([])
  await context.close()
})

async function becomesKept(path: string): Promise<void> {
  const cacheOf = async () => (await fetch(`${stage.url}${path}`)).headers.get('x-cache')
  await expect.poll(cacheOf).toBe('hit')
}

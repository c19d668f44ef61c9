// A long history in a browser: scrolled to its end, opened row by row, filed away as CSV. Whoever
// looks for a token must find it, whatever else moves meanwhile.
import { readFileSync } from 'node:fs'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureAccount } from '../local/identity/ensure-account.ts'
import { PASSWORD } from '../local/seed.ts'
import { PROJECT_ID } from '../local/stand-ins.ts'
import { toInstant } from '../shared/instant.ts'
import type { TokenTransaction } from '../worker/domain/ledger.ts'
import { readCsv } from '../worker/test/read-csv.ts'
import { faultsIn } from './accessibility.ts'
import { HOSTILE, writeHistory } from './long-history.ts'
import { openStage, type Stage } from './stage.ts'
import { available, buy, heading, open } from './steps.ts'

const ROWS = 260
let stage: Stage
let ledger: readonly TokenTransaction[]
let page: Page
beforeAll(async () => {
  stage = await openStage()
  ledger = await writeHistory(stage, 'user', ROWS)
  page = (await stage.signedIn('user@kai.test', { width: 390, height: 780 })).page
})
afterAll(async () => stage?.close())

const ways = (of: Page) => of.locator('.row-way')
const status = (of: Page) => of.locator('.history-end [role=status]')
const bottom = (of: Page) => of.evaluate('scrollTo(0, document.body.scrollHeight)')

/** The rows that a page lists, by their ids. */
async function idsOn(of: Page): Promise<string[]> {
  const paths = await ways(of).evaluateAll((links) =>
    links.map((link) => link.getAttribute('href') ?? ''),
  )
  return paths.map((path) => decodeURIComponent(path.slice('/wallet/history/'.length)))
}

async function scrollToEnd(of: Page, count: number): Promise<void> {
  await expect
    .poll(async () => {
      await bottom(of)
      return status(of).textContent()
    })
    .toBe(`That is all: ${count} movements`)
}

describe('the list', () => {
  test('grows as somebody scrolls, to the last row, each once and in order', async () => {
    await open(page, '/wallet/history')
    expect(await status(page).textContent()).toBe('25 movements shown')
    await scrollToEnd(page, ROWS)
    expect(await idsOn(page)).toEqual(ledger.map(({ id }) => id))
  })

  test('a row opens its story, and back is where it was', async () => {
    const far = ways(page).nth(120)
    await far.scrollIntoViewIfNeeded()
    const place = await page.evaluate<number>('scrollY')
    expect(place).toBeGreaterThan(5_000)
    await far.click()
    await heading(page, 'What happened').waitFor()
    await page.goBack()
    await expect.poll(() => ways(page).count()).toBe(ROWS)
    await expect.poll(() => page.evaluate<number>('Math.round(scrollY)')).toBe(Math.round(place))
  })

  // Whoever is about to touch a row would touch the one before it.
  test('what comes in meanwhile pushes nothing away and stands on top on demand', async () => {
    const { page: other } = await stage.signedIn('user@kai.test')
    await noteShifts(page)
    await buy(other, '500')
    const news = page.getByRole('button', { name: '1 new' })
    await news.waitFor()
    expect(await idsOn(page)).toEqual(ledger.map(({ id }) => id))
    expect(await page.evaluate('window.shifts')).toEqual([])
    expect(await faultsIn(page)).toEqual([])
    await news.press('Enter')
    await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('Movements')
    await expect.poll(() => ways(page).count()).toBe(ROWS + 1)
    expect((await idsOn(page)).slice(1)).toEqual(ledger.map(({ id }) => id))
  })

  // A train in a tunnel: what is shown stays, and the way on is still there.
  test('a page that can not be had is said, and the link tries again', async () => {
    await page.route('**/api/wallet/transactions?**', (route) => route.abort())
    await open(page, '/wallet/history')
    await bottom(page)
    await expect.poll(() => status(page).textContent()).toMatch(/could not be loaded.*25 move/)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.getByRole('link', { name: 'Older' }).press('Enter')
    await expect.poll(() => ways(page).count()).toBeGreaterThan(25)
  })
})

describe('without JavaScript', () => {
  test('the link leads to older rows, and a story opens', async () => {
    const { page: plain } = await stage.newPage({ javaScript: false, from: page.context() })
    await plain.goto('/wallet/history?type=loss')
    const first = await idsOn(plain)
    await plain.getByRole('link', { name: 'Older' }).click()
    const losses = ledger.filter(({ type }) => type === 'loss').map(({ id }) => id)
    expect(first).toEqual(losses.slice(0, 25))
    await expect.poll(() => idsOn(plain)).toEqual(losses.slice(25, 50))
    await plain.getByRole('link', { name: 'Newest' }).waitFor()
    await ways(plain).first().click()
    await heading(plain, 'Where the tokens went').waitFor()
  })
})

describe('a story', () => {
  test('tells the postings, before and after, and leads to its neighbours', async () => {
    const [, , row] = ledger.toReversed()
    await open(page, `/wallet/history/${row?.id}`)
    const texts = await page.locator('table.sums').allInnerTexts()
    const [postings, balances] = texts.map((text) => text.trim().split(/\s+/).join(' '))
    expect(postings).toBe('From To Tokens Committed KAI 7')
    expect(balances).toBe('Before After Available 99,993 99,993 Committed 7 0')
    const prediction = page.getByRole('link', { name: 'See the prediction' })
    expect(await prediction.getAttribute('href')).toBe('/predictions/prd-film-billion')
    await page.getByRole('link', { name: 'Older' }).click()
    await page.waitForURL('**/commit_user_1')
    await page.getByRole('link', { name: 'Older' }).click()
    await page.waitForURL('**/adjust_user')
    await page.getByRole('link', { name: 'Newer' }).waitFor()
    expect(await page.getByRole('link', { name: 'Older' }).count()).toBe(0)
  })

  test("somebody else's is not found", async () => {
    const { page: other, problems } = await stage.signedIn('user2@kai.test')
    problems.length = 0
    const answer = await other.goto(`/wallet/history/${ledger[0]?.id}`)
    expect(answer?.status()).toBe(404)
    expect(await other.content()).not.toContain('billion')
  })

  test.each([false, true])('has no fault, nor has the list; dark: %s', async (dark) => {
    const from = page.context()
    const { page: small, problems } = await stage.newPage({ width: 360, height: 780, dark, from })
    // A list that grows while it is looked at has its next rows under the bar of tabs.
    await small.route('**/api/wallet/transactions?*cursor*', () => undefined)
    for (const path of ['/wallet/history', `/wallet/history/${ledger[2]?.id}`, '/wallet']) {
      await open(small, path)
      expect(await faultsIn(small)).toEqual([])
    }
    expect(problems).toEqual([])
  })
})

/** Presses the link, which needs no script. */
async function download(path: string): Promise<Download> {
  const { page: plain } = await stage.newPage({ javaScript: false, from: page.context() })
  await plain.goto(path)
  const [file] = await Promise.all([
    plain.waitForEvent('download'),
    plain.getByRole('link', { name: 'Download as CSV' }).click(),
  ])
  return file
}

const rowsIn = async (file: Download): Promise<Record<string, string>[]> => {
  const text = readFileSync(await file.path(), 'utf8')
  expect(text.slice(0, 4)).toBe('\ufeffseq')
  const [names = [], ...lines] = readCsv(text.slice(1))
  return lines.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])))
}

describe('the file', () => {
  test('has every row of the ledger as it is there', async () => {
    const file = await download('/wallet/history')
    expect(file.suggestedFilename()).toMatch(/^kai-history-\d{4}-\d\d-\d\d\.csv$/)
    const [bought, ...rows] = await rowsIn(file)
    expect(bought).toMatchObject({ type: 'purchase', amount: '500' })
    expect(rows.map(({ id }) => id)).toEqual(ledger.map(({ id }) => id))
    for (const [at, row] of ledger.entries()) {
      expect(rows[at]).toMatchObject({
        seq: `${row.seq}`,
        timestamp: toInstant(row.timestamp),
        type: row.type,
        amount: `${row.amount}`,
        availableChange: `${row.deltas.dAvailable}`,
        availableAfter: `${row.after.available}`,
        committedAfter: `${row.after.committed}`,
      })
    }
  })

  // A title is a stranger's text, and a spreadsheet runs what looks like a formula.
  test('holds the filter, and no formula', async () => {
    const rows = await rowsIn(await download('/wallet/history?type=loss'))
    const losses = ledger.filter(({ type }) => type === 'loss')
    expect(rows.map(({ id }) => id)).toEqual(losses.map(({ id }) => id))
    const titles = new Set(rows.map(({ about }) => about))
    expect(titles).toEqual(
      new Set(['A film passes one billion', `'${HOSTILE.replace(';-', ";'-")}`]),
    )
  })
})

// An admin who looks for a rare row must know how far back there is none.
test('a search of all books that found nothing so far says what it looked through', async () => {
  await writeHistory(stage, 'user3', 60)
  const { page: admin } = await stage.signedIn('admin@kai.test', { width: 360, height: 780 })
  await open(admin, '/admin/transactions?minTokens=999998&maxTokens=999999')
  await admin.getByText('Nothing so far').waitFor()
  await admin.getByText('Looked back to').waitFor()
  expect(await faultsIn(admin)).toEqual([])
})

// Tokens arrive while somebody holds the phone: nothing may jump under the finger.
test('movements shift nothing on an open wallet, be it the first or the next', async () => {
  const phone = { width: 390, height: 844 }
  const localId = `newcomer-${crypto.randomUUID()}`
  const email = `${localId}@kai.test`
  const baseUrl = stage.stack.services.identity?.url ?? ''
  await ensureAccount({ baseUrl, projectId: PROJECT_ID }, { localId, email, password: PASSWORD })
  const { page: watcher, context } = await stage.signedIn(email, phone)
  const { page: buyer } = await stage.newPage({ from: context })
  await open(watcher, '/wallet')
  await watcher.locator('.live-live').waitFor()
  await noteShifts(watcher)
  await buy(buyer, '1,100')
  await expect.poll(() => available(watcher)).toBe('1,100')
  await watcher.getByText('Tokens bought').waitFor()
  await watcher.getByText('Your first movement').waitFor()
  expect(await watcher.evaluate('window.shifts')).toEqual([])

  const recent = watcher.getByRole('region', { name: 'Recent history' })
  await recent.scrollIntoViewIfNeeded()
  await buy(buyer, '500')
  await recent.getByRole('button', { name: '1 new' }).waitFor()
  expect(await ways(watcher).count()).toBe(1)
  expect(await watcher.evaluate('window.shifts')).toEqual([])
  expect(await faultsIn(watcher)).toEqual([])
  await recent.getByRole('button', { name: '1 new' }).click()
  await expect.poll(() => ways(watcher).count()).toBe(2)
  expect(await recent.getByRole('button').count()).toBe(0)

  // Nobody reads what is out of sight.
  await watcher.setViewportSize({ width: 390, height: 300 })
  await watcher.evaluate('scrollTo(0, 0)')
  await buy(buyer, '500')
  await expect.poll(() => ways(watcher).count()).toBe(3)
  expect(await watcher.evaluate('window.shifts')).toEqual([])
})

const noteShifts = (of: Page): Promise<unknown> =>
  of.evaluate(`
    window.shifts = []
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        if (!shift.hadRecentInput) {
          const names = shift.sources.map(({ node }) => node?.className || node?.nodeName)
          window.shifts.push(shift.value.toFixed(4) + ' ' + names.join(', '))
        }
      }
    }).observe({ type: 'layout-shift' })`)

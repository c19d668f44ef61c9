// The console by keys alone, on a phone: from its menu to every place in it, through a filter to a
// row, and to an act. And its doors, shut to whoever is no admin.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { PASSWORD } from '../../local/seed.ts'
import { hiddenPlaces, placeOn, press, tabOn, type } from '../keys.ts'
import type { Stage } from '../stage.ts'
import { heading, hydrated, open } from '../steps.ts'
import { emailOf, ID, type Person, sessionCookie } from './people.ts'

const PHONE = { width: 360, height: 780 }
const START = '/admin'

/** Whoever can't point sees where they are, wherever keys lead; what was wrong. */
export async function faultsByKeys(stage: Stage): Promise<string[]> {
  const { page, problems } = await stage.newPage(PHONE)
  const faults: string[] = []
  const look = async (where: string): Promise<void> => {
    await expect.poll(async () => (await placeOn(page)).name, { message: where }).not.toBe('body')
    faults.push(...(await hiddenPlaces(page)).map((fault) => `${where} | ${fault}`))
  }
  await signsInOnTheWay(page)
  await look(START)
  for (const { name, path } of await placesOn(page)) {
    await press(page, menuOf(page))
    const link = page.locator('.console-menu').getByRole('link', { name, exact: true })
    await seenOnItsWay(page, path, () => press(page, link))
    await page.waitForURL(`**${path}`)
    await page
      .locator('[aria-current=page]')
      .filter({ hasText: name })
      .waitFor({ state: 'attached' })
    await look(path)
  }
  await filters(page, look)
  await acts(page, look)
  return [...faults, ...problems.filter((text) => !/status of 400/.test(text))]
}

/** Who is signed out comes to the page they wanted. */
async function signsInOnTheWay(page: Page): Promise<void> {
  await open(page, `${START}?days=7`)
  await heading(page, 'Welcome back').waitFor()
  await type(page, page.getByLabel('E-mail'), emailOf('boss'))
  await type(page, page.getByLabel('Password', { exact: true }), PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${START}?days=7`)
  await hydrated(page)
}

const menuOf = (page: Page) => page.getByRole('button', { name: 'Menu' })

interface MenuPlace {
  readonly name: string
  readonly path: string
}

const placesOn = (page: Page): Promise<MenuPlace[]> =>
  page.locator('.console-menu a').evaluateAll((links) =>
    links.map((link) => ({
      name: link.textContent ?? '',
      path: link.getAttribute('href') ?? '',
    })),
  )

/** The answer is held back until the page says that something is on its way; no later one is. */
async function seenOnItsWay(page: Page, path: string, go: () => Promise<void>): Promise<void> {
  const isIts = ({ pathname }: URL): boolean => pathname === `${path}.data`
  let release = (): void => undefined
  const isSeen = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(isIts, async (route) => {
    await isSeen
    await route.continue()
  })
  await go()
  await page.locator('.progress').waitFor()
  release()
}

type LookAt = (where: string) => Promise<void>

async function filters(page: Page, look: LookAt): Promise<void> {
  await press(page, menuOf(page))
  await press(page, page.locator('.console-menu').getByRole('link', { name: 'Transactions' }))
  await page.waitForURL('**/admin/transactions')
  await tabOn(page, page.getByLabel('Kind'))
  await page.keyboard.type('Won')
  await press(page, page.getByRole('button', { name: 'Show', exact: true }))
  await page.getByRole('link', { name: 'Clear' }).waitFor()
  await look('a filter that was set')
  await press(page, page.getByRole('link', { name: 'Won' }).first())
  await heading(page, 'From cause to balance').waitFor()
  await look('a row that was opened')
}

/** Without a reason first: where it is missing is said, and there one is. */
async function acts(page: Page, look: LookAt): Promise<void> {
  const path = `/admin/people/${ID.noCommitments}`
  await open(page, path)
  await press(page, page.getByText('Freeze…'))
  await press(page, page.getByRole('button', { name: 'Freeze now' }))
  await page.getByText('Say why').waitFor()
  await look('an act without a reason')
  await page.keyboard.type('Asked by mail.')
  await page.keyboard.press('Enter')
  await page.getByText('The hold is in force').waitFor()
  await look('an act that was done')
}

/** What everybody else gets of every place: the page that says no, or the way to sign in. */
export async function doorsOf(stage: Stage, person: Person | null): Promise<string[]> {
  const cookie = person ? `__Host-session=${await sessionCookie(stage.stack, person)}` : ''
  const boss = `__Host-session=${await sessionCookie(stage.stack, 'boss')}`
  const menu = await (await fetch(`${stage.url}${START}`, { headers: { cookie: boss } })).text()
  const places = [...menu.matchAll(/href="(\/admin(?:\/[\w-]+)?)"/g)].map(([, path]) => path ?? '')
  const answers = [...new Set(places)].map(async (path) => {
    const answer = await fetch(`${stage.url}${path}`, { headers: { cookie }, redirect: 'manual' })
    const text = await answer.text()
    const to = answer.headers.get('location') ?? /<h1[^>]*>([^<]*)/.exec(text)?.[1]
    const menu = text.includes('console-menu') ? ' beside its menu' : ''
    return `${answer.status} ${to?.replace(encodeURIComponent(path), '*')}${menu}`
  })
  return Promise.all(answers)
}

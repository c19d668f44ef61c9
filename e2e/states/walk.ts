// Walks through states of pages, two people at a time, and alone wherever something is out of
// order, because that would be so for all.
import type { BrowserContext, Page } from 'playwright-core'
import { problemsOf } from '../browser.ts'
import type { Stage } from '../stage.ts'
import { type Person, sessionCookie } from './people.ts'
import { disarm, reach } from './reach.ts'
import { leavesTraces, type PageState } from './state.ts'
import { within } from './within.ts'

const LANES = 2
// Against hangs: a browser can be asked for a frame that it never paints.
const STATE_MS_MAX = 240_000
const LEAVE_MS_MAX = 30_000
const PHONE = { width: 360, height: 780 }

export type Look = (page: Page, state: PageState) => Promise<unknown>

export interface Walked {
  /** States that were never reached, and what was in the way. */
  readonly lost: readonly string[]
  /** Errors that browsers met on the way. */
  readonly problems: readonly string[]
}
interface Walk {
  readonly stage: Stage
  readonly look: Look
  readonly lost: Map<PageState, string>
  readonly problems: string[]
}

export async function walk(
  stage: Stage,
  states: readonly PageState[],
  look: Look,
): Promise<Walked> {
  const on: Walk = { stage, look, lost: new Map(), problems: [] }
  await inLanes(on, groupsOf(states.filter((state) => !state.broken)), LANES)
  await inLanes(on, groupsOf(states.filter((state) => state.broken)), 1)
  // Once more, because a browser on a busy machine stumbles.
  const missed = [...on.lost.keys()]
  on.lost.clear()
  await inLanes(on, groupsOf(missed), 1)
  return { lost: [...on.lost.values()], problems: on.problems }
}

type Group = readonly [PageState, ...PageState[]]

/** By person, the longest first. */
function groupsOf(states: readonly PageState[]): Group[] {
  const groups = new Map<string, [PageState, ...PageState[]]>()
  for (const state of states) {
    const key = `${state.as} ${state.offline !== undefined}`
    const group = groups.get(key)
    if (group) group.push(state)
    else groups.set(key, [state])
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)
}

// People of one lane use one browser after the other: it has the scripts already. Where a service
// worker is at work it is a browser of their own.
async function inLanes(on: Walk, groups: Group[], lanes: number): Promise<void> {
  const lane = async (): Promise<void> => {
    const { context } = await on.stage.newPage(PHONE)
    for (let group = groups.shift(); group; group = groups.shift()) {
      const [{ offline }] = group
      const own = offline
        ? (await on.stage.newPage({ ...PHONE, serviceWorker: true })).context
        : null
      await visit(on, own ?? context, group)
      await own?.close()
    }
    await context.close()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function visit(on: Walk, context: BrowserContext, group: Group): Promise<void> {
  let tab = await openTab(context)
  await becomes(tab.page, on.stage, group[0].as)
  for (const state of group) {
    const { page, problems } = tab
    await page.setViewportSize(PHONE)
    await page.emulateMedia({ colorScheme: 'light' })
    const hindered = await within(STATE_MS_MAX, see(on, page, state)).catch(String)
    if (hindered !== null) on.lost.set(state, `${state.name}: ${hindered}`)
    if (hindered !== null || leavesTraces(state)) {
      // A page that answers nothing any more doesn't close either.
      await within(LEAVE_MS_MAX, leave(page)).catch(() => undefined)
      await context.setOffline(false)
      tab = await openTab(context)
      await forget(tab.page, on.stage)
    }
    await disarm(on.stage, state)
    const unexpected = problems.splice(0).filter((problem) => !isExpected(problem, state))
    on.problems.push(...unexpected.map((problem) => `${state.name} | ${problem}`))
  }
  await tab.page.close()
}

async function see({ stage, look }: Walk, page: Page, state: PageState): Promise<string | null> {
  const hindered = await reach(stage, page, state)
  if (hindered === null) await look(page, state)
  return hindered
}

/** What is still on its way is given up; closed with its page it would be let through. */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.close()
}

interface Tab {
  readonly page: Page
  readonly problems: string[]
}

async function openTab(context: BrowserContext): Promise<Tab> {
  const page = await context.newPage()
  return { page, problems: problemsOf(page) }
}

/** What pages keep on the device, but for what a service worker does. */
async function forget(page: Page, { stack }: Stage): Promise<void> {
  const storage = await page.context().newCDPSession(page)
  const kept = { origin: stack.url, storageTypes: 'local_storage,indexeddb' }
  await storage.send('Storage.clearDataForOrigin', kept)
  await storage.detach()
}

/** Without the form; and nothing is left of who was there before. */
async function becomes(page: Page, stage: Stage, person: Person | null): Promise<void> {
  const context = page.context()
  await forget(page, stage)
  await context.clearCookies()
  if (person === null) return
  const value = await sessionCookie(stage.stack, person)
  // Secure, as it is always set; browsers send it to this machine without TLS too.
  const url = `https://${new URL(stage.url).hostname}`
  const cookie = { name: '__Host-session', value, url, httpOnly: true, secure: true }
  await context.addCookies([{ ...cookie, sameSite: 'Lax' }])
}

/** Chromium's own words for an answer of 400 or more, or for none: what the state is about. */
function isExpected(problem: string, { refused, broken, offline }: PageState): boolean {
  if (!refused && !broken && !offline) return false
  return problem.startsWith('Failed to load resource: ')
}

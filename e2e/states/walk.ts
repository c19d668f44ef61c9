// Walks through states of pages: everybody in a browser of their own, two people at a time, and
// alone wherever something is out of order, because that would be so for all.
import type { BrowserContext, Page } from 'playwright-core'
import { problemsOf } from '../browser.ts'
import type { Stage } from '../stage.ts'
import { type Person, sessionCookie } from './people.ts'
import { disarm, reach } from './reach.ts'
import type { PageState } from './state.ts'

const LANES = 2
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
  const alone = states.filter((state) => state.broken)
  const groups = groupsOf(states.filter((state) => !state.broken))
  const lane = async (): Promise<void> => {
    for (let group = groups.shift(); group; group = groups.shift()) await visit(on, group)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  for (const group of groupsOf(alone)) await visit(on, group)
  // Once more, because a browser on a busy machine stumbles.
  const missed = [...on.lost.keys()]
  on.lost.clear()
  for (const group of groupsOf(missed)) await visit(on, group)
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

async function visit(on: Walk, group: Group): Promise<void> {
  const [{ as, offline }] = group
  const serviceWorker = offline !== undefined
  const { context } = await on.stage.newPage({ ...PHONE, serviceWorker })
  if (as) await signedIn(context, on.stage, as)
  for (const state of group) {
    const page = await context.newPage()
    const problems = problemsOf(page)
    const hindered = await reach(on.stage, page, state)
    if (hindered === null) await on.look(page, state)
    else on.lost.set(state, `${state.name}: ${hindered}`)
    await page.close()
    await disarm(on.stage, state)
    await context.setOffline(false)
    const unexpected = problems.filter((problem) => !isExpected(problem, state))
    on.problems.push(...unexpected.map((problem) => `${state.name} | ${problem}`))
  }
  await context.close()
}

/** Without the form. */
async function signedIn(context: BrowserContext, { stack }: Stage, person: Person): Promise<void> {
  const value = await sessionCookie(stack, person)
  // Secure, as it is always set; browsers send it to this machine without TLS too.
  const url = `https://${new URL(stack.url).hostname}`
  const cookie = { name: '__Host-session', value, url, httpOnly: true, secure: true }
  await context.addCookies([{ ...cookie, sameSite: 'Lax' }])
}

/** Chromium's own words for an answer of 400 or more, or for none: what the state is about. */
function isExpected(problem: string, { refused, broken, offline }: PageState): boolean {
  if (!refused && !broken && !offline) return false
  return problem.startsWith('Failed to load resource: ')
}

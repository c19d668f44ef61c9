// Walks through states of pages: everybody in a browser of their own, two people at a time, and
// alone wherever something is out of order, because that would be so for all.
import type { Page } from 'playwright-core'
import type { Stage } from '../stage.ts'
import { hydrated } from '../steps.ts'
import { type Person, sessionCookie } from './people.ts'
import type { PageState } from './state.ts'

const LANES = 2

/** `problems`: errors that the browser met on the way. */
export type Look = (page: Page, state: PageState, problems: readonly string[]) => Promise<unknown>

/** Returns the states that were never reached, and what was in the way. */
export async function walk(
  stage: Stage,
  states: readonly PageState[],
  look: Look,
): Promise<string[]> {
  const lost: string[] = []
  const alone = states.filter((state) => state.broken)
  const groups = groupsOf(states.filter((state) => !state.broken))
  const lane = async (): Promise<void> => {
    for (let group = groups.shift(); group; group = groups.shift()) {
      lost.push(...(await visit(stage, group, look)))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  for (const group of groupsOf(alone)) lost.push(...(await visit(stage, group, look)))
  return lost
}

type Group = readonly [PageState, ...PageState[]]

/** By person, the longest first. */
function groupsOf(states: readonly PageState[]): Group[] {
  const groups = new Map<string, [PageState, ...PageState[]]>()
  for (const state of states) {
    const key = state.as ?? ''
    const group = groups.get(key)
    if (group) group.push(state)
    else groups.set(key, [state])
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)
}

async function visit(stage: Stage, group: Group, look: Look): Promise<string[]> {
  const lost: string[] = []
  const [{ as }] = group
  const { context } = await stage.newPage(PHONE)
  if (as) await context.addCookies([await cookieOf(stage, as)])
  for (const state of group) {
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(error.message))
    const t0 = Date.now()
    const hindered = await reach(stage, page, state)
    console.log(`T ${Date.now() - t0} ${state.name}`)
    if (hindered) lost.push(hindered)
    else await look(page, state, problems.filter((problem) => !isExpected(problem, state)))
    await page.close()
  }
  await context.close()
  return lost
}

export const PHONE = { width: 360, height: 780 }

async function cookieOf({ stack }: Stage, person: Person) {
  const value = await sessionCookie(stack, person)
  // Secure, as it is set; browsers send it to this machine without TLS too.
  const where = { url: `https://${new URL(stack.url).hostname}`, secure: true, httpOnly: true, sameSite: 'Lax' } as const
  return { name: '__Host-session', value, ...where }
}

/** Null, or why it is not there. */
async function reach(stage: Stage, page: Page, state: PageState): Promise<string | null> {
  const { path, shows, broken, before, act, javaScript = true } = state
  try {
    const scripts = await page.context().newCDPSession(page)
    if (!javaScript) await scripts.send('Emulation.setScriptExecutionDisabled', { value: true })
    await before?.(page)
    if (broken && !act) await setFaults(stage, broken.service, broken.rules)
    await page.goto(path)
    if (javaScript) await hydrated(page)
    if (broken && act) await setFaults(stage, broken.service, broken.rules)
    await act?.(page)
    const proof = page.getByText(shows).filter({ visible: true })
    await proof.first().waitFor({ timeout: HANG_MS })
    // It was made without its scripts; those that look for faults in it may run.
    if (!javaScript) await scripts.send('Emulation.setScriptExecutionDisabled', { value: false })
    return null
  } catch (error) {
    const seen = await page.locator('body').innerText().catch(() => '')
    return `${state.name}: ${error}\n${seen}`
  } finally {
    if (broken) await setFaults(stage, broken.service, null)
  }
}
// Against hangs.
const HANG_MS = Number(process.env.HANG ?? 30_000)

async function setFaults(
  { stack }: Stage,
  service: 'firestore' | 'identity' | 'stripe' | 'redis',
  rules: readonly object[] | null,
): Promise<void> {
  const url = `${stack.services[service]?.url}/__local/faults`
  if (!rules) await fetch(url, { method: 'DELETE' })
  else await fetch(url, { method: 'POST', body: JSON.stringify({ seed: 1, rules }) })
}

/** Chromium's own words for an answer of 400 or more, which is what such a state is about. */
function isExpected(problem: string, { refused, broken }: PageState): boolean {
  if (!refused && !broken) return false
  return problem.startsWith('Failed to load resource: the server responded with a status of')
}

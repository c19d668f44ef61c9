// The way to one state: what is broken, the address, what the person does, and the proof.
import type { Page } from 'playwright-core'
import type { Stage } from '../stage.ts'
import { hydrated } from '../steps.ts'
import type { PageState } from './state.ts'

// Against hangs.
const PROOF_MS_MAX = 30_000

/** Null, or why the page is not in this state. What is broken stays so until `disarm`. */
export async function reach(stage: Stage, page: Page, state: PageState): Promise<string | null> {
  const { path, shows, broken, before, act, javaScript = true } = state
  const scripts = await page.context().newCDPSession(page)
  const allow = (value: boolean) =>
    scripts.send('Emulation.setScriptExecutionDisabled', { value: !value })
  try {
    if (!javaScript) await allow(false)
    await before?.(page, stage)
    if (!act) await arm(stage, broken)
    await page.goto(path)
    if (javaScript && !state.bare) await hydrated(page)
    if (act) await arm(stage, broken)
    await act?.(page)
    const proof = page.getByText(shows).filter({ visible: true })
    await proof.first().waitFor({ timeout: PROOF_MS_MAX })
    if (!javaScript) {
      await page.evaluate(KEEP_NOSCRIPT)
      // Scripts that look for faults in it may run.
      await allow(true)
    }
    return null
  } catch (error) {
    const seen = await page.locator('body').ariaSnapshot()
    return `${error}\n${seen}`
  }
}

/** Browsers hide it as soon as scripts may run. */
const KEEP_NOSCRIPT = `for (const element of document.querySelectorAll('body noscript')) {
  const shown = document.createElement('div')
  shown.append(...element.childNodes)
  element.replaceWith(shown)
}`

async function arm({ stack }: Stage, broken: PageState['broken']): Promise<void> {
  if (!broken) return
  const body = JSON.stringify({ seed: 1, rules: broken.rules })
  await fetch(`${stack.services[broken.service]?.url}/__local/faults`, { method: 'POST', body })
}

/** Once it was looked at: an open page would mend itself. */
export async function disarm({ stack }: Stage, { broken }: PageState): Promise<void> {
  if (!broken) return
  await fetch(`${stack.services[broken.service]?.url}/__local/faults`, { method: 'DELETE' })
}

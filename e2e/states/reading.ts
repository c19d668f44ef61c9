// What somebody is typing must outlive that the page reads its data anew, which it does by itself:
// after a form, when the connection comes back, while something is on its way.
import type { Page } from 'playwright-core'
import { hydrated } from '../steps.ts'
import { leavesTraces, type PageState } from './state.ts'

/** One line for each field that is emptied, or built anew under the hands of whoever types. */
export async function faultsOfReading(page: Page, state: PageState): Promise<string[]> {
  // Where no answer comes, none is read.
  if (leavesTraces(state)) return []
  if ((await page.locator(FIELDS).count()) === 0) return []
  // What is not there is not there again, which browsers report as an error of their own.
  if (!(await page.evaluate(wasFound))) return []
  await hydrated(page)
  return page.evaluate(typeAndRead, FIELDS)
}

const FIELDS = `main input:not([type]), main input[type=text], main input[type=search],
  dialog input:not([type]), dialog input[type=text], textarea`

/** In the page. */
const wasFound = (): boolean =>
  performance
    .getEntriesByType('navigation')
    .every((entry) => entry instanceof PerformanceNavigationTiming && entry.responseStatus < 400)

/** In the page. */
async function typeAndRead(fields: string): Promise<string[]> {
  const { __remixRouter: router } = window as Window & {
    __remixRouter?: { revalidate(): Promise<void> }
  }
  if (!router) return ['its scripts are not at work']
  const typed = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)]
  for (const field of typed) field.value = 'typed'
  // Not by frames: a page that is not in front may never paint one.
  const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  await Promise.race([router.revalidate(), after(60_000)])
  // What was read is shown a moment later.
  await after(50)
  const gone = typed.filter((field) => !field.isConnected || field.value !== 'typed')
  return gone.map(({ name }) => `what is typed into ${name} is lost when the page reads its data`)
}

// What nobody should meet on a page: accessibility faults, and things out of their places.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { layoutFaultsIn, unrolled } from './layout.ts'

// Every rule that axe has on by itself, and the size of targets, which it has not.
const OPTIONS = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }
const RUN = `axe.run(document, ${JSON.stringify(OPTIONS)}).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) =>
    [id, html.slice(0, 200), any[0]?.message].join(': '))))`

/** As the page is now. Our scripts come in as a debugger's do: no policy is in their way. */
export async function faultsIn(page: Page): Promise<string[]> {
  const faults = await layoutFaultsIn(page)
  const there = await page.evaluate('typeof axe === "object"')
  if (!there) await page.evaluate(axe.source)
  await unrolled(page, async () => {
    faults.push(...(await page.evaluate<string[]>(RUN)))
  })
  return faults
}

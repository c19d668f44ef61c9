// What nobody should meet on a page: accessibility faults, and things out of their places.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { layoutFaultsIn, unroll } from './layout.ts'

// Every page compiles it anew: the small one.
const require = createRequire(import.meta.url)
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

// Every rule that axe has on by itself, and the size of targets, which it has not. Faults are told
// by their markup, so no selectors are made up.
const OPTIONS = {
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } },
  selectors: false,
}
// Of them, those that another scheme of colours can break on the same page at the same size.
const COLOURS = { ...OPTIONS, runOnly: ['color-contrast', 'link-in-text-block'] }
const run = (options: object): string =>
  `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) =>
    [id, html.slice(0, 200), any[0]?.message].join(': '))))`

/** The people of our pages want less motion: what still runs longer than a frame is a fault. */
function moving(): string[] {
  const FRAME_MS = 17
  const length = ({ effect }: Animation) => Number(effect?.getComputedTiming().activeDuration ?? 0)
  return document
    .getAnimations()
    .filter((motion) => length(motion) > FRAME_MS)
    .map((motion) => {
      const { target } = motion.effect as KeyframeEffect
      return `motion: ${target?.outerHTML.slice(0, 80)} moves for ${length(motion)} ms`
    })
}

/** As the page is now, on a screen as high as the page. */
export async function wholeFaultsIn(page: Page): Promise<string[]> {
  const faults = [...(await page.evaluate(moving)), ...(await layoutFaultsIn(page, true))]
  faults.push(...(await axeOn(page, OPTIONS)))
  return faults
}

/** What only colours can be wrong in: all else was looked at in another scheme. */
export const colourFaultsIn = (page: Page): Promise<string[]> => axeOn(page, COLOURS)

async function axeOn(page: Page, options: object): Promise<string[]> {
  // Our scripts come in as a debugger's do: no policy is in their way.
  const there = await page.evaluate('typeof axe === "object"')
  if (!there) await page.evaluate(AXE)
  return page.evaluate<string[]>(run(options))
}

/** As the page is now; the screen is the same afterwards. */
export async function faultsIn(page: Page): Promise<string[]> {
  const faults = await layoutFaultsIn(page, false)
  const roll = await unroll(page)
  faults.push(...(await wholeFaultsIn(page)))
  await roll()
  return faults
}

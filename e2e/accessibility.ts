// What nobody should meet on a page: accessibility faults, and text that runs off the screen.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

export async function faultsIn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  const path = new URL(page.url()).pathname
  const found = violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)
  return wide ? [...found, `${path} scrolls sideways`] : found
}

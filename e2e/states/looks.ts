// How people look at a page: on a phone or a desk, by day or at night. In this order, so that each
// step changes one thing.
import type { Page } from 'playwright-core'
import { unroll } from '../layout.ts'

export const LOOKS = [
  { name: 'phone-light', width: 360, height: 780, colorScheme: 'light' },
  { name: 'phone-dark', width: 360, height: 780, colorScheme: 'dark' },
  { name: 'desk-dark', width: 1280, height: 860, colorScheme: 'dark' },
  { name: 'desk-light', width: 1280, height: 860, colorScheme: 'light' },
] as const
export type LookName = (typeof LOOKS)[number]['name']

// What waits for a change of size or colours has it with the next frame. Nothing moves on its way
// there: the people of these pages want less motion.
const FRAME = 'new Promise((resolve) => requestAnimationFrame(resolve))'

interface Eyes {
  /** The first screen, as high as a screen is; once a size. */
  readonly screen?: (name: LookName) => Promise<unknown>
  /** All of the page. `isRecoloured`: but for its colours it is as in the look before. */
  readonly whole: (name: LookName, isRecoloured: boolean) => Promise<unknown>
}

/** The page stays as it is; only the eyes change. */
export async function eachLook(page: Page, { screen, whole }: Eyes): Promise<void> {
  let width = 0
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: look.colorScheme })
    const isRecoloured = width === look.width
    if (!isRecoloured) {
      width = look.width
      await page.setViewportSize({ width, height: look.height })
      await page.evaluate(FRAME)
      await screen?.(look.name)
    }
    // Each time: it may have grown.
    await unroll(page)
    await page.evaluate(FRAME)
    await whole(look.name, isRecoloured)
  }
}

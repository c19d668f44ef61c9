// How people look at a page: on a phone or a desk, by day or at night. In this order, so that each
// step changes one thing.
import type { Page } from 'playwright-core'

export const LOOKS = [
  { name: 'phone-light', width: 360, height: 780, colorScheme: 'light' },
  { name: 'phone-dark', width: 360, height: 780, colorScheme: 'dark' },
  { name: 'desk-dark', width: 1280, height: 860, colorScheme: 'dark' },
  { name: 'desk-light', width: 1280, height: 860, colorScheme: 'light' },
] as const
export type LookName = (typeof LOOKS)[number]['name']

/** A colour on its way to another is neither. What never ends is left alone. */
async function finishMotion(): Promise<void> {
  const ending = () =>
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
  // Two frames, so that the new colours are there; and what inherits one starts after it.
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  await frame()
  await frame()
  for (let motions = ending(); motions.length > 0; motions = ending()) {
    for (const motion of motions) motion.finish()
    await frame()
  }
}

/** The page stays as it is; only the eyes change. */
export async function eachLook(
  page: Page,
  see: (name: LookName) => Promise<unknown>,
): Promise<void> {
  for (const { name, width, height, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(finishMotion)
    await see(name)
  }
}

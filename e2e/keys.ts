// A hand that can't point: only keys, and always seeing where one is.
import type { Locator, Page } from 'playwright-core'

const TABS_MAX = 80

export async function press(page: Page, target: Locator): Promise<void> {
  await tabOn(page, target)
  await page.keyboard.press('Enter')
}

export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabOn(page, target)
  await page.keyboard.type(text)
}

export async function tabOn(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard never reaches ${target}`)
}

export interface Place {
  readonly name: string
  readonly fault: string | null
}

/** What has the focus, and why that can't be seen. */
export const placeOn = (page: Page): Promise<Place> => page.evaluate(placeOfFocus)

/** Of everything on the page that keys can reach, what is wrong once they are there. */
export const hiddenPlaces = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => { ${placeOfFocus}\n${hidden}\nreturn hidden() })()`)

// From here on everything runs in the page, and knows nothing but its neighbours.

function placeOfFocus(): { name: string; fault: string | null } {
  const at = document.activeElement ?? document.body
  if (at === document.body) return { name: 'body', fault: null }
  const said = (at.textContent || at.id).trim().slice(0, 40)
  const name = `${at.localName} "${said}" ${at.getAttribute('href') ?? ''}`
  // A row's link is marked around all of the row.
  const isMarked = [null, '::after'].some((part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(at, part)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
  if (!isMarked) return { name, fault: `${name} is not marked` }
  const { left, top, width, height } = at.getClientRects()[0] ?? at.getBoundingClientRect()
  // WCAG 2.4.11: some of it, wherever it is.
  const isSeen = [0.1, 0.5, 0.9].some((part) => {
    const over = document.elementFromPoint(left + width * part, top + height / 2)
    return over !== null && (at.contains(over) || over.contains(at))
  })
  return { name, fault: isSeen ? null : `${name} is covered, or beyond the screen: ${left} ${top}` }
}

function hidden(): string[] {
  const before = document.activeElement
  const reached = 'a[href], button:enabled, input:not([type=hidden]), select, textarea, summary'
  const faults = [...document.querySelectorAll<HTMLElement>(reached)].flatMap((element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return []
    // A picture of a page: there is nowhere to get.
    if (element.closest('[inert]')) return []
    element.focus()
    if (document.activeElement !== element)
      return [`${element.outerHTML.slice(0, 80)} takes no focus`]
    return placeOfFocus().fault ?? []
  })
  if (before instanceof HTMLElement) before.focus()
  return faults
}

// What is wrong with where things are on a page: text over text, text that leaves its button or the
// page, text that is cut off, sideways scroll, and on a phone targets that a finger misses.
import type { Page } from 'playwright-core'

const FINGER_WIDTH_MAX = 600

export async function layoutFaultsIn(page: Page): Promise<string[]> {
  const fingers = (page.viewportSize()?.width ?? 0) < FINGER_WIDTH_MAX
  const found = [...(await page.evaluate(textFaults)), ...(await page.evaluate(cutFaults))]
  return fingers ? [...found, ...(await page.evaluate(smallTargets))] : found
}

/**
 * On a screen as high as the page: else the bar at the bottom of a phone would cover whatever one
 * has not scrolled to yet.
 */
export async function unrolled(page: Page, act: () => Promise<unknown>): Promise<void> {
  const screen = page.viewportSize()
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const isHigher = screen !== null && height > screen.height
  if (isHigher) await page.setViewportSize({ width: screen.width, height })
  await act()
  if (isHigher) await page.setViewportSize(screen)
}

// From here on everything runs in the page, so each function is whole in itself.

function textFaults(): string[] {
  const SLACK_PX = 1.5
  const found: string[] = []
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth > clientWidth) found.push('it scrolls sideways')

  // An opened dialog, or a bar that stays, lies over the page, as it should.
  const layers = new Map<Element, Element>()
  const layerOf = (element: Element | null): Element => {
    if (!element || element === document.body) return document.body
    const known = layers.get(element)
    if (known) return known
    const lifted = /fixed|sticky|absolute/.test(getComputedStyle(element).position)
    const own = lifted || element.matches('dialog, [popover]')
    const layer = own ? element : layerOf(element.parentElement)
    layers.set(element, layer)
    return layer
  }

  // Tabs and tables may be pulled sideways.
  const slides = (element: Element | null): boolean => {
    if (!element) return false
    const { overflowX } = getComputedStyle(element)
    return /auto|scroll/.test(overflowX) || slides(element.parentElement)
  }

  const lines: { rect: DOMRect; band: [number, number]; element: Element; text: string }[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!text || !element || element.closest('script, style, noscript, option, .sr-only')) continue
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      // The middle of a line: its box is higher than its letters.
      const quarter = rect.height / 4
      const band: [number, number] = [rect.top + quarter, rect.bottom - quarter]
      if (rect.width > 1) lines.push({ rect, band, element, text: text.slice(0, 30) })
    }
  }

  for (const [at, { rect, band, element, text }] of lines.entries()) {
    for (let next = at + 1; next < lines.length; next += 1) {
      const other = lines[next]
      if (!other) break
      const wide = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left)
      const high = Math.min(band[1], other.band[1]) - Math.max(band[0], other.band[0])
      if (wide <= SLACK_PX || high <= SLACK_PX) continue
      if (layerOf(element) !== layerOf(other.element)) continue
      found.push(`"${other.text}" lies over "${text}"`)
    }
    const box = element.closest('button, .btn, .badge, summary, .tab')?.getBoundingClientRect()
    if (box && (rect.left < box.left - SLACK_PX || rect.right > box.right + SLACK_PX)) {
      found.push(`"${text}" leaves its button`)
    }
    const isOut = rect.right > clientWidth + SLACK_PX || rect.left < -SLACK_PX
    if (isOut && !slides(element)) found.push(`"${text}" leaves the page`)
  }
  return [...new Set(found)]
}

function cutFaults(): string[] {
  const cut = [...document.querySelectorAll('body *')].filter((element) => {
    const own = [...element.childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE)
    if (!own || element.closest('.sr-only') || !element.checkVisibility()) return false
    const { overflowX, textOverflow } = getComputedStyle(element)
    // One pixel: words for screen readers.
    if (element.clientWidth <= 1 || textOverflow === 'ellipsis') return false
    if (!/hidden|clip/.test(overflowX)) return false
    return element.scrollWidth > element.clientWidth + 2
  })
  return cut.map((element) => `"${(element.textContent ?? '').slice(0, 50)}" is cut off`)
}

function smallTargets(): string[] {
  const TARGET_PX = 43.5
  const targets = 'a[href], button:enabled, select, summary, textarea, label:has(input), input'
  return [...document.querySelectorAll(targets)].flatMap((element) => {
    const seen = { opacityProperty: true, visibilityProperty: true }
    if (element.matches('label input, [type=hidden], .skip')) return []
    if (!element.checkVisibility(seen) || getComputedStyle(element).display === 'inline') return []
    const { width, height } = element.getBoundingClientRect()
    if (width >= TARGET_PX && height >= TARGET_PX) return []
    const name = (element.textContent ?? '').trim().slice(0, 40)
    const size = `${Math.round(width)}x${Math.round(height)}`
    return [`${element.localName} "${name}" is ${size}, too small for a finger`]
  })
}

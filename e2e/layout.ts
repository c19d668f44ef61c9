// What is wrong with where things are on a page: text over text, text that leaves its button or the
// page, text that is cut off, sideways scroll, and on a phone targets that a finger misses.
import type { Page } from 'playwright-core'

const FINGER_WIDTH_MAX = 600

/** `whole`: the screen is as high as the page; only then no bar covers a target. */
export function layoutFaultsIn(page: Page, whole: boolean): Promise<string[]> {
  const fingers = (page.viewportSize()?.width ?? 0) < FINGER_WIDTH_MAX
  const targets = whole && fingers ? '...smallTargets()' : ''
  return inPage(page, `[...textFaults(), ${targets}]`)
}

/** As if nobody had to scroll; returns how to have the screen back. */
export async function unroll(page: Page): Promise<() => Promise<void>> {
  const screen = page.viewportSize()
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  if (!screen || height <= screen.height) return async () => {}
  await page.setViewportSize({ width: screen.width, height })
  return () => page.setViewportSize(screen)
}

function inPage(page: Page, call: string): Promise<string[]> {
  const parts = [
    textFaults,
    linesOf,
    shownPart,
    isForEars,
    layerOf,
    slides,
    isOver,
    isCut,
    smallTargets,
    isHit,
  ]
  return page.evaluate<string[]>(`(() => { ${parts.join('\n')}; return ${call} })()`)
}

// From here on everything runs in the page, and knows nothing but its neighbours.

interface Line {
  readonly element: Element
  readonly text: string
  readonly rect: DOMRect
}

function textFaults(): string[] {
  const SLACK_PX = 1.5
  const found = new Set<string>()
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth > clientWidth) found.add('it scrolls sideways')
  const lines = linesOf()
  for (const [at, line] of lines.entries()) {
    const { rect, text, element } = line
    for (let next = at + 1; next < lines.length; next += 1) {
      const other = lines[next]
      if (other && isOver(line, other)) found.add(`"${other.text}" lies over "${text}"`)
    }
    const box = element
      .closest('button, .btn, .badge, summary, .tab, .odds-link')
      ?.getBoundingClientRect()
    if (box && (rect.left < box.left - SLACK_PX || rect.right > box.right + SLACK_PX)) {
      found.add(`"${text}" leaves its button`)
    }
    const isOut = rect.right > clientWidth + SLACK_PX || rect.left < -SLACK_PX
    if (isOut && !slides(element)) found.add(`"${text}" leaves the page`)
    if (isCut(element)) found.add(`"${text}" is cut off`)
  }
  return [...found]
}

/** Of text that can be seen. */
function linesOf(): Line[] {
  const seen = { opacityProperty: true, visibilityProperty: true }
  const lines: Line[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = (node.textContent ?? '').trim().slice(0, 40)
    if (!text || !element || element.closest('script, style, noscript, option')) continue
    if (!element.checkVisibility(seen) || isForEars(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const whole of range.getClientRects()) {
      const rect = shownPart(element, whole)
      if (rect.width > 1 && rect.height > 1) lines.push({ element, text, rect })
    }
  }
  return lines
}

/** Without what an ellipsis stands for, or lies beyond the last line that is shown. */
function shownPart(element: Element | null, rect: DOMRect): DOMRect {
  if (!element || element === document.body) return rect
  const { overflowX, overflowY } = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  let { left, right, top, bottom } = rect
  if (/hidden|clip/.test(overflowX)) {
    left = Math.max(left, box.left)
    right = Math.min(right, box.right)
  }
  if (/hidden|clip/.test(overflowY)) {
    top = Math.max(top, box.top)
    bottom = Math.min(bottom, box.bottom)
  }
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)]
  return shownPart(element.parentElement, new DOMRect(left, top, width, height))
}

/** Words for screen readers are a pixel large. */
function isForEars(element: Element | null): boolean {
  if (!element || element === document.body) return false
  const tiny = element.clientWidth <= 1 && element.clientHeight <= 1
  return (
    (tiny && getComputedStyle(element).overflow === 'hidden') || isForEars(element.parentElement)
  )
}

/** An opened dialog, or a bar that stays, lies over the page, as it should. */
function layerOf(element: Element | null): Element {
  if (!element || element === document.body) return document.body
  if (element.matches('dialog, [popover]')) return element
  if (/fixed|sticky|absolute/.test(getComputedStyle(element).position)) return element
  return layerOf(element.parentElement)
}

/** Tabs and tables may be pulled sideways. */
function slides(element: Element | null): boolean {
  if (!element) return false
  return /auto|scroll/.test(getComputedStyle(element).overflowX) || slides(element.parentElement)
}

/** By the middle half of each line: its box is higher than its letters. */
function isOver(one: Line, other: Line): boolean {
  const SLACK_PX = 1.5
  // One text has several boxes where it is cut short, or changes its direction.
  if (one.element === other.element && one.text === other.text) return false
  const [a, b] = [one.rect, other.rect]
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  if (wide <= SLACK_PX) return false
  const bottom = Math.min(a.bottom - a.height / 4, b.bottom - b.height / 4)
  const top = Math.max(a.top + a.height / 4, b.top + b.height / 4)
  return bottom - top > SLACK_PX && layerOf(one.element) === layerOf(other.element)
}

function isCut(element: Element): boolean {
  if (element.scrollWidth <= element.clientWidth + 2) return false
  const { overflowX, textOverflow } = getComputedStyle(element)
  return /hidden|clip/.test(overflowX) && textOverflow !== 'ellipsis'
}

function smallTargets(): string[] {
  const TARGET_PX = 43.5
  const seen = { opacityProperty: true, visibilityProperty: true }
  const targets = 'a[href], button:enabled, select, summary, textarea, label:has(input), input'
  return [...document.querySelectorAll(targets)].flatMap((element) => {
    if (element.matches('label input, [type=hidden], .skip')) return []
    // A link within a sentence is as high as its line.
    if (!element.checkVisibility(seen) || getComputedStyle(element).display === 'inline') return []
    const { width, height } = element.getBoundingClientRect()
    if (width >= TARGET_PX && height >= TARGET_PX) return []
    if (isHit(element, width < TARGET_PX, height < TARGET_PX)) return []
    const name = (element.textContent ?? '').trim().slice(0, 40)
    const size = `${Math.round(width)}x${Math.round(height)}`
    return [`${element.localName} "${name}" is ${size}, too small for a finger`]
  })
}

/** What looks small may be larger to the touch. */
function isHit(element: Element, narrow: boolean, low: boolean): boolean {
  const REACH_PX = 21
  const { left, top, width, height } = element.getBoundingClientRect()
  const [x, y] = [left + width / 2, top + height / 2]
  return [-REACH_PX, REACH_PX].every((by) => {
    const beside = !narrow || element.contains(document.elementFromPoint(x + by, y))
    return beside && (!low || element.contains(document.elementFromPoint(x, y + by)))
  })
}

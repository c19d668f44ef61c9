// A page that nobody looks at must let go of its stream, and one that somebody comes back to must
// not show what it knew when they left.
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { onComeBack, onSleep } from './presence.ts'

const HIDDEN_MS = 300_000
let window: EventTarget
let document: EventTarget & { hidden: boolean; hasFocus(): boolean }

beforeEach(() => {
  window = new EventTarget()
  document = Object.assign(new EventTarget(), { hidden: false, hasFocus: () => !document.hidden })
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', document)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
})

function show(isShown: boolean, at = 0): void {
  document.hidden = !isShown
  const event = new Event('visibilitychange')
  Object.defineProperty(event, 'timeStamp', { value: at })
  document.dispatchEvent(event)
}

test('hidden for long it sleeps, and wakes when it is looked at', () => {
  const awake: boolean[] = []
  const stop = onSleep((isAwake) => awake.push(isAwake), HIDDEN_MS)
  show(false)
  vi.advanceTimersByTime(HIDDEN_MS - 1)
  expect(awake).toEqual([])
  vi.advanceTimersByTime(1)
  expect(awake).toEqual([false])
  show(true)
  expect(awake).toEqual([false, true])
  show(false)
  stop()
  vi.advanceTimersByTime(HIDDEN_MS)
  expect(awake).toEqual([false, true])
})

test('a tab that was opened in the background and never looked at sleeps too', () => {
  const awake: boolean[] = []
  document.hidden = true
  onSleep((isAwake) => awake.push(isAwake), HIDDEN_MS)
  vi.advanceTimersByTime(HIDDEN_MS)
  expect(awake).toEqual([false])
})

// Kept for the back button, a page comes back as it was left: without a stream until it is shown.
test('a page that is left lets go at once, and listens again when the back button shows it', () => {
  const awake: boolean[] = []
  onSleep((isAwake) => awake.push(isAwake), HIDDEN_MS)
  window.dispatchEvent(new Event('pagehide'))
  show(false)
  show(true)
  expect(awake).toEqual([false, true])
  vi.advanceTimersByTime(HIDDEN_MS)
  expect(awake).toEqual([false, true])
})

test('a return is one after so long away, counted from when the page was left', () => {
  const returns: number[] = []
  onComeBack(
    () => returns.push(1),
    () => 20_000,
  )
  show(false, 1_000)
  show(true, 20_999)
  expect(returns).toEqual([])
  show(false, 30_000)
  show(false, 45_000)
  show(true, 50_000)
  expect(returns).toEqual([1])
})

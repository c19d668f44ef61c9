// Each of Stripe's lists is looked at by every rule that the others are: one that is left out is
// never looked at again, and nobody hears of it.
import { expect, test } from 'vitest'
import { asWritten, behindOf, firstWatch, openWindow, type Watched } from './windows.ts'

const KINDS: readonly Watched[] = ['session', 'refund', 'dispute', 'warning']
const NOW = 1_800_000_000_000_000
const SECONDS = NOW / 1_000_000

// The database's times have fractions; what is kept does not, or no tick could write it.
test('what a clock ahead looked through is looked through again, of every list', () => {
  const late = { until: SECONDS + 86_400, to: null, after: null }
  const all = { session: late, refund: late, dispute: late, warning: late }
  const back = asWritten({ ...firstWatch(NOW), ...all }, SECONDS + 0.837)
  for (const kind of KINDS) {
    expect(Number.isSafeInteger(back[kind].until)).toBe(true)
    expect(back[kind].until).toBeLessThan(SECONDS)
  }
})

test('a list that nobody could have for an hour is named, whichever it is', () => {
  const watch = { ...firstWatch(NOW), movedAt: NOW }
  for (const kind of KINDS) {
    const failing = { ...watch[kind], failsSince: SECONDS - 3601 }
    expect(behindOf({ ...watch, [kind]: failing }, NOW)).toEqual([kind])
  }
})

// A clock that was a day ahead would have it wait for a day.
test('a look by a clock ahead keeps no later look from its turn, of any list', () => {
  const late = { until: SECONDS - 7200, to: null, after: null, looks: 1, seen: SECONDS + 86_400 }
  const all = { session: late, refund: late, dispute: late, warning: late }
  const back = asWritten({ ...firstWatch(NOW), ...all }, SECONDS)
  const soon = NOW + 300_000_000
  for (const kind of KINDS) expect(openWindow(back[kind], kind, soon)).not.toBeNull()
})

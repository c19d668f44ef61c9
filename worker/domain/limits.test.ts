// Limits that people set against themselves: they hold exactly when keeping them is hardest.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Caps,
  capsAt,
  changeLimits,
  commitmentWithin,
  type LimitsWish,
  NO_DAY,
  NO_LIMITS,
  notExcluded,
  type OwnLimits,
  today,
} from './limits.ts'

const DAY = 86_400_000_000
const NOW = 20_000 * DAY + DAY / 2
const caps = (purchaseCentsPerDay: number | null, commitTokensPerDay: number | null): Caps => ({
  purchaseCentsPerDay,
  commitTokensPerDay,
})
const tight: OwnLimits = { ...NO_LIMITS, ...caps(1000, 500) }

describe('tightening', () => {
  test('is in force at once, from no limit too', () => {
    for (const [before, wish] of [
      [NO_LIMITS, caps(1000, 500)],
      [tight, caps(999, 0)],
      [tight, caps(0, 500)],
    ] as const) {
      const after = changeLimits(before, wish, NOW)
      expect(capsAt(after, NOW)).toEqual(wish)
      expect(after.wished).toBeNull()
    }
  })

  test('one and loosening the other: the first at once, the second a day later', () => {
    const after = changeLimits(tight, caps(900, 600), NOW)
    expect(capsAt(after, NOW)).toEqual(caps(900, 500))
    expect(capsAt(after, NOW + DAY)).toEqual(caps(900, 600))
  })

  test('takes back a looser wish that is still waiting', () => {
    const waiting = changeLimits(tight, caps(5000, null), NOW)
    const after = changeLimits(waiting, caps(1000, 500), NOW + 1)
    expect(capsAt(after, NOW + 3 * DAY)).toEqual(caps(1000, 500))
  })
})

describe('loosening', () => {
  // The cooling-off is the whole point: in the heat of the moment nothing gets looser.
  test('begins a day later and not a microsecond before', () => {
    for (const wish of [caps(1001, 500), caps(1000, null), caps(null, null)]) {
      const after = changeLimits(tight, wish, NOW)
      expect(capsAt(after, NOW)).toEqual(caps(1000, 500))
      expect(capsAt(after, NOW + DAY - 1)).toEqual(caps(1000, 500))
      expect(capsAt(after, NOW + DAY)).toEqual(wish)
    }
  })

  test('asked for again goes on waiting; asked for otherwise waits anew', () => {
    const first = changeLimits(tight, caps(2000, 500), NOW)
    const again = changeLimits(first, caps(2000, 500), NOW + DAY / 2)
    expect(again).toEqual(first)
    const other = changeLimits(first, caps(3000, 500), NOW + DAY / 2)
    expect(other.wished?.startsAt).toBe(NOW + DAY / 2 + DAY)
    expect(capsAt(other, NOW + DAY)).toEqual(caps(1000, 500))
  })

  test('that has begun is what the next change is measured by', () => {
    const begun = changeLimits(tight, caps(2000, 500), NOW)
    const after = changeLimits(begun, caps(1500, 500), NOW + DAY)
    expect(after).toMatchObject({ ...caps(1500, 500), wished: null })
  })
})

const cap = fc.option(fc.integer({ min: 0, max: 5 }), { nil: null })
const wishes = fc.array(
  fc.record({
    purchaseCentsPerDay: cap,
    commitTokensPerDay: cap,
    excludeDays: fc.option(fc.integer({ min: 1, max: 365 }), { nil: undefined }),
    wait: fc.integer({ min: 0, max: 2 * DAY }),
  }),
  { maxLength: 8 },
)
const loose = (one: number | null): number => one ?? Number.POSITIVE_INFINITY

// However the changes are ordered, no trick of repeating them frees anybody within a day.
test('whatever is asked for, nothing gets looser within a day, and no break gets shorter', () => {
  fc.assert(
    fc.property(wishes, (all) => {
      let limits = NO_LIMITS
      let now = NOW
      for (const { wait, ...wish } of all) {
        now += wait
        const before = limits
        limits = changeLimits(before, wish as LimitsWish, now)
        for (const name of ['purchaseCentsPerDay', 'commitTokensPerDay'] as const) {
          const [was, is] = [capsAt(before, now)[name], capsAt(limits, now + DAY - 1)[name]]
          const granted = before.wished ? capsAt(before, now + DAY - 1)[name] : was
          expect(loose(is)).toBeLessThanOrEqual(Math.max(loose(was), loose(granted)))
        }
        expect(limits.excludedUntil).toBeGreaterThanOrEqual(before.excludedUntil)
      }
    }),
  )
})

describe('a break', () => {
  test('runs for the days asked, and ends by itself', () => {
    const resting = changeLimits(NO_LIMITS, { ...caps(null, null), excludeDays: 7 }, NOW)
    expect(notExcluded(resting, NOW)).toMatchObject({ failure: { code: 'SELF_EXCLUDED' } })
    expect(notExcluded(resting, NOW + 7 * DAY - 1).ok).toBe(false)
    expect(notExcluded(resting, NOW + 7 * DAY).ok).toBe(true)
  })

  test('is never shortened, only made longer', () => {
    const month = changeLimits(NO_LIMITS, { ...caps(null, null), excludeDays: 30 }, NOW)
    const shorter = changeLimits(month, { ...caps(null, null), excludeDays: 1 }, NOW + DAY)
    expect(shorter.excludedUntil).toBe(NOW + 30 * DAY)
    const silent = changeLimits(month, caps(null, null), NOW + DAY)
    expect(silent.excludedUntil).toBe(NOW + 30 * DAY)
    const longer = changeLimits(month, { ...caps(null, null), excludeDays: 30 }, NOW + DAY)
    expect(longer.excludedUntil).toBe(NOW + 31 * DAY)
  })
})

describe("a day's counters", () => {
  const used = { day: 20_000, committedTokens: 400, purchasedCents: 7 }

  test('begin anew at midnight UTC', () => {
    expect(today(used, 20_001 * DAY - 1)).toEqual(used)
    expect(today(used, 20_001 * DAY)).toEqual({ ...NO_DAY, day: 20_001 })
  })

  // Two isolates' clocks differ around midnight: the slower one must not reset what is counted.
  test('never go back to an earlier day', () => {
    expect(today(used, 20_000 * DAY - 1)).toEqual(used)
    expect(today(used, 0)).toEqual(used)
  })

  test('let exactly the limit through', () => {
    const code = (stake: number, now = NOW, limits = tight) => {
      const result = commitmentWithin(limits, used, stake, now)
      return result.ok ? 'ok' : result.failure.code
    }
    expect(code(100)).toBe('ok')
    expect(code(101)).toBe('LIMIT_EXCEEDED')
    expect(code(500, NOW + DAY)).toBe('ok')
    expect(code(501, NOW + DAY)).toBe('LIMIT_EXCEEDED')
    expect(code(1, NOW, { ...tight, commitTokensPerDay: 0 })).toBe('LIMIT_EXCEEDED')
    expect(code(1_000_000, NOW, NO_LIMITS)).toBe('ok')
  })
})

// Someone looks for yesterday's movement: a day that starts an hour off hides it.
import { expect, test } from 'vitest'
import { dayStart, nextDay, parseDay } from './days.ts'

test('a day begins when it begins where the person is, also when clocks change', () => {
  expect(dayStart('2026-11-22', 'UTC')).toBe('2026-11-22T00:00:00.000Z')
  expect(dayStart('2026-11-01', 'America/New_York')).toBe('2026-11-01T04:00:00.000Z')
  expect(dayStart('2026-11-02', 'America/New_York')).toBe('2026-11-02T05:00:00.000Z')
  expect(dayStart('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
  expect(dayStart('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z')
  expect(dayStart('2026-04-05', 'Pacific/Auckland')).toBe('2026-04-04T11:00:00.000Z')
  expect(dayStart('2026-06-01', 'Asia/Kolkata')).toBe('2026-05-31T18:30:00.000Z')
  expect(dayStart('2026-06-01', 'Pacific/Kiritimati')).toBe('2026-05-31T10:00:00.000Z')
})

test('the day after the last of a month, a leap day and a year', () => {
  expect(nextDay('2026-11-30')).toBe('2026-12-01')
  expect(nextDay('2028-02-28')).toBe('2028-02-29')
  expect(nextDay('2026-12-31')).toBe('2027-01-01')
})

test.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', 'yesterday', null])(
  '%s is no day, so the filter ignores it',
  (text) => expect(parseDay(text)).toBeNull(),
)

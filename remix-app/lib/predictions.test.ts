// What is shown as odds is what people decide by, and the closing time is when they must have.
import { describe, expect, test } from 'vitest'
import { oddsText, parseOdds, stateOf, timeLeft } from './predictions.ts'

test.each([
  [18_500, '1.85'],
  [20_000, '2.00'],
  [10_001, '1.0001'],
  [12_345, '1.2345'],
  [12_340, '1.234'],
  [1_000_000, '100.00'],
])('%i basis points read %s, and are typed so again', (bps, text) => {
  expect(oddsText(bps)).toBe(text)
  expect(parseOdds(text)).toBe(bps)
})

// `1,85` read as 185 would pay a hundredfold.
test.each(['1,85', '', '1.', '.5', '1.00005', '-2', '1e3', 'two'])('%j is no odds', (text) => {
  expect(parseOdds(text)).toBeNaN()
})

describe('time left', () => {
  const now = Date.parse('2026-11-27T12:00:00Z')
  test.each([
    ['2026-11-27T12:00:01Z', '1 second'],
    ['2026-11-27T12:01:00Z', '1 min 0 s'],
    ['2026-11-27T12:09:59Z', '9 min 59 s'],
    ['2026-11-27T12:10:00Z', '10 minutes'],
    ['2026-11-27T12:59:59Z', '59 minutes'],
    ['2026-11-27T14:05:00Z', '2 h 5 min'],
    ['2026-11-28T11:59:00Z', '23 hours'],
    ['2026-11-29T11:59:00Z', '47 hours'],
    ['2026-12-02T11:59:00Z', '4 days'],
    ['2026-11-27T11:00:00Z', '0 seconds'],
  ])('until %s: %s, never more than there is', (until, text) => {
    expect(timeLeft(until, now)).toBe(text.replaceAll(' ', '\u00a0'))
  })

  // A form that stays open after the end lets people send what will be refused.
  test('a prediction past its closing time is no longer open', () => {
    const closesAt = '2026-11-27T12:00:00Z'
    expect(stateOf({ status: 'open', closesAt }, now - 1)).toBe('open')
    expect(stateOf({ status: 'open', closesAt }, now)).toBe('locked')
    expect(stateOf({ status: 'resolved', closesAt }, now)).toBe('resolved')
  })
})

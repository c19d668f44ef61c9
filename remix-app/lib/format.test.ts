// Wrong figures in a wallet are read as lost money, by everyone who looks.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Format, formatFor, formatWait } from './format.ts'

const english = formatFor('en-US', 'UTC')
const german = formatFor('de-DE', 'Europe/Berlin')
const spaced = (text: string): string => text.replaceAll('\u00a0', ' ')

test('the largest balance is printed to the last token', () => {
  expect(english.tokens(Number.MAX_SAFE_INTEGER)).toBe('9,007,199,254,740,991')
  expect(german.tokens(Number.MAX_SAFE_INTEGER)).toBe('9.007.199.254.740.991')
  expect([0, 1, 1100].map(english.count).map(spaced)).toEqual([
    '0 tokens',
    '1 token',
    '1,100 tokens',
  ])
})

test('a price keeps its cents, also where a float would not', () => {
  expect(english.usd(499)).toBe('$4.99')
  expect(english.usd(5)).toBe('$0.05')
  expect(english.usd(100_000)).toBe('$1,000.00')
  expect(english.usd(-1999)).toBe('-$19.99')
  expect(english.usd(Number.MAX_SAFE_INTEGER)).toBe('$90,071,992,547,409.91')
  expect(german.usd(123_456)).toBe('1.234,56\u00a0$')
})

test('no price loses a cent on its way to the page', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (cents) => {
      expect(Number(english.usd(cents).replace(/[$,.]/g, ''))).toBe(cents)
    }),
  )
})

test('odds are shown as they are paid, digit by digit', () => {
  expect([10_001, 18_500, 18_525, 20_000, 1_000_000].map(english.odds)).toEqual([
    '1.0001',
    '1.85',
    '1.8525',
    '2.00',
    '100.00',
  ])
  expect(german.odds(18_500)).toBe('1,85')
})

test('a time is the one of the place where it is read, and says UTC when it is', () => {
  const at = '2026-11-22T23:05:59.999Z'
  const instant = (format: Format) => spaced(format.instant(at))
  expect(instant(english)).toBe('Nov 22, 2026, 11:05 PM UTC')
  expect(instant(german)).toBe('23.11.2026, 00:05')
  expect(instant(formatFor('en-GB', 'Asia/Tokyo'))).toBe('23 Nov 2026, 08:05')
  const day = formatFor('en-GB', 'America/New_York').day('2026-09-05T03:30:00Z')
  expect(spaced(day)).toBe('4 Sept 2026')
})

// Without scripts the zone is guessed by the address: a purchase must not seem payable for longer.
test('a time in a guessed zone names it, as it is at that time of the year', () => {
  const guess = formatFor('en-US', 'America/New_York', true)
  expect(spaced(guess.instant('2026-11-22T23:05:00Z'))).toBe('Nov 22, 2026, 6:05 PM EST')
  expect(spaced(guess.instant('2026-07-22T23:05:00Z'))).toBe('Jul 22, 2026, 7:05 PM EDT')
  expect(spaced(guess.day('2026-07-22T23:05:00Z'))).toBe('Jul 22, 2026')
})

// "1,100" at the end of one line and "tokens" on the next is read as something else.
test('no line ends inside an amount or a time', () => {
  const french = formatFor('fr-FR', 'Europe/Paris', true)
  for (const format of [english, german, french]) {
    const { tokens, count, usd, usdRounded, odds, percent, instant, day } = format
    const numbers = [tokens, count, usd, usdRounded, odds, percent].map((say) => say(1_234_567))
    const times = [instant, day].map((say) => say('2026-11-22T23:05:00Z'))
    const all = [...numbers, ...times, formatWait(42), formatWait(121)]
    expect(all.filter((text) => /[ \u202f]/.test(text))).toEqual([])
  }
})

// The text around them is English: Arabic digits or a Buddhist year would not be understood in it.
test('digits and years are those of the text, wherever the visitor comes from', () => {
  expect(formatFor('ar-EG', 'UTC').tokens(1100)).toMatch(/^1.?100$/)
  expect(formatFor('th-TH', 'UTC').day('2026-01-01T00:00:00Z')).toContain('2026')
})

test('a wait is never told shorter than it is', () => {
  expect(spaced(formatWait(1))).toBe('1 second')
  expect(spaced(formatWait(42))).toBe('42 seconds')
  expect(spaced(formatWait(121))).toBe('3 minutes')
})

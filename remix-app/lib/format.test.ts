// Wrong figures in a wallet are read as lost money, by everyone who looks.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countTokens, formatInstant, formatTokens, formatUsd, formatWait } from './format.ts'

test('the largest balance is printed to the last token', () => {
  expect(formatTokens(Number.MAX_SAFE_INTEGER)).toBe('9,007,199,254,740,991')
  expect(formatTokens(0)).toBe('0')
  expect([0, 1, 1100].map(countTokens)).toEqual(['0 tokens', '1 token', '1,100 tokens'])
})

test('a price keeps its cents, also where a float would not', () => {
  expect(formatUsd(499)).toBe('$4.99')
  expect(formatUsd(5)).toBe('$0.05')
  expect(formatUsd(100_000)).toBe('$1,000.00')
  expect(formatUsd(-1999)).toBe('-$19.99')
  expect(formatUsd(Number.MAX_SAFE_INTEGER)).toBe('$90,071,992,547,409.91')
})

test('no price loses a cent on its way to the page', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (cents) => {
      expect(Number(formatUsd(cents).replace(/[$,.]/g, ''))).toBe(cents)
    }),
  )
})

test('server and browser print the same time, and say UTC when it is', () => {
  const at = '2026-11-22T23:05:59.999Z'
  expect(formatInstant(at, 'UTC')).toBe('22 Nov 2026, 23:05 UTC')
  expect(formatInstant(at, 'Asia/Tokyo')).toBe('23 Nov 2026, 08:05')
  expect(formatInstant('2026-01-01T00:00:00Z', 'UTC')).toBe('1 Jan 2026, 00:00 UTC')
  expect(formatInstant('2026-09-05T04:30:00Z', 'America/New_York')).toBe('5 Sep 2026, 00:30')
})

test('a wait is never told shorter than it is', () => {
  expect(formatWait(1)).toBe('1 second')
  expect(formatWait(42)).toBe('42 seconds')
  expect(formatWait(121)).toBe('3 minutes')
})

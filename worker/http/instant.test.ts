import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Instant } from '../../shared/api/tokens.ts'
import { toInstant } from '../../shared/instant.ts'
import { toMicros } from './instant.ts'

test('a time is written with its microseconds, in UTC', () => {
  expect(toInstant(1_767_323_045_000_001)).toBe('2026-01-02T03:04:05.000001Z')
  expect(toInstant(0)).toBe('1970-01-01T00:00:00.000000Z')
})

test('every time of the ledger survives the way out and in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7_258_118_399_999_999 }), (micros) => {
      expect(toMicros(Instant.parse(toInstant(micros)))).toBe(micros)
    }),
  )
})

// A history that ends "before x" must not show the row of x itself.
test('finer times are rounded up, so that from and to stay true', () => {
  expect(toMicros('1970-01-01T00:00:01Z')).toBe(1_000_000)
  expect(toMicros('1970-01-01T00:00:01.5Z')).toBe(1_500_000)
  expect(toMicros('1970-01-01T00:00:00.0000010Z')).toBe(1)
  expect(toMicros('1970-01-01T00:00:00.0000011Z')).toBe(2)
})

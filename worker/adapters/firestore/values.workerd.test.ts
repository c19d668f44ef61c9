// The codec in the deployed runtime: a time that loses its microseconds there reorders a history,
// and an integer that loses a digit is somebody's tokens.
import { expect, test } from 'vitest'
import { toInstant } from '../../../shared/instant.ts'
import { decodeFields, encodeFields, toMicros } from './values.ts'

const TIMES = [
  [0, '1970-01-01T00:00:00.000000Z'],
  [1, '1970-01-01T00:00:00.000001Z'],
  [999_999, '1970-01-01T00:00:00.999999Z'],
  [1_767_323_045_123_456, '2026-01-02T03:04:05.123456Z'],
  [1_772_323_199_999_999, '2026-02-28T23:59:59.999999Z'],
  [4_102_444_800_000_001, '2100-01-01T00:00:00.000001Z'],
] as const

test.each(TIMES)('%i microseconds are %s, both ways', (micros, text) => {
  expect([toInstant(micros), toMicros(text)]).toEqual([text, micros])
})

test('digits beyond the microsecond are cut off, and missing ones are zeros', () => {
  expect(toMicros('2026-01-02T03:04:05.123456789Z')).toBe(1_767_323_045_123_456)
  expect(toMicros('2026-01-02T03:04:05.5Z')).toBe(1_767_323_045_500_000)
  expect(toMicros('2026-01-02T03:04:05Z')).toBe(1_767_323_045_000_000)
})

test('every stored kind of value comes back exactly', () => {
  const stored = {
    available: Number.MAX_SAFE_INTEGER,
    dStripe: -Number.MAX_SAFE_INTEGER,
    timestamp: 1_767_323_045_123_456,
    creditedAt: null,
    text: 'Åse 😀 \u0000',
    flag: false,
    postings: [{ from: 'world:stripe', to: 'user:ann:available', amount: 1 }],
    openOrders: {},
  }
  expect(decodeFields(encodeFields(stored))).toEqual(stored)
  expect(encodeFields(stored).available).toEqual({ integerValue: '9007199254740991' })
})

test('what is no safe integer is refused, not rounded', () => {
  expect(() => encodeFields({ amount: 0.5 })).toThrow(TypeError)
  expect(() => encodeFields({ amount: 2 ** 53 })).toThrow(TypeError)
  expect(() => decodeFields({ amount: { integerValue: '9007199254740993' } })).toThrow(TypeError)
})

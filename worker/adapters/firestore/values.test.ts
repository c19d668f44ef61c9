// The codec is where an amount could silently become another one. It may refuse; it may not round.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toInstant } from '../../../shared/instant.ts'
import { decodeFields, encodeFields, toMicros, type Value } from './values.ts'

const MAX = Number.MAX_SAFE_INTEGER

describe('numbers', () => {
  test('a balance up to 2^53 - 1 comes back to the token', () => {
    for (const amount of [0, 1, -1, 1_000_000_000, MAX, -MAX]) {
      const fields = encodeFields({ amount })
      expect(fields).toEqual({ amount: { integerValue: String(amount) } })
      expect(decodeFields(fields)).toEqual({ amount })
    }
  })

  test('a double is never written into the books, nor read from them', () => {
    for (const amount of [0.5, 1e300, MAX + 1, Number.NaN, Infinity]) {
      expect(() => encodeFields({ amount })).toThrow(TypeError)
      expect(() => encodeFields({ deep: [{ amount }] })).toThrow(TypeError)
    }
    const double: object = { doubleValue: 5 }
    expect(() => decodeFields({ amount: double as Value })).toThrow(TypeError)
  })

  test('a stored integer that a number cannot hold is an error, not a nearby one', () => {
    for (const text of ['9007199254740992', '-9007199254740993', '9223372036854775807', 'x']) {
      expect(() => decodeFields({ amount: { integerValue: text } })).toThrow(TypeError)
    }
  })
})

describe('times', () => {
  test('microseconds survive, so that two rows of one millisecond keep their order', () => {
    expect(toInstant(1_700_000_000_123_456)).toBe('2023-11-14T22:13:20.123456Z')
    expect(toMicros('2023-11-14T22:13:20.123456Z')).toBe(1_700_000_000_123_456)
    expect(toInstant(0)).toBe('1970-01-01T00:00:00.000000Z')
  })

  test('any instant from 1970 to 2255 comes back to the microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX }), (at) => {
        expect(toMicros(toInstant(at))).toBe(at)
      }),
      { numRuns: 2_000 },
    )
  })

  test('however many digits the service sends, what is below a microsecond is cut', () => {
    const base = 1_700_000_000_000_000
    const spellings = [
      ['2023-11-14T22:13:20Z', 0],
      ['2023-11-14T22:13:20.1Z', 100_000],
      ['2023-11-14T22:13:20.123Z', 123_000],
      ['2023-11-14T22:13:20.123456Z', 123_456],
      ['2023-11-14T22:13:20.123456999Z', 123_456],
    ] as const
    for (const [text, rest] of spellings)
      expect([text, toMicros(text)]).toEqual([text, base + rest])
  })

  test('what is no instant in UTC is refused', () => {
    for (const text of [
      '2023-11-14',
      '2023-11-14T22:13:20',
      '2023-11-14T22:13:20+01:00',
      'x',
      '',
    ]) {
      expect(() => toMicros(text)).toThrow(TypeError)
    }
  })

  test('a time is told by its name, and a count of tokens is never mistaken for one', () => {
    const times = ['timestamp', 'lastUpdated', 'at', 'createdAt', 'nextCheckAt']
    const counts = ['amount', 'seq', 'version', 'shard', 'At', 'format', 'that']
    const typeOf = (name: string) => Object.keys(encodeFields({ [name]: 7 })[name] ?? {})[0]
    expect(times.map(typeOf)).toEqual(times.map(() => 'timestampValue'))
    expect(counts.map(typeOf)).toEqual(counts.map(() => 'integerValue'))
  })
})

describe('everything else', () => {
  test('comes back as it went in, deep or empty', () => {
    const plain = { text: 'ä\u0000"', no: null, yes: true, list: [1, [], {}, 'x'], map: { a: {} } }
    expect(decodeFields(encodeFields(plain))).toEqual(plain)
  })

  test('reads what the service leaves out of empty lists and maps', () => {
    expect(decodeFields({ list: { arrayValue: {} }, map: { mapValue: {} } })).toEqual({
      list: [],
      map: {},
    })
    expect(decodeFields()).toEqual({})
  })

  test('absent members are not written, and what has no spelling throws', () => {
    expect(encodeFields({ a: undefined, b: 1 })).toEqual({ b: { integerValue: '1' } })
    expect(() => encodeFields({ a: () => 1 })).toThrow(TypeError)
    expect(() => encodeFields({ a: 1n })).toThrow(TypeError)
    for (const stranger of [{ bytesValue: '' }, { referenceValue: 'x' }, { geoPointValue: {} }]) {
      expect(() => decodeFields({ a: stranger as object as Value })).toThrow(TypeError)
    }
  })
})

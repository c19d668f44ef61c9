// A codec that bends a number bends money: what goes in comes out, or is refused.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFieldPath, pathText, valueAt, withValue } from './field-paths.ts'
import { formatTimestamp, parseTimestamp } from './timestamps.ts'
import { double, type Fields, parseValue, toWire } from './values.ts'

const int64 = (integerValue: unknown) => parseValue({ integerValue })
const doubleOf = (doubleValue: unknown) => parseValue({ doubleValue })
const timestamp = (timestampValue: unknown) => parseValue({ timestampValue })

describe('values', () => {
  test('every int64 keeps every digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(int64(String(value))).toEqual({ integerValue: String(value) })
      }),
    )
    expect([int64(5), int64('+5'), int64('1e3'), int64('-0')]).toEqual(
      ['5', '5', '1000', '0'].map((integerValue) => ({ integerValue })),
    )
  })

  test('every double comes back as it was, also -0, NaN and the infinities', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const stored = JSON.stringify({ fields: double(value) })
        const { fields } = JSON.parse(toWire(stored)) as { fields: { doubleValue: unknown } }
        expect(Object.is(Number(fields.doubleValue), value)).toBe(true)
      }),
    )
    expect(doubleOf('-0.0')).toEqual({ doubleValue: '-0' })
  })

  test('instants are cut to microseconds and moved to UTC', () => {
    const canonical = (text: string) =>
      (timestamp(text) as { timestampValue: string }).timestampValue
    expect(canonical('2020-01-01T00:00:00.123456789Z')).toBe('2020-01-01T00:00:00.123456Z')
    expect(canonical('2020-01-01T00:00:00.100000Z')).toBe('2020-01-01T00:00:00.100Z')
    expect(canonical('2020-01-01T00:00:00+02:00')).toBe('2019-12-31T22:00:00Z')
    expect(canonical('1969-12-31T23:59:59.9999999Z')).toBe('1969-12-31T23:59:59.999999Z')
    const instant = fc.bigInt({ min: -62135596800000000n, max: 253402300799999999n })
    fc.assert(
      fc.property(instant, (micros) => {
        expect(parseTimestamp(formatTimestamp(micros))).toBe(micros)
      }),
    )
  })

  test('equal values have equal text, whatever the order of their keys', () => {
    const one = parseValue({
      mapValue: { fields: { b: { integerValue: 1 }, a: { nullValue: null } } },
    })
    const two = parseValue({
      mapValue: { fields: { a: { nullValue: 0 }, b: { integerValue: '1' } } },
    })
    expect(JSON.stringify(one)).toBe(JSON.stringify(two))
  })

  test('what is no value is refused', () => {
    const nested = { arrayValue: { values: [{ arrayValue: {} }] } }
    const deep = (depth: number): object =>
      depth === 0 ? { nullValue: null } : { mapValue: { fields: { m: deep(depth - 1) } } }
    const refused: unknown[] = [
      ...[
        null,
        5,
        {},
        { fooValue: 1 },
        { integerValue: 1, stringValue: '' },
        { integerValue: null },
      ],
      ...['1.5', '', ' 5', '9223372036854775808', true, 1.5].map((integerValue) => ({
        integerValue,
      })),
      ...['x', '-NaN', '1e400', '', true].map((doubleValue) => ({ doubleValue })),
      ...[
        '2020-01-01',
        '2020-02-30T00:00:00Z',
        '2020-01-01T24:00:00Z',
        '0000-01-01T00:00:00Z',
        5,
      ].map((timestampValue) => ({ timestampValue })),
      ...[{ stringValue: '\ud800' }, { stringValue: 5 }, { bytesValue: '!!' }, { booleanValue: 1 }],
      ...[{ referenceValue: 'zzz' }, { referenceValue: 'projects/p/databases/d/documents/c' }],
      ...[{ geoPointValue: { latitude: 91 } }, { geoPointValue: { longitude: 'NaN' } }],
      ...[nested, deep(21), { mapValue: { fields: { __a__: { nullValue: null } } } }],
    ]
    for (const value of refused) {
      expect(() => parseValue(value), JSON.stringify(value)).toThrow()
    }
    expect(() => parseValue(deep(20))).not.toThrow()
  })
})

describe('field paths', () => {
  const segment = fc.string({
    minLength: 1,
    maxLength: 5,
    unit: fc.constantFrom('a', '.', '`', '\\', ' '),
  })

  test('every name can be quoted and read back', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 3 }), (path) => {
        expect(parseFieldPath(pathText(path))).toEqual(path)
      }),
    )
    for (const bad of ['', 'a..b', 'a-b', '0a', '`a', 'a.', '.a', '__a__', '`a`b']) {
      expect(() => parseFieldPath(bad), bad).toThrow()
    }
  })

  test('what is set is found, and nothing beside it changes', () => {
    const fields: Fields = { a: { integerValue: '1' }, m: { mapValue: { fields: {} } } }
    const path = fc.array(fc.constantFrom('a', 'm', 'x'), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(path, (where) => {
        const value = { stringValue: 'new' }
        const after = withValue(fields, where, value)
        expect(valueAt(after, where)).toEqual(value)
        for (const other of ['a', 'm'].filter((name) => name !== where[0])) {
          expect(after[other]).toBe(fields[other])
        }
        expect(valueAt(withValue(after, where, undefined), where)).toBeUndefined()
      }),
    )
  })
})

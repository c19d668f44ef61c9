// Indexes are as right as their keys: a wrong order here is a wrong page of somebody's history.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeId, encodePath, encodeValue, invert, successor } from './keys.ts'
import { parseValue, type Value } from './values.ts'

const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.bigInt({ min: -3n, max: 3n }),
)
const anyDouble = fc.oneof(
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(2 ** 53, 2 ** 53 + 2, -(2 ** 63), 2 ** 63, -0, 0),
)
const numeric = fc.oneof(
  int64.map((value) => ({ value: { integerValue: String(value) } as Value, exact: value })),
  anyDouble.map((value) => ({
    value: parseValue({ doubleValue: jsonDouble(value) }),
    exact: value,
  })),
)
const jsonDouble = (value: number) => (Number.isFinite(value) ? value : String(value))

/** JavaScript compares bigint with number exactly; NaN is below everything. */
function compareNumbers(a: number | bigint, b: number | bigint): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
  return a < b ? -1 : a > b ? 1 : 0
}

const sign = Math.sign
const compareKeys = (a: Value, b: Value) => sign(Buffer.compare(encodeValue(a), encodeValue(b)))

const string = fc.string({ unit: fc.constantFrom('\0', '\u0001', 'a', 'b', 'é', '漢', '😀', 'ÿ') })
const scalar: fc.Arbitrary<Value> = fc.oneof(
  numeric.map(({ value }) => value),
  string.map((stringValue) => ({ stringValue })),
  fc.boolean().map((booleanValue) => ({ booleanValue })),
  fc.constant({ nullValue: null }),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => ({
    bytesValue: Buffer.from(bytes).toString('base64'),
  })),
)
const anyValue: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
  fc.dictionary(string, scalar, { maxKeys: 3 }).map((fields) => ({ mapValue: { fields } })),
)

describe('order-preserving keys', () => {
  test('integers and doubles of every size are ordered by their exact value', () => {
    fc.assert(
      fc.property(numeric, numeric, (a, b) => {
        expect(compareKeys(a.value, b.value)).toBe(compareNumbers(a.exact, b.exact))
      }),
      { numRuns: 2000 },
    )
  })

  test('strings are ordered by their UTF-8 bytes, also with zero bytes inside', () => {
    fc.assert(
      fc.property(string, string, (a, b) => {
        const expected = sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))
        expect(compareKeys({ stringValue: a }, { stringValue: b })).toBe(expected)
      }),
    )
  })

  test('arrays are ordered element by element, a shorter one first', () => {
    const values = fc.array(scalar, { maxLength: 4 })
    fc.assert(
      fc.property(values, values, (a, b) => {
        const pairs = a
          .slice(0, b.length)
          .map((element, at) => compareKeys(element, b[at] as Value))
        const first = pairs.find((order) => order !== 0) ?? sign(a.length - b.length)
        const key = compareKeys({ arrayValue: { values: a } }, { arrayValue: { values: b } })
        expect(key).toBe(first)
      }),
    )
  })

  test('no key is the beginning of another, so joined keys keep their order', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [first, second] = [encodeValue(a), encodeValue(b)]
        const isPrefix =
          first.length < second.length && second.subarray(0, first.length).equals(first)
        expect(isPrefix).toBe(false)
      }),
    )
  })

  test('inverted keys are ordered the other way round', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [first, second] = [encodeValue(a), encodeValue(b)]
        const inverted = Buffer.compare(invert(first), invert(second))
        expect(sign(inverted)).toBe(-sign(Buffer.compare(first, second)) + 0)
      }),
    )
  })

  test('the types follow one another as Firestore documents them', () => {
    const inOrder: Value[] = [
      { nullValue: null },
      { booleanValue: false },
      { booleanValue: true },
      { doubleValue: 'NaN' },
      { doubleValue: '-Infinity' },
      { integerValue: '-9223372036854775808' },
      { doubleValue: 0 },
      { doubleValue: 5e-324 },
      { integerValue: '9223372036854775807' },
      { doubleValue: 'Infinity' },
      { timestampValue: '0001-01-01T00:00:00Z' },
      { timestampValue: '9999-12-31T23:59:59.999999Z' },
      { stringValue: '' },
      { stringValue: 'a' },
      { bytesValue: '' },
      { referenceValue: 'projects/p/databases/d/documents/a/b' },
      { referenceValue: 'projects/p/databases/d/documents/a/b/c/d' },
      { geoPointValue: { latitude: -1, longitude: 5 } },
      { geoPointValue: { longitude: 0 } },
      { arrayValue: {} },
      { mapValue: {} },
      { mapValue: { fields: { a: { integerValue: '1' } } } },
      { mapValue: { fields: { b: { integerValue: '0' } } } },
    ]
    const shuffled = inOrder.toSorted((a, b) => compareKeys(b, a))
    expect(shuffled.reverse()).toEqual(inOrder)
  })

  test('a successor is above everything with the prefix and nothing else', () => {
    fc.assert(
      fc.property(string, fc.uint8Array({ maxLength: 3 }), (id, rest) => {
        const prefix = encodeId(id)
        const after = successor(prefix) as Buffer
        expect(Buffer.compare(Buffer.concat([prefix, rest]), after)).toBe(-1)
        expect(Buffer.compare(prefix, after)).toBe(-1)
      }),
    )
    expect(successor(Buffer.from([0xff, 0xff]))).toBeUndefined()
  })

  test('a document sorts before what lies below it, and that before its next sibling', () => {
    const paths = [
      ['c', 'a'],
      ['c', 'a', 's', 'x'],
      ['c', 'a\u0001'],
      ['c', 'ab'],
      ['d', 'a'],
    ]
    expect(paths.toSorted((a, b) => Buffer.compare(encodePath(a), encodePath(b)))).toEqual(paths)
  })
})

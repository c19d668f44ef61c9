// A request that means the same must hash the same, or an honest retry is refused as another one.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'

test('the order of members and absent members do not matter', () => {
  expect(canonicalJson({ b: 1, a: [true, null, 'x'] })).toBe('{"a":[true,null,"x"],"b":1}')
  expect(canonicalJson({ a: 1, b: undefined })).toBe(canonicalJson({ a: 1 }))
  expect(canonicalJson({ z: { y: 1, x: 2 } })).toBe('{"z":{"x":2,"y":1}}')
})

test('different values never share a spelling', () => {
  const spellings = [1, '1', [1], { 0: 1 }, null, 'null', true, 'true', {}, [], '', [[]]]
  expect(new Set(spellings.map(canonicalJson)).size).toBe(spellings.length)
})

test('it is JSON, and reads back as what went in', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})

test('shuffled members give the same text', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
      const turned = Object.fromEntries(Object.entries(members).toReversed())
      expect(canonicalJson(turned)).toBe(canonicalJson(members))
    }),
  )
})

test('what JSON cannot say throws instead of becoming null', () => {
  for (const value of [Number.NaN, Infinity, 1n, () => 1, Symbol('x'), [undefined]]) {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  }
})

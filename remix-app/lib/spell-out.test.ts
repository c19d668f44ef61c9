// Facts that an admin decides by must all be there, and be readable.
import { expect, test } from 'vitest'
import { factsOf, spellOut } from './spell-out.ts'

test('names of machines are read as words', () => {
  expect(spellOut('paymentIntentId')).toBe('Payment intent id')
  expect(spellOut('payment_intent')).toBe('Payment intent')
})

test('all values are told, however deep, and what is empty is left out', () => {
  const facts = { document: 'a', found: { rows: 3, sums: [1, 2] }, none: null, no: false }
  expect(factsOf(facts)).toEqual([
    ['Document', 'a'],
    ['Found: rows', '3'],
    ['Found: sums: 0', '1'],
    ['Found: sums: 1', '2'],
    ['No', 'false'],
  ])
  expect(factsOf('text')).toEqual([])
  expect(factsOf({ a: { b: { c: { d: { e: 1 } } } } })).toEqual([['A: b: c: d', '{"e":1}']])
})

// Facts that an admin decides by must all be there, and be readable.
import { expect, test } from 'vitest'
import { factsOf, spellOut } from './spell-out.ts'

test('names of machines are read as words', () => {
  expect(spellOut('paymentIntentId')).toBe('Payment intent id')
  expect(spellOut('payment_intent')).toBe('Payment intent')
})

test('all values are told, however deep, and what is empty is left out', () => {
  const facts = { document: 'a', found: { rows: 3, sums: [1, 2] }, none: null, no: false }
  expect(factsOf(facts).map(({ name, value }) => [name, value])).toEqual([
    ['Document', 'a'],
    ['Found: rows', '3'],
    ['Found: sums: 0', '1'],
    ['Found: sums: 1', '2'],
    ['No', 'false'],
  ])
  expect(factsOf('text')).toEqual([])
  expect(factsOf({ a: { b: { c: { d: { e: 1 } } } } })).toEqual([
    { name: 'A: b: c: d', value: '{"e":1}', kind: 'text' },
  ])
})

test('amounts are dollars and times are times, whoever wrote them', () => {
  const at = '2026-11-27T10:00:00.000001Z'
  const facts = {
    cents: 999,
    priceUsdCents: 999,
    refunds: [{ cents: 300, createdAt: 1_795_773_600_000_001 }],
    writtenAt: at,
    userId: 'ann',
    per_cents: 'none',
    seq: 1_795_773_600_000_001,
  }
  expect(factsOf(facts)).toEqual([
    { name: 'Amount', value: '999', kind: 'cents' },
    { name: 'Price', value: '999', kind: 'cents' },
    { name: 'Refunds: 0: amount', value: '300', kind: 'cents' },
    { name: 'Refunds: 0: created at', value: at, kind: 'time' },
    { name: 'Written at', value: at, kind: 'time' },
    { name: 'User id', value: 'ann', kind: 'user' },
    { name: 'Per cents', value: 'none', kind: 'text' },
    { name: 'Seq', value: '1795773600000001', kind: 'text' },
  ])
})

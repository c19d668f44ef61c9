// An admin judges colleagues by what the log says was changed: no change may be missing from it,
// and nothing that stayed as it was may look like one.
import { expect, test } from 'vitest'
import { differences, entryLine } from './audit-entry.server.ts'
import { formatFor } from './format.ts'

const format = formatFor('en-US', 'UTC')
const of = (before: unknown, after: unknown) =>
  differences(before, after, format).map(({ name, was, is }) => [name, was?.text, is?.text])

test('only what differs is told, also deep inside, in the words of people', () => {
  const before = { title: 'Rain', oddsBps: { yes: 18500, no: 20000 }, tags: ['a', 'b'], min: 1 }
  const after = { title: 'Rain', oddsBps: { yes: 19000, no: 20000 }, tags: ['a'], max: 5000 }
  expect(of(before, after)).toEqual([
    ['odds yes', '1.85', '1.90'],
    ['tags 1', 'b', undefined],
    ['min', '1', undefined],
    ['max', undefined, '5,000'],
  ])
})

test('times and money are told as such, with the time of the books', () => {
  const at = Date.parse('2026-11-27T20:00:00Z') * 1000
  const [time] = differences({ closesAt: null }, { closesAt: at }, format)
  expect(time).toMatchObject({ was: null, is: { utc: '2026-11-27T20:00:00.000Z' } })
  expect(of({ priceUsdCents: 999 }, { priceUsdCents: 499 })).toEqual([
    ['price usd', '$9.99', '$4.99'],
  ])
})

test('what somebody left there past the product is shown as it is', () => {
  expect(of('broken', 'other')).toEqual([['value', 'broken', 'other']])
  expect(of(null, null)).toEqual([])
  expect(of({ at: 'today' }, { at: -1 })).toEqual([['at', 'today', '-1']])
})

test.each([
  ['payout.drive', 'prd-rain_v2', '/admin/predictions/prd-rain'],
  ['ruling.propose', 'pur_1', '/admin/purchases/pur_1'],
  ['deadLetter.close', 'ab', '/admin/dead-letters/ab'],
  ['ledger.thaw', 'ledger', null],
  ['nothing.known', 'x', null],
])('%s of %s leads to %s', (action, target, to) => {
  const entry = { seq: 1, sound: true, action, target, words: null, before: null, after: {} }
  expect(entryLine({ ...entry, at: null }, format).to).toBe(to)
})

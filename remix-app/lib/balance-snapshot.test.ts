// What a document says must be read by the page, and what says nothing must not cost a reading.
import { expect, test } from 'vitest'
import { heardIn, wishOf } from './heard.ts'

const fields = { version: 3, availableTokens: 10, openOrders: {}, yieldUntil: { seconds: 0 } }
const before = heardIn(fields)

test('a version that is not shown is wished for, one that is shown is not', () => {
  const next = heardIn({ ...fields, version: 4, availableTokens: 20 })
  expect(wishOf(next, before, 3)).toBe('newer')
  expect(wishOf(next, null, 3)).toBe('newer')
  expect(wishOf(next, before, 4)).toBe('none')
  expect(wishOf(heardIn(undefined), null, 0)).toBe('none')
})

// An order that was begun or cancelled elsewhere moves no token.
test('what moves without a version is read as well', () => {
  const ordered = heardIn({ ...fields, openOrders: { pur_1: 499 } })
  expect(wishOf(ordered, before, 3)).toBe('other')
  expect(wishOf(ordered, ordered, 3)).toBe('none')
})

test("a payout's mark, or the same fields in another order, is nothing to read", () => {
  const marked = heardIn({ ...fields, yieldUntil: { seconds: 99 } })
  expect(wishOf(marked, before, 3)).toBe('none')
  const { version, ...rest } = fields
  expect(wishOf(heardIn({ ...rest, version }), before, 3)).toBe('none')
})

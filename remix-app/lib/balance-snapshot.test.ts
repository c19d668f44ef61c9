// What a document says must be read by the page, and what says nothing must not cost a reading.
import { expect, test } from 'vitest'
import { changeIn, snapshotOf } from './balance-snapshot.ts'

const fields = { version: 3, availableTokens: 10, openOrders: {}, yieldUntil: { seconds: 0 } }
const before = snapshotOf(fields)

test('a version that is not shown is newer, one that is shown is no change', () => {
  const next = snapshotOf({ ...fields, version: 4, availableTokens: 20 })
  expect(changeIn(next, before, 3)).toBe('newer')
  expect(changeIn(next, null, 3)).toBe('newer')
  expect(changeIn(next, before, 4)).toBe('none')
  expect(changeIn(snapshotOf(undefined), null, 0)).toBe('none')
})

// An order that was begun or cancelled elsewhere moves no token.
test('what moves without a version is read as well', () => {
  const ordered = snapshotOf({ ...fields, openOrders: { pur_1: 499 } })
  expect(changeIn(ordered, before, 3)).toBe('other')
  expect(changeIn(ordered, ordered, 3)).toBe('none')
})

test("a payout's mark, or the same fields in another order, is nothing to read", () => {
  const marked = snapshotOf({ ...fields, yieldUntil: { seconds: 99 } })
  expect(changeIn(marked, before, 3)).toBe('none')
  const { version, ...rest } = fields
  expect(changeIn(snapshotOf({ ...rest, version }), before, 3)).toBe('none')
})

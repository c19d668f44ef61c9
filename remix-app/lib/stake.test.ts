// A press that means another amount than it says costs tokens.
import { expect, test } from 'vitest'
import { stepped, usualFrom } from './stake.ts'

test.each([
  [1, [10, 50, 100]],
  [60, [100, 500, 1_000]],
  [1_000, [1_000, 5_000, 10_000]],
  [2_000_000, []],
])('from a least stake of %i on the usual amounts are %j', (min, amounts) => {
  expect(usualFrom(min)).toEqual(amounts)
})

test.each([
  [0, 10, 10],
  [15, 10, 20],
  [20, 10, 30],
  [15, -10, 10],
  [20, -10, 10],
])('%i stepped by %i is %i', (count, by, after) => {
  expect(stepped(count, by)).toBe(after)
})

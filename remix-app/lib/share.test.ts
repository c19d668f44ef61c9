// "100%" beside somebody's own small stake would tell them that it is not there.
import { expect, test } from 'vitest'
import { formatFor } from './format.ts'
import { shareOf } from './share.ts'

const english = formatFor('en-US', 'UTC')

test.each([
  [0, 7, '0%'],
  [1, 1000, '<1%'],
  [5, 1000, '1%'],
  [995, 1000, '>99%'],
  [994, 1000, '99%'],
  [7, 7, '100%'],
])('%i of %i is %s', (count, whole, text) => {
  expect(shareOf(count, whole, english)).toBe(text)
})

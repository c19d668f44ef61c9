// An admin decides about other people's tokens by one sentence: where one commitment reads as some,
// or a number stands for an outcome, they stop and doubt the figures.
import { expect, test } from 'vitest'
import { LIFECYCLE, PROPOSED, RESOLVE } from './admin.ts'
import { RESOLUTIONS } from './console-proposals.ts'

test('one is told as one, some as some', () => {
  expect(LIFECYCLE.stay(1, '1 token')).toMatch(/^1 token stays committed/)
  expect(LIFECYCLE.stay(20, '20 tokens')).toMatch(/^20 tokens stay committed/)
  expect([0, 1, 2].map((count) => RESOLVE.win(count, `${count}`))).toEqual([
    'None wins',
    '1 wins',
    '2 win',
  ])
  expect([1, 2].map((count) => RESOLVE.lose(count, `${count}`))).toEqual(['1 loses', '2 lose'])
  expect(PROPOSED.pays('Yes', 1, '1 token')).toContain('1 token goes to people')
  expect(PROPOSED.refunds(2, '2 tokens')).toContain('2 tokens go back to people')
})

test('the outcome that is corrected is named as its payout is', () => {
  expect([1, 2, 3].map(RESOLUTIONS.corrected)).toEqual([
    'The first outcome',
    'Correction 1',
    'Correction 2',
  ])
})

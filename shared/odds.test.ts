// A winner is paid to the token: rounding must never be in anybody's favour but the rule's.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ODDS_BPS_MAX, ODDS_BPS_MIN } from './bounds.ts'
import { OddsBps, winningOf } from './odds.ts'
import { AMOUNT_MAX, tokens } from './tokens.ts'

test('a winner gets stake times odds, rounded down to whole tokens', () => {
  expect(winningOf(tokens(100), 18_500)).toBe(185)
  expect(winningOf(tokens(1), 18_500)).toBe(1)
  expect(winningOf(tokens(3), 13_500)).toBe(4)
  expect(winningOf(tokens(AMOUNT_MAX), ODDS_BPS_MAX)).toBe(100_000_000_000)
})

test('no stake is paid less than itself, and no odds lose precision in a float', () => {
  const stakes = fc.integer({ min: 1, max: AMOUNT_MAX })
  const odds = fc.integer({ min: ODDS_BPS_MIN, max: ODDS_BPS_MAX })
  fc.assert(
    fc.property(stakes, odds, (stake, oddsBps) => {
      const exact = (BigInt(stake) * BigInt(oddsBps)) / 10_000n
      expect(BigInt(winningOf(tokens(stake), oddsBps))).toBe(exact)
      expect(winningOf(tokens(stake), oddsBps)).toBeGreaterThanOrEqual(stake)
    }),
  )
})

test('odds that pay nothing, or a fraction of a basis point, are no odds', () => {
  for (const bad of [10_000, ODDS_BPS_MAX + 1, 18_500.5, '18500', null]) {
    expect(OddsBps.safeParse(bad).success).toBe(false)
  }
})

// Odds that change under somebody's finger must be seen before they bind.
import { expect, test } from 'vitest'
import { heldOdds, moveOf } from './odds-held.ts'

const seen = { yes: 18_500, no: 21_000 }
const now = { yes: 17_000, no: 23_000 }

test('the side that is chosen keeps its odds, the other one shows the newest', () => {
  expect(heldOdds(seen, now, 'yes')).toEqual({ yes: 18_500, no: 23_000 })
  expect(heldOdds(seen, now, 'no')).toEqual({ yes: 17_000, no: 21_000 })
  expect(heldOdds(seen, now, null)).toEqual(now)
})

test('a move is told of the side that is chosen, and only when it moved', () => {
  expect(moveOf(seen, now, 'yes')).toEqual({ from: 18_500, to: 17_000 })
  expect(moveOf(seen, { ...now, yes: 18_500 }, 'yes')).toBeNull()
  expect(moveOf(seen, now, null)).toBeNull()
  expect(moveOf(null, now, 'yes')).toBeNull()
})

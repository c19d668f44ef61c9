// What somebody may win is what they decide by: sums of it must be exact, and never flatter.
import { expect, test } from 'vitest'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import { tokens } from '../../shared/tokens.ts'
import { positionIn } from './position.ts'

function held(
  position: CommitmentView['position'],
  tokensCommitted: number,
  oddsBps: number,
  status: CommitmentView['status'] = 'active',
) {
  const potentialWinning = tokens(Math.floor((tokensCommitted * oddsBps) / 10_000))
  return { position, tokensCommitted, oddsBps, potentialWinning, status }
}

test('each side is summed by itself, its odds weighed by stake and cut to two digits', () => {
  const both = [held('yes', 100, 18_500), held('yes', 50, 30_000), held('no', 10, 21_000)]

  expect(positionIn(both)).toEqual([
    { side: 'yes', stake: 150, averageBps: 22_300, winning: 335, count: 2 },
    { side: 'no', stake: 10, averageBps: 21_000, winning: 21, count: 1 },
  ])
})

test('a single commitment keeps its odds to the last digit', () => {
  expect(positionIn([held('no', 7, 12_345)])[0]?.averageBps).toBe(12_345)
})

test('what is settled is no position any more', () => {
  expect(positionIn([held('yes', 100, 18_500, 'lost'), held('no', 5, 20_000, 'won')])).toEqual([])
})

test('the largest stakes keep their last token', () => {
  const large = [held('yes', 1_000_000, 1_000_000), held('yes', 999_999_999, 10_001)]

  expect(positionIn(large)[0]).toMatchObject({ stake: 1_000_999_999, averageBps: 10_900 })
})

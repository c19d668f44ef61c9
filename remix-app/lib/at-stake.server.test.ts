// Whoever plans with what may come back must not read more than can.
import { expect, test } from 'vitest'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import { PredictionId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { atStake } from './at-stake.server.ts'

const on = (id: string, position: 'yes' | 'no', stake: number, winning: number) => ({
  predictionId: PredictionId.parse(id),
  position,
  tokensCommitted: stake as CommitmentView['tokensCommitted'],
  potentialWinning: tokens(winning),
})

test('nothing is committed, nothing can come back', () => {
  expect(atStake([])).toEqual({ committed: 0, most: 0 })
})

test('several on one side may all win, and so may other predictions', () => {
  const active = [on('a', 'yes', 100, 185), on('a', 'yes', 10, 18), on('b', 'no', 40, 84)]
  expect(atStake(active)).toEqual({ committed: 150, most: 185 + 18 + 84 })
})

test('of both sides of one prediction only the better one counts', () => {
  const both = [on('a', 'yes', 100, 185), on('a', 'no', 90, 189)]
  expect(atStake(both)).toEqual({ committed: 190, most: 190 })
  expect(atStake([...both, on('a', 'no', 10, 21)])).toEqual({ committed: 200, most: 210 })
})

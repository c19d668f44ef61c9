// What active commitments hold, and the most that can come back from them. One prediction can't
// turn out both ways: whoever stands on both sides of it wins on one at the most.
import type { CommitmentView } from '../../shared/api/predictions.ts'

export interface AtStake {
  readonly committed: number
  readonly most: number
}

type Active = Pick<
  CommitmentView,
  'predictionId' | 'position' | 'tokensCommitted' | 'potentialWinning'
>

export function atStake(active: readonly Active[]): AtStake {
  const outcomes = new Map<string, { yes: number; no: number; void: number }>()
  for (const { predictionId, position, tokensCommitted, potentialWinning } of active) {
    const known = outcomes.get(predictionId) ?? { yes: 0, no: 0, void: 0 }
    known[position] += potentialWinning
    known.void += tokensCommitted
    outcomes.set(predictionId, known)
  }
  const all = [...outcomes.values()]
  return {
    committed: all.reduce((sum, each) => sum + each.void, 0),
    most: all.reduce((sum, each) => sum + Math.max(each.yes, each.no, each.void), 0),
  }
}

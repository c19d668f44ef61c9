// What a prediction holds at least, by what its viewer has committed to it.
import type { CommitmentView, PredictionView } from '../../shared/api/predictions.ts'
import { POSITIONS } from '../../shared/positions.ts'
import { tokens } from '../../shared/tokens.ts'

/** The totals are some seconds old: whoever has just committed must not read that nobody has. */
export function withOwn<T extends Pick<PredictionView, 'totals'>>(
  prediction: T,
  own: readonly Pick<CommitmentView, 'position' | 'tokensCommitted'>[],
): T {
  const totals = { ...prediction.totals }
  for (const side of POSITIONS) {
    const mine = own.filter(({ position }) => position === side)
    const sum = mine.reduce((before, { tokensCommitted }) => before + tokensCommitted, 0)
    totals[side] = tokens(Math.max(totals[side], sum))
  }
  return { ...prediction, totals }
}

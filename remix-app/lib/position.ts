// What somebody holds in a prediction: all commitments to one side, taken together.
import type { CommitmentView, Position } from '../../shared/api/predictions.ts'
import { POSITIONS } from '../../shared/positions.ts'

export interface SidePosition {
  readonly side: Position
  readonly stake: number
  /** Weighed by stake; cut to two digits, so that it never flatters. */
  readonly averageBps: number
  /** If the side is right, stakes included. */
  readonly winning: number
  readonly count: number
}

type Held = Pick<
  CommitmentView,
  'position' | 'tokensCommitted' | 'oddsBps' | 'potentialWinning' | 'status'
>

const SHOWN_BPS = 100n

/** Of what is still open; a side without any is left out. */
export function positionIn(commitments: readonly Held[]): SidePosition[] {
  const open = commitments.filter(({ status }) => status === 'active')
  return POSITIONS.map((side) => sideOf(side, open)).filter(({ count }) => count > 0)
}

function sideOf(side: Position, open: readonly Held[]): SidePosition {
  const held = open.filter(({ position }) => position === side)
  const stake = held.reduce((sum, { tokensCommitted }) => sum + tokensCommitted, 0)
  const winning = held.reduce((sum, { potentialWinning }) => sum + potentialWinning, 0)
  return { side, stake, averageBps: averageOf(held, stake), winning, count: held.length }
}

/** In BigInt: stakes times odds pass 2^53. */
function averageOf(held: readonly Held[], stake: number): number {
  const [first] = held
  if (!first) return 0
  if (held.length === 1) return first.oddsBps
  const weighed = held.reduce(
    (sum, { tokensCommitted, oddsBps }) => sum + BigInt(tokensCommitted) * BigInt(oddsBps),
    0n,
  )
  return Number((weighed / BigInt(stake) / SHOWN_BPS) * SHOWN_BPS)
}

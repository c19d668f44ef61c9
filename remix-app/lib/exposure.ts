// What a prediction may cost the house: as it is, and if the next tokens all go to the side that
// then wins, which is the worst that they can do.
import type { Exposure } from '../../shared/api/exposure.ts'
import type { Odds, Position } from '../../shared/api/predictions.ts'
import { winningCount } from '../../shared/winning.ts'
import { EXPOSURE } from '../words/console-predictions.ts'
import type { Format } from './format.ts'
import { shareOf } from './share.ts'

export type HouseResults = Readonly<Record<Position, number>>
export interface ExposureLine {
  /** Tokens more on the side that wins; 0: as it is. */
  readonly more: number
  readonly at: 'saved' | 'new'
  readonly results: HouseResults
}
export interface ExposureEffect {
  readonly lines: readonly ExposureLine[]
  readonly changed: boolean
  /** The worst of all, for each odds. */
  readonly worst: Readonly<Record<ExposureLine['at'], number>>
  /** What the house keeps of tokens that come in evenly for these odds; below 0: what it adds. */
  readonly keeps: number
}

const MORE = [100, 1_000] as const

export const NO_EXPOSURE: HouseResults = { yes: 0, no: 0 }

export const resultsOf = ({ yes, no }: Exposure): HouseResults => ({
  yes: yes.houseResult,
  no: no.houseResult,
})

/** `saved`: the odds that it has, null = it has none yet. */
export function exposureEffect(now: HouseResults, saved: Odds | null, odds: Odds): ExposureEffect {
  const changed = saved !== null && (saved.yes !== odds.yes || saved.no !== odds.no)
  const lines: ExposureLine[] = [
    { more: 0, at: changed ? 'saved' : 'new', results: now },
    ...MORE.flatMap((more): ExposureLine[] => [
      ...(changed ? [{ more, at: 'saved', results: after(now, more, saved) } as const] : []),
      { more, at: 'new', results: after(now, more, odds) },
    ]),
  ]
  const most = MORE.at(-1) ?? 0
  const worstAt = (at: Odds) => Math.min(...Object.values(after(now, most, at)))
  return {
    lines,
    changed,
    worst: { saved: worstAt(saved ?? odds), new: worstAt(odds) },
    keeps: keepsAt(odds),
  }
}

const EVEN = 10_000

/** Of whole numbers to the last step, so that it is 0 only where it is nothing. */
function keepsAt({ yes, no }: Odds): number {
  const spread = EVEN * (yes + no)
  return (spread - yes * no) / spread
}

/** Odds that give little away look harmless as a round number. */
export function keptText(keeps: number, format: Format): string {
  if (keeps === 0) return EXPOSURE.keepsNothing
  const share = shareOf(Math.abs(keeps), 1, format)
  return keeps > 0 ? EXPOSURE.keeps(share) : EXPOSURE.gives(share)
}

const after = ({ yes, no }: HouseResults, more: number, odds: Odds): HouseResults => ({
  yes: yes - (winningCount(more, odds.yes) - more),
  no: no - (winningCount(more, odds.no) - more),
})

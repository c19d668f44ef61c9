// The odds that somebody is choosing at. Those of the side that is chosen stay as they were seen
// until the new ones are taken: nobody is bound to odds that changed under the finger.
import { useState } from 'react'
import type { Odds, Position } from '../../shared/api/predictions.ts'

/** What the form offers now; of a side that nobody has chosen the newest odds. */
export function heldOdds(held: Odds, now: Odds, side: Position | null): Odds {
  return {
    yes: side === 'yes' ? held.yes : now.yes,
    no: side === 'no' ? held.no : now.no,
  }
}

export interface Move {
  readonly from: number
  readonly to: number
}

/** Between what was seen of a side and what it pays now; null when that is the same. */
export function moveOf(was: Odds | null, now: Odds, side: Position | null): Move | null {
  if (!was || !side || was[side] === now[side]) return null
  return { from: was[side], to: now[side] }
}

/** `told`: an answer that has said the newest odds by itself. */
export function useHeldOdds(now: Odds, side: Position | null, told: unknown) {
  const [kept, keep] = useState({ odds: now, told })
  const odds = heldOdds(kept.told === told ? kept.odds : now, now, side)
  const isNew = odds.yes !== kept.odds.yes || odds.no !== kept.odds.no
  if (isNew || kept.told !== told) keep({ odds, told })
  return { held: odds, take: () => keep({ odds: now, told }) }
}

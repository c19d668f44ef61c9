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

/** `told`: odds that an answer has replaced, and said so. */
export function useHeldOdds(now: Odds, side: Position | null, told: Odds | null) {
  const [kept, keep] = useState({ odds: now, told })
  const held = heldOdds(kept.told === told ? kept.odds : now, now, side)
  const isNew = held.yes !== kept.odds.yes || held.no !== kept.odds.no
  if (isNew || kept.told !== told) keep({ odds: held, told })
  const waiting = moveOf(held, now, side)
  return {
    held,
    /** Odds that the person knows and has not seen replaced until now. */
    was: waiting ? held : told,
    /** To odds that are not taken yet. */
    waiting,
    move: waiting ?? moveOf(told, held, side),
    take: () => keep({ odds: now, told }),
  }
}

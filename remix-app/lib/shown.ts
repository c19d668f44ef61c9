// What a commitment form has told the person it would do. Sent along with it: tokens move only if
// that is what the form asks for. Scripts tell it at once; without them a page of its own does.
import type { Odds } from '../../shared/api/predictions.ts'
import type { Choice } from './choice.ts'

/** Empty while there is nothing to tell. */
export function shownOf({ side, stake }: Choice, odds: Odds | null): string {
  return side && stake && odds ? `${side}:${stake}:${odds[side]}` : ''
}

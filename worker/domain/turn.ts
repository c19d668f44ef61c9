// Whose turn it is in work that one message after the other goes on with. Pure.
import type { Micros } from './ledger.ts'

/** Of a place that is kept: what was done of it. */
export interface Steps {
  /** Counts them: of two that do the same step, one is dropped. */
  readonly step: number
  readonly movedAt: Micros
}

/**
 * A message does the step it was sent for, so that there is one at a time, however many there are;
 * a tick begins, or goes on where a message was lost.
 */
export function isTurn(
  { step, movedAt }: Steps,
  asked: number | null,
  isUnderWay: boolean,
  silent: { readonly now: Micros; readonly max: Micros },
): boolean {
  if (asked !== null) return asked === step
  return !isUnderWay || isSilent(movedAt, silent.max, silent.now)
}

/** Also since a time to come, of a clock that is wrong, and since what is no time at all. */
export const isSilent = (since: Micros, most: Micros, now: Micros): boolean =>
  !(Math.abs(now - since) <= most)

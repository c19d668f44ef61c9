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
  // Moved in time to come: by a clock that is wrong.
  return !isUnderWay || Math.abs(silent.now - movedAt) > silent.max
}

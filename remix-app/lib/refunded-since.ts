// What was refunded between the moment a form was filled in and the moment it was refused.
import type { RefundView } from '../../shared/api/refunds.ts'

/** `refunds`: newest first; `seen`: the newest one then; undefined: the form didn't say. */
export function refundedSince(
  refunds: readonly RefundView[],
  seen: string | undefined,
): readonly RefundView[] {
  if (seen === undefined) return []
  const known = refunds.findIndex(({ id }) => id === seen)
  const since = known === -1 ? refunds : refunds.slice(0, known)
  return since.filter(({ state }) => state === 'requested' || state === 'sent')
}

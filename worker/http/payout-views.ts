// How payouts look to admins.
import type { PayoutJobView } from '../../shared/api/payouts.ts'
import { toInstant, toInstantOrNull } from '../../shared/instant.ts'
import { tokens } from '../../shared/tokens.ts'
import type { PayoutJob } from '../domain/payout-job.ts'

export function payoutJobView(job: PayoutJob): PayoutJobView {
  const { id, predictionId, resolutionVersion, outcome, state, expected, counts, error } = job
  const { won, lost, refunded, late } = counts
  return {
    id,
    predictionId,
    resolutionVersion,
    outcome,
    state,
    expected,
    settled: won + lost + refunded,
    won,
    lost,
    refunded,
    late,
    paid: tokens(job.paid),
    error,
    createdAt: toInstant(job.createdAt),
    finishedAt: toInstantOrNull(job.finishedAt),
  }
}

// How resolutions and their payouts look to admins.
import type { PayoutJobView, ResolutionPreview } from '../../shared/api/payouts.ts'
import { toInstant, toInstantOrNull } from '../../shared/instant.ts'
import { tokens } from '../../shared/tokens.ts'
import type { PayoutJob } from '../domain/payout-job.ts'
import type { Preview } from '../use-cases/preview-resolution.ts'

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

export function previewView(preview: Preview): ResolutionPreview {
  const { winners, losers, refunds, stakes, payouts, houseResult, owed, owedIsPartial } = preview
  return { winners, losers, refunds, stakes, payouts, houseResult, owed, owedIsPartial }
}

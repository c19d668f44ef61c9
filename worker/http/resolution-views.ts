// How outcomes look to admins: what one would do, what waits for a second admin, what came of it.
import type {
  ProposedResolution as ProposedView,
  Resolution,
  ResolutionPreview,
} from '../../shared/api/resolutions.ts'
import type { OutcomeSums } from '../domain/resolution.ts'
import type { Preview } from '../use-cases/preview-resolution.ts'
import { payoutOf, type ReadResolution } from '../use-cases/read-resolutions.ts'
import type { Resolved } from '../use-cases/resolution-ground.ts'
import type { AppContext } from './app-env.ts'
import { payoutJobView } from './payout-views.ts'
import { adminPredictionView } from './prediction-views.ts'
import { proposalView } from './proposal-view.ts'

const sumsView = (sums: OutcomeSums): ProposedView['preview'] => {
  const { winners, losers, refunds, stakes, payouts, houseResult, atStake } = sums
  return { winners, losers, refunds, stakes, payouts, houseResult, atStake }
}

function previewView(preview: Preview): ResolutionPreview {
  const { owed, owedIsPartial, needsSecondAdmin } = preview
  return { ...sumsView(preview), owed, owedIsPartial, needsSecondAdmin }
}

export function proposedView(c: AppContext, proposal: ReadResolution): ProposedView {
  const { id, predictionId, outcome, corrects, sums } = proposal
  return {
    ...{ id, predictionId, outcome },
    resolutionVersion: corrects,
    preview: sumsView(sums),
    ...proposalView(c, proposal),
    payoutJobId: payoutOf(proposal),
  }
}

export const dryRunView = (preview: Preview): Resolution => ({
  prediction: adminPredictionView(preview.prediction, preview.totals),
  preview: previewView(preview),
  payout: null,
  proposal: null,
})

export const resolutionView = (
  c: AppContext,
  { prediction, payout, totals }: Resolved,
  proposal: ReadResolution | null,
): Resolution => ({
  prediction: adminPredictionView(prediction, totals),
  preview: null,
  payout: payout && payoutJobView(payout),
  proposal: proposal && proposedView(c, proposal),
})

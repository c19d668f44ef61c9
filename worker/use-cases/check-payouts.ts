// Payouts that are done against the rows they wrote, and predictions against their payouts.
import type { Difference, Found } from '../domain/difference.ts'
import type { PayoutJob } from '../domain/payout-job.ts'
import type { Prediction } from '../domain/prediction.ts'
import { faultsOfJob, faultsOfPrediction } from '../domain/reconcile-payout.ts'
import type { Services } from '../ports.ts'

export const PAYOUT_CHECK_CALLS = 2

export async function checkPayout(
  { store }: Pick<Services, 'store'>,
  found: Found<PayoutJob>,
): Promise<Difference[]> {
  const job = found.value
  if (job?.state !== 'done') return faultsOfJob(found, null, null)
  const { predictionId, resolutionVersion } = job
  const rows = await store.settledRows(predictionId, resolutionVersion)
  const { prediction } = await store.look({ prediction: { kind: 'prediction', id: predictionId } })
  return faultsOfJob(found, rows, prediction?.value ?? null)
}

/** Both as they are at one moment. */
export async function checkPrediction(
  { store }: Pick<Services, 'store'>,
  { id, value }: Found<Prediction>,
): Promise<Difference[]> {
  const found = await store.look({
    prediction: { kind: 'prediction', id },
    job: { kind: 'payoutJob', id: `${id}_v${value?.resolutionVersion ?? 0}` },
  })
  const now = found.prediction ?? { id, value: null }
  // Resolved, or corrected, between the two looks.
  if (now.value?.resolutionVersion !== value?.resolutionVersion) return []
  return faultsOfPrediction(now, found.job)
}

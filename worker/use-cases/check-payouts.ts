// Payouts that are done against the rows they wrote, predictions against their payouts, and what
// two people decided against the row that moved it.
import type { Adjustment } from '../domain/adjustment.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { adjustRowId } from '../domain/keys.ts'
import type { PayoutJob } from '../domain/payout-job.ts'
import type { Prediction } from '../domain/prediction.ts'
import { faultsOfAdjustment } from '../domain/reconcile-adjustment.ts'
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

/** Both as they are at one moment. */
export async function checkAdjustment(
  { store }: Pick<Services, 'store'>,
  id: string,
): Promise<Difference[]> {
  const found = await store.look({
    adjustment: { kind: 'adjustment', id },
    row: { kind: 'row', id: adjustRowId(id as Adjustment['id']) },
  })
  const owner = found.adjustment?.owner ?? null
  if (!found.adjustment) return []
  // In the archive, with all rows up to a checkpoint: the chain of whose it is tells of others.
  if (!found.row && owner && (await store.checkpointsOf(owner)).length > 0) return []
  return faultsOfAdjustment(found.adjustment, found.row?.value ?? null)
}

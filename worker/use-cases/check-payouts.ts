// Payouts that are done against the rows they wrote.
import type { Difference, Found } from '../domain/difference.ts'
import type { PayoutJob } from '../domain/payout-job.ts'
import { faultsOfJob } from '../domain/reconcile-payout.ts'
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

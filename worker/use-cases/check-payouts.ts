// Payouts against the rows they wrote and what admins decided, predictions against their payouts.
import type { Difference, Found } from '../domain/difference.ts'
import type { PayoutJob } from '../domain/payout-job.ts'
import type { Prediction } from '../domain/prediction.ts'
import { faultsOfJob, faultsOfPrediction, versionsOf } from '../domain/reconcile-payout.ts'
import type { Services } from '../ports.ts'
import { isDecided, OUTCOME_CHECK_CALLS } from './check-outcome.ts'

/** Its rows, its prediction, and whoever decided its outcome. */
export const PAYOUT_CHECK_CALLS = 2 + OUTCOME_CHECK_CALLS

export async function checkPayout(
  s: Pick<Services, 'store' | 'hash'>,
  found: Found<PayoutJob>,
): Promise<Difference[]> {
  const { store } = s
  const job = found.value
  if (!job) return faultsOfJob(found, { rows: null, prediction: null, decided: true })
  const { predictionId, resolutionVersion, state } = job
  const rows = state === 'done' ? await store.settledRows(predictionId, resolutionVersion) : null
  const { prediction } = await store.look({ prediction: { kind: 'prediction', id: predictionId } })
  const decided = await isDecided(s, job)
  return faultsOfJob(found, { rows, prediction: prediction?.value ?? null, decided })
}

/** All as they are at one moment. */
export async function checkPrediction(
  { store }: Pick<Services, 'store'>,
  { id, value }: Found<Prediction>,
): Promise<Difference[]> {
  const versions = value ? versionsOf(value) : []
  const jobs = versions.map((version) => ({ kind: 'payoutJob', id: `${id}_v${version}` }) as const)
  const prediction = { kind: 'prediction', id } as const
  const found = await store.look({
    ...Object.fromEntries(jobs.map((job) => [job.id, job])),
    prediction,
  })
  const now = found.prediction ?? { id, value: null }
  // Resolved, or corrected, between the two looks.
  if (now.value?.resolutionVersion !== value?.resolutionVersion) return []
  const payouts = found as Readonly<Record<string, Found<PayoutJob> | null>>
  return faultsOfPrediction(
    now,
    jobs.map((job) => payouts[job.id] ?? null),
  )
}

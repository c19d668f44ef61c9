// Admins resolve predictions, watch the payouts, and let a blocked one go on.
import type * as z from 'zod'
import type { PayoutJobList, Resolution } from '../../../shared/api/payouts.ts'
import { drivePayoutJob } from '../../use-cases/drive-payout-job.ts'
import { previewResolution } from '../../use-cases/preview-resolution.ts'
import { listPayoutJobs } from '../../use-cases/read-payouts.ts'
import { type ResolveInput, resolvePrediction } from '../../use-cases/resolve-prediction.ts'
import type { AppContext } from '../app-env.ts'
import type { HandlersOf } from '../mount.ts'
import { payoutJobView, previewView } from '../payout-views.ts'
import { adminPredictionView } from '../prediction-views.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'

type Ids = 'resolvePrediction' | 'listPayoutJobs' | 'drivePayoutJob'

export const adminPayoutHandlers: HandlersOf<Ids> = {
  resolvePrediction: async (c, { user, params, body, key }) => {
    const { dryRun, ...request } = body
    const input = { adminId: user.userId, predictionId: params.id, request, key }
    return dryRun ? preview(c, input) : resolve(c, input)
  },

  listPayoutJobs: async (c, { query }) => {
    const jobs = await listPayoutJobs(c.var.services, query)
    const list: z.infer<typeof PayoutJobList> = { items: jobs.map(payoutJobView) }
    return c.json(list, 200)
  },

  drivePayoutJob: async (c, { user, params, key }) => {
    const input = { adminId: user.userId, jobId: params.id, key }
    const result = await drivePayoutJob(c.var.services, input)
    if (!result.ok) return refused(c, result.failure)
    replayed(c, result.value.replayed)
    return c.json(payoutJobView(result.value.value), 200)
  },
}

async function preview(c: AppContext, input: ResolveInput): Promise<Response> {
  const result = await previewResolution(c.var.services, input)
  if (!result.ok) return refused(c, result.failure)
  const { prediction, totals } = result.value
  const answer: Resolution = {
    prediction: adminPredictionView(prediction, totals),
    preview: previewView(result.value),
    payout: null,
  }
  return c.json(answer, 200)
}

async function resolve(c: AppContext, input: ResolveInput): Promise<Response> {
  const result = await resolvePrediction(c.var.services, input)
  if (!result.ok) return refused(c, result.failure)
  const { prediction, payout, totals } = result.value.value
  replayed(c, result.value.replayed)
  const answer: Resolution = {
    prediction: adminPredictionView(prediction, totals),
    preview: null,
    payout: payoutJobView(payout),
  }
  return c.json(answer, 200)
}

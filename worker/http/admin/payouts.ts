// Admins watch the payouts, and let a blocked one go on.
import type * as z from 'zod'
import type { PayoutJobList } from '../../../shared/api/payouts.ts'
import { drivePayoutJob } from '../../use-cases/drive-payout-job.ts'
import { listPayoutJobs } from '../../use-cases/read-payouts.ts'
import type { HandlersOf } from '../mount.ts'
import { payoutJobView } from '../payout-views.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'

export const adminPayoutHandlers: HandlersOf<'listPayoutJobs' | 'drivePayoutJob'> = {
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

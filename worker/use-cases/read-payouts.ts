// Payouts for the admin who watches them.
import type { PayoutJob } from '../domain/payout-job.ts'
import type { PayoutJobFilter, Services } from '../ports.ts'

const LISTED_MAX = 50

/** Newest first. */
export function listPayoutJobs(
  s: Pick<Services, 'store'>,
  filter: PayoutJobFilter,
): Promise<PayoutJob[]> {
  return s.store.payoutJobs(filter, LISTED_MAX)
}

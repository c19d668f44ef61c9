// Paying out what was resolved, as admins see it.
import * as z from 'zod'
import { PayoutJobId, PredictionId } from '../ids.ts'
import { Tokens } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { OUTCOMES } from './predictions.ts'
import { Instant } from './tokens.ts'

export const PAYOUT_STATES = ['queued', 'running', 'done', 'blocked'] as const
export type PayoutState = (typeof PAYOUT_STATES)[number]

const count = z.int().min(0)
export const PayoutJobView = z.object({
  id: PayoutJobId,
  predictionId: PredictionId,
  resolutionVersion: z.int().min(1),
  outcome: z.enum(OUTCOMES),
  state: z.enum(PAYOUT_STATES),
  expected: count,
  settled: count,
  won: count,
  lost: count,
  refunded: count,
  late: count.describe('Came after the lock and were refunded'),
  paid: Tokens.describe('Tokens returned to people so far'),
  error: z.string().nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
})
export type PayoutJobView = z.infer<typeof PayoutJobView>
export const PayoutJobList = z.object({ items: z.array(PayoutJobView) })
const PayoutJobQuery = z.strictObject({
  state: z.enum(PAYOUT_STATES).optional(),
  predictionId: PredictionId.optional(),
})

export const PAYOUT_OPERATIONS = [
  {
    id: 'listPayoutJobs',
    method: 'GET',
    path: '/api/admin/payout-jobs',
    summary: 'Payouts, newest first, with their progress',
    caller: 'admin',
    limit: 'admin',
    query: PayoutJobQuery,
    status: 200,
    answer: PayoutJobList,
    failures: [],
  },
  {
    id: 'drivePayoutJob',
    method: 'POST',
    path: '/api/admin/payout-jobs/{id}/drive',
    summary: 'Let a blocked payout go on',
    caller: 'admin',
    limit: 'admin',
    params: z.object({ id: PayoutJobId }),
    idempotencyKey: 'optional',
    status: 200,
    answer: PayoutJobView,
    failures: ['ACCOUNT_DISABLED', 'PAYOUT_JOB_NOT_FOUND', 'PAYOUT_NOT_BLOCKED'],
  },
] as const satisfies readonly Operation[]

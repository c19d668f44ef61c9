// Resolving predictions and paying them out, as admins see it.
import * as z from 'zod'
import { PayoutJobId, PredictionId } from '../ids.ts'
import { Tokens } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { AdminPrediction, OUTCOMES, PredictionParams, words } from './predictions.ts'
import { Instant } from './tokens.ts'

export const PAYOUT_STATES = ['queued', 'running', 'done', 'blocked'] as const
export type PayoutState = (typeof PAYOUT_STATES)[number]

export const ResolvePrediction = z.strictObject({
  outcome: z.enum(OUTCOMES),
  dryRun: z.boolean().default(false),
  reason: words(500).optional().describe('Needed to resolve again'),
  resolutionVersion: z.int().min(1).max(999_999).optional().describe('The one to correct'),
})
export type ResolvePrediction = z.infer<typeof ResolvePrediction>

const count = z.int().min(0)
export const ResolutionPreview = z.object({
  winners: count.describe('Commitments on the winning side'),
  losers: count,
  refunds: count.describe('Commitments whose stake is returned'),
  stakes: Tokens,
  payouts: Tokens.describe('Winnings and refunds'),
  houseResult: z.int().describe('Stakes lost less profits paid'),
  owed: Tokens.describe('What people would owe who spent what is taken back'),
  owedIsPartial: z.boolean().describe('Too many commitments to add all of it up here'),
})
export type ResolutionPreview = z.infer<typeof ResolutionPreview>

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

/** What a resolution answers: the preview of a dry run, or the prediction and its payout. */
export const Resolution = z.object({
  prediction: AdminPrediction,
  preview: ResolutionPreview.nullable().describe('Of a dry run'),
  payout: PayoutJobView.nullable().describe('null for a dry run'),
})
export type Resolution = z.infer<typeof Resolution>

export const PAYOUT_OPERATIONS = [
  {
    id: 'resolvePrediction',
    method: 'POST',
    path: '/api/admin/predictions/{id}/resolve',
    summary: 'Resolve, correct a resolution, or see what it would do',
    caller: 'admin',
    limit: 'admin',
    params: PredictionParams,
    body: ResolvePrediction,
    idempotencyKey: 'optional',
    status: 200,
    answer: Resolution,
    failures: [
      'ACCOUNT_DISABLED',
      'PREDICTION_NOT_FOUND',
      'CONFLICT_OF_INTEREST',
      'PREDICTION_STATE',
      'PREDICTION_NOT_LOCKED',
      'ALREADY_RESOLVED',
      'RESOLUTION_STALE',
      'RESOLUTION_FINAL',
      'LEDGER_FROZEN',
    ],
  },
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

// Resolving predictions, as admins see it: a dry run, then the outcome. Above a threshold another
// admin must approve what one proposed.
import * as z from 'zod'
import { PayoutJobId, PredictionId, ResolutionId } from '../ids.ts'
import { Tokens } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { PayoutJobView } from './payouts.ts'
import { AdminPrediction, OUTCOMES, PredictionParams, words } from './predictions.ts'
import { PROPOSAL_FIELDS, ProposalQuery } from './proposals.ts'
import { Reason } from './users.ts'

const resolutionVersion = z.int().min(1).max(999_999)

export const ResolvePrediction = z.strictObject({
  outcome: z.enum(OUTCOMES),
  dryRun: z.boolean().default(false),
  reason: words(500).optional().describe('Needed to resolve again, and for a second admin'),
  resolutionVersion: resolutionVersion.optional().describe('The one to correct'),
})
export type ResolvePrediction = z.infer<typeof ResolvePrediction>

const count = z.int().min(0)
/** What it comes to, whoever looks and whenever: nobody commits after the lock. */
const SUMS = {
  winners: count.describe('Commitments on the winning side'),
  losers: count,
  refunds: count.describe('Commitments whose stake is returned'),
  stakes: Tokens,
  payouts: Tokens.describe('Winnings and refunds'),
  houseResult: z.int().describe('Stakes lost less profits paid'),
  atStake: Tokens.describe('The most that any outcome moves: all stakes, or what a side would win'),
} as const

export const ResolutionPreview = z.object({
  ...SUMS,
  owed: Tokens.describe('What people would owe who spent what is taken back'),
  owedIsPartial: z.boolean().describe('Too many commitments to add all of it up here'),
  needsSecondAdmin: z.boolean().describe('More is at stake than one admin decides about'),
})
export type ResolutionPreview = z.infer<typeof ResolutionPreview>

export const ProposedResolution = z.object({
  id: ResolutionId,
  predictionId: PredictionId,
  outcome: z.enum(OUTCOMES),
  resolutionVersion: resolutionVersion.nullable().describe('The one to correct; null: the first'),
  preview: z
    .object(SUMS)
    .describe('As it was when it was proposed; approving does this or nothing'),
  ...PROPOSAL_FIELDS,
  text: z.string().nullable().describe('Why; null once the data of who proposed it were erased'),
  payoutJobId: PayoutJobId.nullable().describe('Its payout, once it was approved'),
})
export type ProposedResolution = z.infer<typeof ProposedResolution>
export const ProposedResolutionList = z.object({
  items: z.array(ProposedResolution),
  nextCursor: z.string().nullable(),
})
export type ProposedResolutionList = z.infer<typeof ProposedResolutionList>

/** What a resolution answers: the preview of a dry run, or the prediction and what came of it. */
export const Resolution = z.object({
  prediction: AdminPrediction,
  preview: ResolutionPreview.nullable().describe('Of a dry run'),
  payout: PayoutJobView.nullable().describe('null: nobody is paid yet'),
  proposal: ProposedResolution.nullable().describe('It waits for another admin, or waited'),
})
export type Resolution = z.infer<typeof Resolution>

export const PredictionCase = z.object({
  prediction: AdminPrediction,
  proposal: ProposedResolution.nullable().describe('The last outcome that needed a second admin'),
})
export type PredictionCase = z.infer<typeof PredictionCase>

const ResolutionParams = z.object({ id: ResolutionId })
const DECIDING = [
  'ACCOUNT_DISABLED',
  'PREDICTION_NOT_FOUND',
  'RESOLUTION_NOT_FOUND',
  'CONFLICT_OF_INTEREST',
] as const

export const RESOLUTION_OPERATIONS = [
  {
    id: 'getAnyPrediction',
    method: 'GET',
    path: '/api/admin/predictions/{id}',
    summary: 'One prediction, drafts too, and what waits for a second admin',
    caller: 'admin',
    limit: 'admin',
    params: PredictionParams,
    status: 200,
    answer: PredictionCase,
    failures: ['PREDICTION_NOT_FOUND'],
  },
  {
    id: 'resolvePrediction',
    method: 'POST',
    path: '/api/admin/predictions/{id}/resolve',
    summary: 'Resolve, correct a resolution, propose either, or see what it would do',
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
      'RESOLUTION_PROPOSED',
      'LEDGER_FROZEN',
    ],
  },
  {
    id: 'listResolutions',
    method: 'GET',
    path: '/api/admin/resolutions',
    summary: 'Outcomes that need a second admin, newest first',
    caller: 'admin',
    limit: 'admin',
    query: ProposalQuery,
    status: 200,
    answer: ProposedResolutionList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getResolution',
    method: 'GET',
    path: '/api/admin/resolutions/{id}',
    summary: 'One outcome that needs a second admin',
    caller: 'admin',
    limit: 'admin',
    params: ResolutionParams,
    status: 200,
    answer: ProposedResolution,
    failures: ['RESOLUTION_NOT_FOUND'],
  },
  {
    id: 'approveResolution',
    method: 'POST',
    path: '/api/admin/resolutions/{id}/approve',
    summary: 'Resolve as another admin proposed',
    caller: 'admin',
    limit: 'admin',
    params: ResolutionParams,
    idempotencyKey: 'optional',
    status: 200,
    answer: Resolution,
    failures: [
      ...DECIDING,
      'SELF_APPROVAL_FORBIDDEN',
      'PROPOSAL_EXPIRED',
      'PROPOSAL_DECIDED',
      'PROPOSAL_STALE',
      'RESOLUTION_FINAL',
      'LEDGER_FROZEN',
    ],
  },
  {
    id: 'rejectResolution',
    method: 'POST',
    path: '/api/admin/resolutions/{id}/reject',
    summary: 'Turn a proposed outcome down, or take an own one back',
    caller: 'admin',
    limit: 'admin',
    params: ResolutionParams,
    body: Reason,
    idempotencyKey: 'optional',
    status: 200,
    answer: ProposedResolution,
    failures: [...DECIDING, 'PROPOSAL_EXPIRED', 'PROPOSAL_DECIDED'],
  },
] as const satisfies readonly Operation[]

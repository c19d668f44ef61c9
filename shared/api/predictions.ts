// Predictions and commitments, as API clients see them.
import * as z from 'zod'
import { SEARCH_CHARS_MAX } from '../bounds.ts'
import { CommitmentId, PredictionId } from '../ids.ts'
import { OddsBps } from '../odds.ts'
import { POSITIONS, type Position } from '../positions.ts'
import { AMOUNT_MAX, Tokens } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import { Cursor, Instant } from './tokens.ts'

const amount = z.int().min(1).max(AMOUNT_MAX)
export const limit = z.coerce.number().int().min(1).max(100).default(20)
/** Half a letter can't be stored, and what can't be seen has no business in a title. */
const UNPRINTABLE = /\p{Cs}|(?![\n\r\t])\p{Cc}/u
export const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !UNPRINTABLE.test(text))

export { POSITIONS, type Position }
export const OUTCOMES = ['yes', 'no', 'void'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const PREDICTION_STATUSES = [
  'draft',
  'open',
  'locked',
  'resolving',
  'resolved',
  'voided',
] as const
export type PredictionStatus = (typeof PREDICTION_STATUSES)[number]
export const COMMITMENT_STATUSES = ['active', 'won', 'lost', 'refunded'] as const
export type CommitmentStatus = (typeof COMMITMENT_STATUSES)[number]

export const Odds = z
  .object({ yes: OddsBps, no: OddsBps })
  .describe('Basis points: 18500 pays 1.85 tokens for each token committed')
export type Odds = z.infer<typeof Odds>

const Totals = z.object({ yes: Tokens, no: Tokens }).describe('Tokens committed; seconds old')

export const PredictionView = z.object({
  id: PredictionId,
  title: z.string(),
  description: z.string(),
  category: z.string(),
  status: z.enum(PREDICTION_STATUSES),
  closesAt: Instant,
  oddsBps: Odds,
  minTokens: amount,
  maxTokens: amount,
  totals: Totals,
  outcome: z.enum(OUTCOMES).nullable(),
  resolutionVersion: z.int().min(0),
  earlierWords: z
    .array(z.object({ title: z.string(), description: z.string(), until: Instant }))
    .describe('What it said before, while it was open; oldest first'),
  correctedAt: Instant.optional().describe(
    'When another result took the place of the first; only in the answer for one prediction',
  ),
})
export type PredictionView = z.infer<typeof PredictionView>
export const PredictionList = pageOf(PredictionView).extend({
  categories: z
    .array(z.string())
    .optional()
    .describe('Those that have something in this state, or found by this search; when asked for'),
})
export type PredictionList = z.infer<typeof PredictionList>

/** Seen by everybody: drafts are not. */
const PUBLIC_STATUSES = ['open', 'locked', 'resolving', 'resolved', 'voided'] as const
export const PREDICTION_SORTS = ['closing', 'newest'] as const
const category = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/)
const PredictionQuery = z.strictObject({
  status: z.enum(PUBLIC_STATUSES).default('open'),
  category: category.optional(),
  q: words(SEARCH_CHARS_MAX)
    .optional()
    .describe('Words of the title; open predictions only, one page'),
  sort: z.enum(PREDICTION_SORTS).default('closing'),
  categories: z.literal('true').optional().describe('Also tell which categories there are'),
  limit,
  cursor: Cursor.optional(),
})
export type PredictionQuery = z.infer<typeof PredictionQuery>
export const PredictionParams = z.object({ id: PredictionId })

export const CommitmentView = z.object({
  id: CommitmentId,
  predictionId: PredictionId,
  predictionTitle: z.string(),
  tokensCommitted: amount,
  position: z.enum(POSITIONS),
  oddsBps: OddsBps,
  potentialWinning: Tokens.describe('Stake included'),
  status: z.enum(COMMITMENT_STATUSES),
  payout: Tokens.describe('What was returned: winning, or stake refunded'),
  committedAt: Instant,
  resolvedAt: Instant.nullable(),
})
export type CommitmentView = z.infer<typeof CommitmentView>
export const CommitmentList = pageOf(CommitmentView)
export type CommitmentList = z.infer<typeof CommitmentList>

export const CommitTokens = z.strictObject({
  predictionId: PredictionId,
  position: z.enum(POSITIONS),
  tokens: Tokens.min(1).max(AMOUNT_MAX),
  oddsBps: OddsBps.describe('The odds that the person saw'),
})
export type CommitTokens = z.infer<typeof CommitTokens>
export const CommitmentQuery = z.strictObject({
  status: z.enum(COMMITMENT_STATUSES).optional(),
  predictionId: PredictionId.optional().describe('Only those in this prediction'),
  limit,
  cursor: Cursor.optional(),
})

export const AdminPrediction = PredictionView.extend({
  createdAt: Instant,
  lockedAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
})
export type AdminPrediction = z.infer<typeof AdminPrediction>
export const AdminPredictionList = pageOf(AdminPrediction)
export type AdminPredictionList = z.infer<typeof AdminPredictionList>
const AdminPredictionQuery = z.strictObject({
  status: z.enum(PREDICTION_STATUSES).optional(),
  limit,
  cursor: Cursor.optional(),
})

export const CreatePrediction = z.strictObject({
  title: words(140),
  description: words(2000),
  category,
  closesAt: Instant,
  oddsBps: z.strictObject({ yes: OddsBps, no: OddsBps }),
  minTokens: amount.default(1),
  maxTokens: amount.default(10_000),
})
export type CreatePrediction = z.infer<typeof CreatePrediction>
export const EditPrediction = z.strictObject({
  title: words(140).optional(),
  description: words(2000).optional(),
  category: category.optional(),
  closesAt: Instant.optional(),
  oddsBps: z.strictObject({ yes: OddsBps, no: OddsBps }).optional(),
  minTokens: amount.optional(),
  maxTokens: amount.optional(),
})
export type EditPrediction = z.infer<typeof EditPrediction>
export const PREDICTION_OPERATIONS = [
  {
    id: 'listPredictions',
    method: 'GET',
    path: '/api/predictions',
    summary: 'Predictions, those closing soonest first',
    caller: 'all',
    limit: 'signedOut',
    query: PredictionQuery,
    status: 200,
    answer: PredictionList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getPrediction',
    method: 'GET',
    path: '/api/predictions/{id}',
    summary: 'One prediction',
    caller: 'all',
    limit: 'signedOut',
    params: PredictionParams,
    status: 200,
    answer: PredictionView,
    failures: ['PREDICTION_NOT_FOUND'],
  },
  {
    id: 'listAllPredictions',
    method: 'GET',
    path: '/api/admin/predictions',
    summary: 'All predictions, newest first',
    caller: 'admin',
    limit: 'admin',
    query: AdminPredictionQuery,
    status: 200,
    answer: AdminPredictionList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'createPrediction',
    method: 'POST',
    path: '/api/admin/predictions',
    summary: 'Draft a prediction',
    caller: 'admin',
    limit: 'admin',
    body: CreatePrediction,
    idempotencyKey: 'optional',
    status: 201,
    answer: AdminPrediction,
    failures: ['ACCOUNT_DISABLED'],
  },
  {
    id: 'editPrediction',
    method: 'PATCH',
    path: '/api/admin/predictions/{id}',
    summary: 'Change words, odds, bounds or closing time until the lock',
    caller: 'admin',
    limit: 'admin',
    params: PredictionParams,
    body: EditPrediction,
    idempotencyKey: 'optional',
    status: 200,
    answer: AdminPrediction,
    failures: [
      'ACCOUNT_DISABLED',
      'PREDICTION_NOT_FOUND',
      'CONFLICT_OF_INTEREST',
      'PREDICTION_STATE',
      'CHANGED_TOO_SOON',
    ],
  },
  {
    id: 'openPrediction',
    method: 'POST',
    path: '/api/admin/predictions/{id}/open',
    summary: 'Open a draft for commitments',
    caller: 'admin',
    limit: 'admin',
    params: PredictionParams,
    idempotencyKey: 'optional',
    status: 200,
    answer: AdminPrediction,
    failures: ['ACCOUNT_DISABLED', 'PREDICTION_NOT_FOUND', 'PREDICTION_CLOSED', 'PREDICTION_STATE'],
  },
  {
    id: 'lockPrediction',
    method: 'POST',
    path: '/api/admin/predictions/{id}/lock',
    summary: 'Take no more commitments, for good',
    caller: 'admin',
    limit: 'admin',
    params: PredictionParams,
    idempotencyKey: 'optional',
    status: 200,
    answer: AdminPrediction,
    failures: ['ACCOUNT_DISABLED', 'PREDICTION_NOT_FOUND', 'PREDICTION_STATE'],
  },
] as const satisfies readonly Operation[]

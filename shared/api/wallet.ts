// The wallet, as its owner sees it.
import * as z from 'zod'
import { RowId, UserId } from '../ids.ts'
import { Tokens } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import {
  CommitmentList,
  CommitmentQuery,
  CommitmentView,
  CommitTokens,
  POSITIONS,
} from './predictions.ts'
import { Cursor, Instant } from './tokens.ts'

export const RESTRICTIONS = ['none', 'purchases', 'commitments', 'all'] as const
export type Restriction = (typeof RESTRICTIONS)[number]

export const BalanceView = z.object({
  userId: UserId,
  availableTokens: Tokens,
  committedTokens: Tokens,
  totalTokens: Tokens.describe('available + committed'),
  owedTokens: Tokens.describe('Repaid by the next credit'),
  totalEarned: Tokens,
  totalSpent: Tokens,
  restriction: z.enum(RESTRICTIONS),
  excludedUntil: Instant.nullable().describe('A break: no purchases or commitments before it'),
  closing: z.boolean().describe('The account is being closed: no purchases or commitments'),
  version: z.int().min(0).describe('Rises by one per row of the history'),
  lastUpdated: Instant.nullable().describe('null before the first movement'),
})
export type BalanceView = z.infer<typeof BalanceView>

export const ROW_TYPES = [
  'purchase',
  'commit',
  'win',
  'loss',
  'refund',
  'reinstate',
  'reversal',
  'adjustment',
] as const
export type RowType = (typeof ROW_TYPES)[number]

export const TransactionView = z.object({
  id: z.string(),
  type: z.enum(ROW_TYPES),
  amount: Tokens,
  balanceBefore: Tokens,
  balanceAfter: Tokens,
  committedAfter: Tokens,
  relatedId: z.string().nullable().describe('Purchase or prediction'),
  metadata: z.object({
    packageId: z.string().optional(),
    packageName: z.string().optional(),
    bonusTokens: Tokens.optional(),
    predictionTitle: z.string().optional(),
    commitmentId: z.string().optional(),
    position: z.enum(POSITIONS).optional(),
    oddsBps: z.int().optional(),
    cause: z.string().optional(),
  }),
  seq: z.int().min(1),
  timestamp: Instant,
  status: z.literal('completed'),
})
export type TransactionView = z.infer<typeof TransactionView>
export const TransactionList = pageOf(TransactionView)
export type TransactionList = z.infer<typeof TransactionList>

/** Own accounts, and the sides of the house that a row moves tokens from or to. */
export const ACCOUNTS = [
  'available',
  'committed',
  'owed',
  'stripe',
  'promo',
  'book',
  'adjust',
] as const
export type AccountName = (typeof ACCOUNTS)[number]

const Standing = z.object({
  availableTokens: Tokens,
  committedTokens: Tokens,
  owedTokens: Tokens,
})
export const TransactionStory = TransactionView.extend({
  postings: z
    .array(z.object({ from: z.enum(ACCOUNTS), to: z.enum(ACCOUNTS), amount: Tokens }))
    .describe('`owed`, `stripe`, `promo`, `book` and `adjust` are the other sides of own tokens'),
  before: Standing,
  after: Standing,
  olderId: z.string().nullable().describe('The row before it; null for the first one'),
  newerId: z.string().nullable().describe('The row after it; null for the last one'),
})
export type TransactionStory = z.infer<typeof TransactionStory>

export const RunningPayouts = z.object({ items: z.array(CommitmentView) })
export type RunningPayouts = z.infer<typeof RunningPayouts>

export const CommitAnswer = z.object({ commitment: CommitmentView, balance: BalanceView })
export type CommitAnswer = z.infer<typeof CommitAnswer>

const RowQuery = z.strictObject({
  type: z.enum(ROW_TYPES).optional(),
  from: Instant.optional().describe('Inclusive'),
  to: Instant.optional().describe('Exclusive'),
})
const TransactionQuery = RowQuery.extend({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: Cursor.optional(),
})

export const WALLET_OPERATIONS = [
  {
    id: 'getBalance',
    method: 'GET',
    path: '/api/wallet/balance',
    summary: 'Own balance',
    caller: 'user',
    limit: 'reads',
    status: 200,
    answer: BalanceView,
    failures: [],
  },
  {
    id: 'listTransactions',
    method: 'GET',
    path: '/api/wallet/transactions',
    summary: 'Own history, newest first',
    caller: 'user',
    limit: 'reads',
    query: TransactionQuery,
    status: 200,
    answer: TransactionList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'exportTransactions',
    method: 'GET',
    path: '/api/wallet/transactions.csv',
    summary: 'Own history as CSV, newest first: all of it that fits the filter, or nothing',
    caller: 'user',
    limit: 'export',
    query: RowQuery,
    status: 200,
    file: 'text/csv',
    failures: ['EXPORT_TOO_LARGE'],
  },
  {
    id: 'getTransaction',
    method: 'GET',
    path: '/api/wallet/transactions/{id}',
    summary: 'One row of the own history with its postings',
    caller: 'user',
    limit: 'reads',
    params: z.object({ id: RowId }),
    status: 200,
    answer: TransactionStory,
    failures: ['TRANSACTION_NOT_FOUND'],
  },
  {
    id: 'listRunningPayouts',
    method: 'GET',
    path: '/api/wallet/payouts',
    summary: 'Own commitments that are being paid out just now',
    caller: 'user',
    limit: 'reads',
    status: 200,
    answer: RunningPayouts,
    failures: [],
  },
  {
    id: 'commitTokens',
    method: 'POST',
    path: '/api/wallet/commit',
    summary: 'Commit tokens to one side of a prediction at the odds seen',
    caller: 'user',
    limit: 'commit',
    body: CommitTokens,
    idempotencyKey: 'required',
    status: 201,
    answer: CommitAnswer,
    failures: [
      'PREDICTION_NOT_FOUND',
      'ACCOUNT_CLOSING',
      'COMMITMENTS_RESTRICTED',
      'SELF_EXCLUDED',
      'PREDICTION_CLOSED',
      'ODDS_CHANGED',
      'LIMIT_EXCEEDED',
      'INSUFFICIENT_TOKENS',
    ],
  },
  {
    id: 'listCommitments',
    method: 'GET',
    path: '/api/wallet/commitments',
    summary: 'Own commitments, newest first',
    caller: 'user',
    limit: 'reads',
    query: CommitmentQuery,
    status: 200,
    answer: CommitmentList,
    failures: ['CURSOR_INVALID'],
  },
] as const satisfies readonly Operation[]

// Everybody's ledger rows, as admins see them.
import * as z from 'zod'
import { FlagId, PayoutJobId, PredictionId, RefundId, RowId, SessionId, UserId } from '../ids.ts'
import { AMOUNT_MAX } from '../tokens.ts'
import { AdjustmentView } from './adjustments.ts'
import type { Operation } from './operation.ts'
import { CommitmentView, limit, OUTCOMES, PREDICTION_STATUSES } from './predictions.ts'
import { REFUND_STATES } from './refunds.ts'
import { Cursor, Instant, PurchaseView } from './tokens.ts'
import { ROW_TYPES, TransactionStory, TransactionView } from './wallet.ts'

const cents = z.int().min(0).describe('US cents')

export const AdminPurchaseView = PurchaseView.omit({ checkoutUrl: true, card: true }).extend({
  userId: UserId,
  sessionId: SessionId.nullable(),
  paymentIntentId: z.string().nullable(),
  chargedCents: cents,
  refundedCents: cents,
  withdrawnCents: cents.describe('Taken by disputes'),
  dispute: z.enum(['none', 'inquiry', 'open', 'won', 'lost']),
  refunding: RefundId.nullable().describe('The refund that is being sent'),
  mismatch: z.string().nullable().describe('Why people have to look at it'),
})
export type AdminPurchaseView = z.infer<typeof AdminPurchaseView>

export const AdminTransactionView = TransactionView.extend({
  userId: UserId,
  predictionId: PredictionId.nullable(),
  resolutionVersion: z.int().nullable().describe('Of the resolution that wrote it'),
})
export type AdminTransactionView = z.infer<typeof AdminTransactionView>

const UnreadableTransaction = z.object({
  id: z.string(),
  unreadable: z.literal(true),
  userId: UserId.nullable().describe('Whom it names, if that can be read'),
  timestamp: Instant.nullable(),
  caseId: z.string().describe('Opened by the next look at the books'),
})

const ListedTransaction = z.union([AdminTransactionView, UnreadableTransaction])
export type ListedTransaction = z.infer<typeof ListedTransaction>

export const AdminTransactionList = z.object({
  items: z.array(ListedTransaction).describe('May be fewer than `limit` on any page'),
  nextCursor: z.string().nullable(),
  searchedBackTo: Instant.nullable().describe('null: to the first row that there is'),
})
export type AdminTransactionList = z.infer<typeof AdminTransactionList>

/** Of a row that somebody tampered with they may be any number. */
const Standing = z.object({
  availableTokens: z.number(),
  committedTokens: z.number(),
  owedTokens: z.number(),
})
const Chain = z
  .object({
    hash: z.boolean().describe('Its own hash, made anew of what it says now'),
    sums: z.boolean().describe('Its postings add up to what it says'),
    link: z.boolean().describe('It follows the row before it, or begins the books'),
    next: z.boolean().describe('The row after it, or the balance, follows it'),
  })
  .describe('Verified for this answer')

export const PurchaseEvents = z
  .array(z.object({ id: z.string(), type: z.string(), objectId: z.string(), createdAt: Instant }))
  .describe("Stripe's, about the purchase, oldest first; kept for 90 days")
export const PurchaseCases = z.array(
  z.object({
    id: FlagId,
    reason: z.string(),
    state: z.enum(['open', 'closed']),
    createdAt: Instant,
  }),
)

export const AdminTransactionStory = TransactionStory.extend({
  ...AdminTransactionView.shape,
  before: Standing,
  after: Standing,
  chain: Chain,
  hash: z.string(),
  prevHash: z.string(),
  purchase: AdminPurchaseView.nullable(),
  refunds: z.array(
    z.object({
      id: RefundId,
      state: z.enum(REFUND_STATES),
      cents,
      stripeRefundId: z.string().nullable(),
      requestedAt: Instant,
    }),
  ),
  events: PurchaseEvents,
  cases: PurchaseCases,
  commitment: CommitmentView.nullable(),
  prediction: z
    .object({
      id: PredictionId,
      title: z.string(),
      status: z.enum(PREDICTION_STATUSES),
      outcome: z.enum(OUTCOMES).nullable(),
      resolutionVersion: z.int(),
    })
    .nullable()
    .describe('As it is now'),
  payoutJobId: PayoutJobId.nullable(),
  adjustment: AdjustmentView.nullable(),
  reversesId: z.string().nullable().describe('The settlement that this row undoes'),
  reversedById: z.string().nullable().describe('The row that undid this one'),
})
export type AdminTransactionStory = z.infer<typeof AdminTransactionStory>

const amount = z.coerce.number().int().min(1).max(AMOUNT_MAX).optional()
const LedgerQuery = z.strictObject({
  type: z.enum(ROW_TYPES).optional(),
  userId: UserId.optional(),
  predictionId: PredictionId.optional(),
  from: Instant.optional().describe('Inclusive'),
  to: Instant.optional().describe('Exclusive'),
  minTokens: amount,
  maxTokens: amount,
})
export type LedgerQuery = z.infer<typeof LedgerQuery>

export const LEDGER_OPERATIONS = [
  {
    id: 'listAllTransactions',
    method: 'GET',
    path: '/api/admin/transactions',
    summary: "Everybody's ledger rows, newest first; a page looks at 300 rows at most",
    caller: 'admin',
    limit: 'admin',
    query: LedgerQuery.extend({ limit, cursor: Cursor.optional() }),
    status: 200,
    answer: AdminTransactionList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'exportAllTransactions',
    method: 'GET',
    path: '/api/admin/transactions.csv',
    summary: 'The same as CSV, newest first: all of it that fits the filter, or nothing',
    caller: 'admin',
    limit: 'export',
    query: LedgerQuery,
    status: 200,
    file: 'text/csv',
    failures: ['EXPORT_TOO_LARGE'],
  },
  {
    id: 'getAnyTransaction',
    method: 'GET',
    path: '/api/admin/transactions/{id}',
    summary: 'One row: what it belongs to, and whether its chain holds',
    caller: 'admin',
    limit: 'admin',
    params: z.object({ id: RowId }),
    status: 200,
    answer: AdminTransactionStory,
    failures: ['TRANSACTION_NOT_FOUND', 'TRANSACTION_UNREADABLE'],
  },
] as const satisfies readonly Operation[]

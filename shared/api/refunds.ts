// Refunds of purchases, sent to Stripe by admins after they saw what one would do.
import * as z from 'zod'
import { PurchaseId, RefundId, SessionId, UserId } from '../ids.ts'
import { Tokens, UsdCents } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import { limit, words } from './predictions.ts'
import { Cursor, Instant } from './tokens.ts'

export const REFUND_STATES = ['requested', 'sent', 'failed', 'refused'] as const
export type RefundState = (typeof REFUND_STATES)[number]
export const REFUND_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const
export type RefundReason = (typeof REFUND_REASONS)[number]

/** Names what was seen, and what follows from it. */
const quoteName = z.string().regex(/^q[0-9]{1,10}t[0-9]{1,16}$/)

/** What a refund would do, as of this moment. */
export const RefundQuote = z.object({
  quote: quoteName.describe('To send with the refund: it does this, or is refused'),
  looks: z.int().min(0).describe('Rises whenever the purchase is compared with Stripe'),
  refundableCents: z.int().min(0).describe('Of the payment, in all'),
  cents: UsdCents,
  tokensTaken: Tokens,
  fromAvailable: Tokens.describe('Of them, unspent ones'),
  becomesOwed: Tokens.describe('Of them, spent or committed ones; repaid by the next credit'),
  committed: Tokens.describe('Held in predictions; stays so'),
  balanceAfter: Tokens,
  owedAfter: Tokens,
})
export type RefundQuote = z.infer<typeof RefundQuote>

export const RequestRefund = z.strictObject({
  purchaseId: PurchaseId,
  cents: UsdCents,
  sessionId: SessionId.optional().describe(
    'Which payment, when it is not the one that was granted; goes back whole, takes no tokens',
  ),
  reason: z.enum(REFUND_REASONS).describe("Stripe's words; the person may see them"),
  text: words(500).describe('For other admins; sealed with the data of the person'),
  dryRun: z.boolean().default(false),
  quote: quoteName.optional().describe('As a dry run answered it; without it: REFUND_STALE'),
})
export type RequestRefund = z.infer<typeof RequestRefund>

export const RefundView = z.object({
  id: RefundId,
  purchaseId: PurchaseId,
  userId: UserId,
  paymentIntentId: z.string().nullable().describe('null: the one that was granted'),
  cents: UsdCents,
  reason: z.enum(REFUND_REASONS),
  text: z.string().nullable().describe('null once the data of the person were erased'),
  state: z.enum(REFUND_STATES).describe('`requested` is being sent and goes on by itself'),
  stripeRefundId: z.string().nullable(),
  mode: z.enum(['test', 'live']).describe("Of Stripe's key"),
  requestedBy: UserId,
  requestedAt: Instant,
  endedAt: Instant.nullable(),
})
export type RefundView = z.infer<typeof RefundView>
export const RefundList = pageOf(RefundView)
export type RefundList = z.infer<typeof RefundList>

export const RefundAnswer = z.object({
  quote: RefundQuote.nullable().describe('Of a dry run'),
  refund: RefundView.nullable().describe('null for a dry run'),
})
export type RefundAnswer = z.infer<typeof RefundAnswer>

const RefundQueryParams = z.strictObject({
  state: z.enum(REFUND_STATES).optional(),
  purchaseId: PurchaseId.optional(),
  limit,
  cursor: Cursor.optional(),
})

export const REFUND_OPERATIONS = [
  {
    id: 'requestRefund',
    method: 'POST',
    path: '/api/admin/refunds',
    summary: 'Refund a purchase, or see what that would do',
    caller: 'admin',
    limit: 'admin',
    body: RequestRefund,
    idempotencyKey: 'required',
    status: 200,
    answer: RefundAnswer,
    failures: [
      'ACCOUNT_DISABLED',
      'PURCHASE_NOT_FOUND',
      'CONFLICT_OF_INTEREST',
      'PURCHASE_NOT_CREDITED',
      'PURCHASE_DISPUTED',
      'REFUND_UNDER_WAY',
      'PAYMENT_UNFIT',
      'REFUND_EXCEEDS',
      'REFUND_STALE',
      'PAYMENTS_UNAVAILABLE',
    ],
  },
  {
    id: 'listRefunds',
    method: 'GET',
    path: '/api/admin/refunds',
    summary: 'Refunds sent from here, newest first',
    caller: 'admin',
    limit: 'admin',
    query: RefundQueryParams,
    status: 200,
    answer: RefundList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getRefund',
    method: 'GET',
    path: '/api/admin/refunds/{id}',
    summary: 'One refund',
    caller: 'admin',
    limit: 'admin',
    params: z.object({ id: RefundId }),
    status: 200,
    answer: RefundView,
    failures: ['REFUND_NOT_FOUND'],
  },
] as const satisfies readonly Operation[]

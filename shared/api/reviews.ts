// Orders in review: paid, but not as they were ordered. One admin proposes to release or to refuse
// one, another decides.
import * as z from 'zod'
import { PackageId, PurchaseId, RefundId, RowId, RulingId, SessionId, UserId } from '../ids.ts'
import { Tokens, UsdCents } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import { limit } from './predictions.ts'
import { PROPOSAL_FIELDS, ProposalQuery, proposalText } from './proposals.ts'
import { Cursor, Instant, PURCHASE_STATUSES } from './tokens.ts'
import { FlagView, Reason } from './users.ts'

const RULINGS = ['release', 'refuse'] as const
const RULING_REASONS = [
  'verified',
  'goodwill',
  'wrong_payment',
  'duplicate',
  'fraudulent',
  'requested_by_customer',
] as const
export type RulingReason = (typeof RULING_REASONS)[number]
const MISFITS = [
  ...(['livemode', 'reference', 'another_session', 'currency', 'subtotal'] as const),
  /** The order is not what it was when its page was opened. */
  'snapshot',
] as const
export type Misfit = (typeof MISFITS)[number]

const verdict = z
  .enum(RULINGS)
  .describe('`release` grants what was ordered; `refuse` ends the order, once its money went back')
const sessionId = SessionId.describe('Which session was paid: more than one may have been')

export const ProposeRuling = z.strictObject({
  purchaseId: PurchaseId,
  sessionId,
  verdict,
  reason: z.enum(RULING_REASONS),
  text: proposalText,
})
export type ProposeRuling = z.infer<typeof ProposeRuling>

export const RulingView = z.object({
  id: RulingId,
  purchaseId: PurchaseId,
  userId: UserId,
  sessionId,
  paymentIntentId: z.string(),
  verdict,
  reason: z.enum(RULING_REASONS),
  ...PROPOSAL_FIELDS,
  rowId: RowId.nullable().describe('The movement, once it was released'),
})
export type RulingView = z.infer<typeof RulingView>
export const RulingList = pageOf(RulingView)
export type RulingList = z.infer<typeof RulingList>

/** Our side of it. */
export const ReviewView = z.object({
  purchaseId: PurchaseId,
  userId: UserId,
  status: z.enum(PURCHASE_STATUSES),
  misfit: z.string().nullable().describe('What was wrong with the first payment'),
  packageId: PackageId,
  packageName: z.string(),
  tokens: Tokens,
  bonusTokens: Tokens,
  priceUsdCents: UsdCents,
  sessionId: SessionId.nullable().describe("The order's own"),
  refunding: RefundId.nullable().describe('The refund that is being sent'),
  createdAt: Instant,
})
export type ReviewView = z.infer<typeof ReviewView>
export const ReviewList = pageOf(ReviewView)
export type ReviewList = z.infer<typeof ReviewList>

/** One session, as Stripe has it now. */
export const ReviewedPayment = z.object({
  sessionId: SessionId,
  flag: FlagView.nullable().describe('The case about it'),
  session: z
    .object({
      status: z.enum(['open', 'complete', 'expired']),
      paid: z.boolean(),
      clientReferenceId: z.string().nullable(),
      currency: z.string(),
      subtotalCents: z.int().nullable(),
      livemode: z.boolean(),
      paymentIntentId: z.string().nullable(),
    })
    .nullable()
    .describe('null: Stripe knows none'),
  misfits: z.array(z.enum(MISFITS)).describe('All that differs from the order'),
  payment: z
    .object({
      chargedCents: z.int().min(0),
      refundedCents: z.int().min(0),
      withdrawnCents: z.int().min(0),
      dispute: z.enum(['none', 'inquiry', 'open', 'won', 'lost']),
    })
    .nullable()
    .describe('null: nothing was paid'),
})
export type ReviewedPayment = z.infer<typeof ReviewedPayment>

export const ReviewCase = z.object({
  review: ReviewView,
  payments: z.array(ReviewedPayment),
  rulings: z.array(RulingView),
})
export type ReviewCase = z.infer<typeof ReviewCase>

const RulingParams = z.object({ id: RulingId })

export const REVIEW_OPERATIONS = [
  {
    id: 'listReviews',
    method: 'GET',
    path: '/api/admin/reviews',
    summary: 'Orders in review, or refused, newest first',
    caller: 'admin',
    limit: 'admin',
    query: z.strictObject({
      status: z.enum(['review', 'refused']).default('review'),
      limit,
      cursor: Cursor.optional(),
    }),
    status: 200,
    answer: ReviewList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getReview',
    method: 'GET',
    path: '/api/admin/reviews/{id}',
    summary: 'One of them beside its payments as Stripe has them',
    caller: 'admin',
    limit: 'admin',
    params: z.object({ id: PurchaseId }),
    status: 200,
    answer: ReviewCase,
    failures: ['PURCHASE_NOT_FOUND', 'PAYMENTS_UNAVAILABLE'],
  },
  {
    id: 'listRulings',
    method: 'GET',
    path: '/api/admin/rulings',
    summary: 'What was proposed about orders in review, newest first',
    caller: 'admin',
    limit: 'admin',
    query: ProposalQuery,
    status: 200,
    answer: RulingList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getRuling',
    method: 'GET',
    path: '/api/admin/rulings/{id}',
    summary: 'One proposal about an order in review',
    caller: 'admin',
    limit: 'admin',
    params: RulingParams,
    status: 200,
    answer: RulingView,
    failures: ['RULING_NOT_FOUND'],
  },
  {
    id: 'proposeRuling',
    method: 'POST',
    path: '/api/admin/rulings',
    summary: 'Propose to release or to refuse an order in review',
    caller: 'admin',
    limit: 'admin',
    body: ProposeRuling,
    idempotencyKey: 'required',
    status: 201,
    answer: RulingView,
    failures: [
      'ACCOUNT_DISABLED',
      'PURCHASE_NOT_FOUND',
      'CONFLICT_OF_INTEREST',
      'PURCHASE_NOT_IN_REVIEW',
      'ACCOUNT_CLOSING',
      'PAYMENT_UNFIT',
      'PAYMENTS_UNAVAILABLE',
    ],
  },
  {
    id: 'approveRuling',
    method: 'POST',
    path: '/api/admin/rulings/{id}/approve',
    summary: 'Do what another admin proposed',
    caller: 'admin',
    limit: 'admin',
    params: RulingParams,
    idempotencyKey: 'optional',
    status: 200,
    answer: RulingView,
    failures: [
      'ACCOUNT_DISABLED',
      'PURCHASE_NOT_FOUND',
      'RULING_NOT_FOUND',
      'CONFLICT_OF_INTEREST',
      'SELF_APPROVAL_FORBIDDEN',
      'PROPOSAL_EXPIRED',
      'PROPOSAL_DECIDED',
      'PURCHASE_NOT_IN_REVIEW',
      'ACCOUNT_CLOSING',
      'PURCHASE_DISPUTED',
      'REFUND_UNDER_WAY',
      'PAYMENT_UNFIT',
      'PAYMENT_NOT_RETURNED',
      'PAYMENTS_UNAVAILABLE',
    ],
  },
  {
    id: 'rejectRuling',
    method: 'POST',
    path: '/api/admin/rulings/{id}/reject',
    summary: 'Turn a proposal down, or take an own one back',
    caller: 'admin',
    limit: 'admin',
    params: RulingParams,
    body: Reason,
    idempotencyKey: 'optional',
    status: 200,
    answer: RulingView,
    failures: [
      'ACCOUNT_DISABLED',
      'RULING_NOT_FOUND',
      'CONFLICT_OF_INTEREST',
      'PROPOSAL_EXPIRED',
      'PROPOSAL_DECIDED',
    ],
  },
] as const satisfies readonly Operation[]

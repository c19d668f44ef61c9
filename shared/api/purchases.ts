// Everybody's purchases, as admins see them: the order, and its payment at Stripe.
import * as z from 'zod'
import { PurchaseId, RefundId, UserId } from '../ids.ts'
import { AdminPurchaseView, AdminTransactionView, PurchaseCases, PurchaseEvents } from './ledger.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import { Instant, PurchaseQuery } from './tokens.ts'

export const AdminPurchaseList = pageOf(AdminPurchaseView)
export type AdminPurchaseList = z.infer<typeof AdminPurchaseList>

/** As it is in the books. */
export const PurchaseCase = z.object({
  purchase: AdminPurchaseView,
  mode: z.enum(['test', 'live']).describe("Of Stripe's key"),
  transactions: z.array(AdminTransactionView).describe('That came of it, oldest first'),
  events: PurchaseEvents,
  cases: PurchaseCases,
})
export type PurchaseCase = z.infer<typeof PurchaseCase>

const cents = z.int().min(0).describe('US cents')

export const PaymentView = z.object({
  paymentIntentId: z.string().nullable(),
  payment: z
    .object({
      chargedCents: cents,
      refundedCents: cents.describe('By refunds that neither failed nor were cancelled'),
      withdrawnCents: cents.describe('Taken by disputes'),
      refunds: z.array(
        z.object({
          id: z.string(),
          cents,
          state: z.enum(['pending', 'succeeded', 'failed']),
          refundId: RefundId.nullable().describe('null: made in Stripe, not here'),
          createdAt: Instant,
        }),
      ),
      disputes: z.array(
        z.object({
          id: z.string(),
          state: z.enum(['inquiry', 'open', 'won', 'lost', 'over']),
          cents,
          withdrawnCents: cents,
          reason: z.string(),
          createdAt: Instant,
        }),
      ),
    })
    .nullable()
    .describe('Asked of Stripe for this answer; null: it knows none'),
})
export type PaymentView = z.infer<typeof PaymentView>

const params = z.object({ id: PurchaseId })

export const PURCHASE_OPERATIONS = [
  {
    id: 'listAllPurchases',
    method: 'GET',
    path: '/api/admin/purchases',
    summary: "Everybody's purchases, or one person's, newest first",
    caller: 'admin',
    limit: 'admin',
    query: PurchaseQuery.extend({ userId: UserId.optional() }),
    status: 200,
    answer: AdminPurchaseList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getAnyPurchase',
    method: 'GET',
    path: '/api/admin/purchases/{id}',
    summary: 'One purchase and what came of it',
    caller: 'admin',
    limit: 'admin',
    params,
    status: 200,
    answer: PurchaseCase,
    failures: ['PURCHASE_NOT_FOUND'],
  },
  {
    id: 'getPayment',
    method: 'GET',
    path: '/api/admin/purchases/{id}/payment',
    summary: 'What Stripe has of its payment now',
    caller: 'admin',
    limit: 'admin',
    params,
    status: 200,
    answer: PaymentView,
    failures: ['PURCHASE_NOT_FOUND', 'PAYMENTS_UNAVAILABLE'],
  },
] as const satisfies readonly Operation[]

// Packages and purchases, as API clients see them.
import * as z from 'zod'
import { PackageId, PurchaseId } from '../ids.ts'
import { AMOUNT_MAX, NO_TOKENS, Tokens, UsdCents } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'

const amount = Tokens.min(1).max(AMOUNT_MAX)
const bonus = Tokens.max(AMOUNT_MAX)
/** Microseconds since 1970 are whole numbers no longer than until the year 2255. */
const INSTANT_MS_MAX = Date.UTC(2200, 0)
export const Instant = z.iso
  .datetime()
  .refine((instant) => Math.abs(Date.parse(instant)) < INSTANT_MS_MAX, 'too far away')
  .describe('RFC 3339, UTC')
export const Cursor = z.string().min(1).max(1024).describe('Opaque; `nextCursor` of a page')

export const PackageView = z.object({
  id: PackageId,
  name: z.string(),
  tokens: amount,
  bonusTokens: bonus.describe('Given on top of `tokens`'),
  priceUsdCents: UsdCents,
  popular: z.boolean(),
  sortOrder: z.int(),
})
export type PackageView = z.infer<typeof PackageView>
export const PackageList = z.object({ items: z.array(PackageView) })
export type PackageList = z.infer<typeof PackageList>

export const PURCHASE_STATUSES = [
  'pending',
  'awaiting_payment',
  'credited',
  'expired',
  'failed',
  'review',
  'refused',
] as const

export const FAILURE_REASONS = [
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
  'bank_payment_failed',
  'checkout_expired',
  'checkout_refused',
  'cancelled',
] as const
export type FailureReason = (typeof FAILURE_REASONS)[number]

export const PurchaseView = z.object({
  purchaseId: PurchaseId,
  status: z.enum(PURCHASE_STATUSES),
  checkoutUrl: z.string().nullable().describe('Where to pay, while it can be paid'),
  tokens: amount,
  bonusTokens: bonus,
  priceUsdCents: UsdCents,
  packageId: PackageId.describe('May be off sale by now'),
  packageName: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  creditedAt: Instant.nullable(),
  failureReason: z
    .enum(FAILURE_REASONS)
    .nullable()
    .describe('Why it was not paid, or the last attempt failed; `checkoutUrl` can still be paid'),
  takenBack: z.enum(['none', 'partial', 'full']),
  takenBackBy: z
    .enum(['refund', 'dispute', 'both'])
    .nullable()
    .describe('How its payment went back; null while tokens are not taken back'),
  card: z
    .object({ brand: z.string(), last4: z.string() })
    .nullable()
    .describe('Only in the answer for one purchase'),
})
export type PurchaseView = z.infer<typeof PurchaseView>
export const PurchaseList = pageOf(PurchaseView)
export type PurchaseList = z.infer<typeof PurchaseList>

export const PurchaseRequest = z.strictObject({ packageId: PackageId })
const PurchaseParams = z.object({ id: PurchaseId })
export const PurchaseQuery = z.strictObject({
  status: z.enum(PURCHASE_STATUSES).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: Cursor.optional(),
})

export const AdminPackage = PackageView.extend({
  stripePriceId: z.string().regex(/^price_[A-Za-z0-9_]{1,120}$/),
  isActive: z.boolean(),
  outOfSync: z.boolean().describe('The Stripe Price no longer agrees; not sold until it does'),
  createdAt: Instant,
})
export type AdminPackage = z.infer<typeof AdminPackage>
export const AdminPackageList = z.object({ items: z.array(AdminPackage) })
export const PLACE_MAX = 10_000
export const SavePackage = z.strictObject({
  id: PackageId.optional().describe('Of the package to update, or wanted for a new one'),
  name: z.string().trim().min(1).max(80),
  tokens: amount,
  bonusTokens: bonus.default(NO_TOKENS),
  priceUsdCents: UsdCents,
  stripePriceId: AdminPackage.shape.stripePriceId,
  isActive: z
    .boolean()
    .optional()
    .describe('Left out: it stays as it is, and a new one is for sale'),
  popular: z.boolean().default(false),
  sortOrder: z
    .int()
    .min(0)
    .max(PLACE_MAX)
    .optional()
    .describe('Left out: it keeps its place, and a new one comes last'),
})
export type SavePackage = z.infer<typeof SavePackage>

/** Why a Stripe Price doesn't fit its package: `misfit` of PRICE_MISMATCH. */
export const PRICE_MISFITS = ['missing', 'inactive', 'currency', 'flexible', 'amount'] as const
export type PriceMisfit = (typeof PRICE_MISFITS)[number]

export const WebhookAnswer = z.object({
  received: z.literal(true),
  outcome: z.enum(['done', 'ignored', 'queued']),
})

export const TOKEN_OPERATIONS = [
  {
    id: 'listPackages',
    method: 'GET',
    path: '/api/tokens/packages',
    summary: 'Token packages for sale',
    caller: 'all',
    limit: 'signedOut',
    status: 200,
    answer: PackageList,
    failures: [],
  },
  {
    id: 'startPurchase',
    method: 'POST',
    path: '/api/tokens/purchase',
    summary: 'Start buying a package; pay at `checkoutUrl`',
    caller: 'user',
    limit: 'purchase',
    body: PurchaseRequest,
    idempotencyKey: 'required',
    status: 201,
    answer: PurchaseView,
    failures: [
      'ACCOUNT_DISABLED',
      'PACKAGE_NOT_FOUND',
      'ACCOUNT_CLOSING',
      'PURCHASES_RESTRICTED',
      'SELF_EXCLUDED',
      'PACKAGE_INACTIVE',
      'OPEN_ORDERS_EXCEEDED',
      'LIMIT_EXCEEDED',
      'CHECKOUT_REFUSED',
      'PACKAGE_OUT_OF_SYNC',
      'PAYMENTS_UNAVAILABLE',
    ],
  },
  {
    id: 'listPurchases',
    method: 'GET',
    path: '/api/tokens/purchases',
    summary: 'Own purchases, newest first',
    caller: 'user',
    limit: 'reads',
    query: PurchaseQuery,
    status: 200,
    answer: PurchaseList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getPurchase',
    method: 'GET',
    path: '/api/tokens/purchases/{id}',
    summary: 'One own purchase',
    caller: 'user',
    limit: 'reads',
    params: PurchaseParams,
    status: 200,
    answer: PurchaseView,
    failures: ['PURCHASE_NOT_FOUND'],
  },
  {
    id: 'confirmPurchase',
    method: 'POST',
    path: '/api/tokens/purchases/{id}/confirm',
    summary: 'Ask Stripe now, and credit the tokens if it was paid',
    caller: 'user',
    limit: 'purchase',
    params: PurchaseParams,
    status: 200,
    answer: PurchaseView,
    failures: ['PURCHASE_NOT_FOUND', 'PAYMENTS_UNAVAILABLE'],
  },
  {
    id: 'cancelPurchase',
    method: 'POST',
    path: '/api/tokens/purchases/{id}/cancel',
    summary: 'Cancel a purchase that is not paid; one that was paid meanwhile is credited',
    caller: 'user',
    limit: 'purchase',
    params: PurchaseParams,
    status: 200,
    answer: PurchaseView,
    failures: ['PURCHASE_NOT_FOUND', 'PAYMENTS_UNAVAILABLE'],
  },
  {
    id: 'stripeWebhook',
    method: 'POST',
    path: '/api/webhooks/stripe',
    summary: "Stripe's events, signed",
    caller: 'stripe',
    limit: 'none',
    status: 200,
    answer: WebhookAnswer,
    failures: ['SIGNATURE_INVALID'],
  },
  {
    id: 'listAllPackages',
    method: 'GET',
    path: '/api/admin/tokens/packages',
    summary: 'All packages, for sale or not',
    caller: 'admin',
    limit: 'admin',
    status: 200,
    answer: AdminPackageList,
    failures: [],
  },
  {
    id: 'savePackage',
    method: 'POST',
    path: '/api/admin/tokens/packages',
    summary: 'Create a package, or update the one with this id',
    caller: 'admin',
    limit: 'admin',
    body: SavePackage,
    idempotencyKey: 'optional',
    status: 200,
    answer: AdminPackage,
    failures: ['ACCOUNT_DISABLED', 'PRICE_MISMATCH', 'PAYMENTS_UNAVAILABLE'],
  },
] as const satisfies readonly Operation[]

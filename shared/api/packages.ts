// The catalogue as admins keep it: the order of packages, and each beside its Price at Stripe.
import * as z from 'zod'
import { PACKAGES_MAX } from '../bounds.ts'
import { PackageId } from '../ids.ts'
import type { Operation } from './operation.ts'
import { AdminPackage, AdminPackageList, PRICE_MISFITS } from './tokens.ts'

export const PriceCheck = z.object({
  packageId: PackageId,
  stripePriceId: AdminPackage.shape.stripePriceId,
  price: z
    .object({
      cents: z.int().min(0).nullable().describe('null: it has no fixed amount'),
      currency: z.string().describe('Three small letters, as Stripe writes it'),
      active: z.boolean(),
    })
    .nullable()
    .describe('null: Stripe has no such Price'),
  misfit: z.enum(PRICE_MISFITS).nullable().describe('What has to be put right first; null: agrees'),
})
export type PriceCheck = z.infer<typeof PriceCheck>

export const PriceCheckList = z.object({
  items: z.array(PriceCheck),
  mode: z.enum(['test', 'live']).describe('Of Stripe, for links to its dashboard'),
  unchecked: z.int().min(0).describe('Packages past those that one request asks Stripe about'),
})
export type PriceCheckList = z.infer<typeof PriceCheckList>

export const PackageCase = z.object({
  package: AdminPackage,
  openOrders: z.int().min(0).describe('Payment pages for it that wait to be paid'),
  openOrdersArePartial: z.boolean().describe('There may be more'),
})
export type PackageCase = z.infer<typeof PackageCase>

export const OrderPackages = z.strictObject({
  ids: z
    .array(PackageId)
    .min(1)
    .max(PACKAGES_MAX)
    .refine((ids) => new Set(ids).size === ids.length, 'each once')
    .describe('First to last; packages that are left out follow in the order they had'),
})
export type OrderPackages = z.infer<typeof OrderPackages>

export const PACKAGE_OPERATIONS = [
  {
    id: 'getAnyPackage',
    method: 'GET',
    path: '/api/admin/tokens/packages/{id}',
    summary: 'One package, and how many people are about to pay for it',
    caller: 'admin',
    limit: 'admin',
    params: z.object({ id: PackageId }),
    status: 200,
    answer: PackageCase,
    failures: ['PACKAGE_NOT_FOUND'],
  },
  {
    id: 'checkPrices',
    method: 'GET',
    path: '/api/admin/tokens/package-prices',
    summary: 'Every package beside its Price, as Stripe has it now; those for sale first',
    caller: 'admin',
    limit: 'admin',
    status: 200,
    answer: PriceCheckList,
    failures: ['PAYMENTS_UNAVAILABLE'],
  },
  {
    id: 'orderPackages',
    method: 'PUT',
    path: '/api/admin/tokens/package-order',
    summary: 'Put packages into this order, for everybody who buys',
    caller: 'admin',
    limit: 'admin',
    body: OrderPackages,
    idempotencyKey: 'optional',
    status: 200,
    answer: AdminPackageList,
    failures: ['ACCOUNT_DISABLED', 'PACKAGE_NOT_FOUND'],
  },
] as const satisfies readonly Operation[]

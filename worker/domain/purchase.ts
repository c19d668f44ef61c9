// An order's life, money-rules 4: which step follows from what Stripe says. Pure.
import type { FailureReason, PriceMisfit } from '../../shared/api/tokens.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PackageId, PurchaseId, RefundId, SessionId, UserId } from '../../shared/ids.ts'
import type { Tokens, UsdCents } from '../../shared/tokens.ts'
import { restrictionAt } from './holds.ts'
import type { Micros, Wallet } from './ledger.ts'
import { notExcluded, purchaseWithin, today } from './limits.ts'
import type { DisputeStanding, Paid, Taken } from './reversal.ts'

export interface TokenPackage {
  readonly id: PackageId
  readonly name: string
  readonly tokens: Tokens
  readonly bonusTokens: Tokens
  readonly priceUsdCents: UsdCents
  readonly stripePriceId: string
  readonly stripeProductId: string
  readonly isActive: boolean
  readonly popular: boolean
  /** The Stripe Price changed under us: not sold until it agrees again. */
  readonly outOfSync: boolean
  readonly sortOrder: number
  readonly createdAt: Micros
}

export type OrderStatus =
  | 'creating'
  | 'pending'
  | 'awaiting_payment'
  | 'expired'
  | 'failed'
  | 'mismatch'
  | 'credited'
  | 'refused'

/** A purchase. The snapshot, and nothing Stripe says, decides what is granted. */
export interface Order {
  readonly id: PurchaseId
  readonly userId: UserId
  readonly packageId: PackageId
  readonly packageName: string
  readonly tokens: Tokens
  readonly bonusTokens: Tokens
  readonly priceUsdCents: UsdCents
  readonly stripePriceId: string
  readonly status: OrderStatus
  readonly requestHash: string
  /** The exact request to Stripe, sent again on doubt. */
  readonly checkoutRequest: string
  readonly sessionId: SessionId | null
  readonly checkoutUrl: string | null
  readonly paymentIntentId: string | null
  readonly failureReason: FailureReason | null
  readonly paid: Paid
  readonly taken: Taken
  /** Rows that took back or gave back. */
  readonly reversals: number
  /** How often Stripe was asked what became of the payment. */
  readonly looks: number
  readonly dispute: DisputeStanding
  /** What may still change, payments by intent and pages by session: when to look at each next. */
  readonly follow: Readonly<Record<string, Micros>>
  /** The refund that is under way through us: one at a time. */
  readonly refunding: RefundId | null
  readonly mismatch: string | null
  readonly createdAt: Micros
  readonly expiresAt: Micros
  readonly creditedAt: Micros | null
  /** When to ask Stripe next; null once nothing more can come. */
  readonly nextCheckAt: Micros | null
  readonly shard: number
  /** Sealed card brand, last four, name, receipt. */
  readonly private: string | null
  readonly cardFingerprint: string | null
}

/** What a price says to Stripe's own copy of it. */
export interface PriceFacts {
  readonly id: string
  readonly productId: string
  readonly cents: number | null
  readonly currency: string
  readonly active: boolean
}

export const OPEN_ORDERS_MAX = 3
const SECOND: Micros = 1_000_000
const MINUTE: Micros = 60 * SECOND
const HOUR: Micros = 60 * MINUTE
const DAY: Micros = 24 * HOUR
/** Stripe wants at least 30 minutes; a request sent again after 9 still has 31 left. */
export const CHECKOUT_MICROS: Micros = 40 * MINUTE
export const RESEND_MICROS_MAX: Micros = 9 * MINUTE

const RANK: Readonly<Record<OrderStatus, number>> = {
  creating: 0,
  pending: 1,
  awaiting_payment: 2,
  expired: 3,
  failed: 3,
  mismatch: 4,
  credited: 5,
  refused: 5,
}
export const rankOf = (order: Order): number => RANK[order.status]
/** No payment is expected any more; one that comes all the same is still credited. */
export const isClosed = (order: Order): boolean => rankOf(order) >= RANK.expired
/** Nothing but a person can move it any more. */
export const isSettled = (order: Order): boolean => rankOf(order) >= RANK.mismatch

/** Whether Stripe charges what the package says, under the very price that the package names. */
export function agrees(tokenPackage: Sold, price: PriceFacts | null): boolean {
  return misfitOf(tokenPackage, price) === null
}

type Sold = Pick<TokenPackage, 'priceUsdCents' | 'stripePriceId'>

/** The first thing that has to be put right. */
export function misfitOf(
  { priceUsdCents, stripePriceId }: Sold,
  price: PriceFacts | null,
): PriceMisfit | null {
  if (price?.id !== stripePriceId) return 'missing'
  if (!price.active) return 'inactive'
  if (price.currency !== 'usd') return 'currency'
  if (price.cents === null) return 'flexible'
  return price.cents === priceUsdCents ? null : 'amount'
}

/** Whether this person may buy at all. */
export function mayBuy(wallet: Wallet, now: Micros): Result<null> {
  if (wallet.state !== 'active') {
    return refuse('ACCOUNT_CLOSING', 'This account is being closed and takes no more purchases.')
  }
  const restriction = restrictionAt(wallet.holds, now)
  if (restriction === 'purchases' || restriction === 'all') {
    return refuse('PURCHASES_RESTRICTED', 'Contact support to have purchases allowed again.')
  }
  return notExcluded(wallet.limits, now)
}

/** Whether this person may order this package now; refusals in catalogue order. */
export function mayOrder(
  wallet: Wallet,
  tokenPackage: TokenPackage | null,
  price: PriceFacts | null,
  now: Micros,
): Result<TokenPackage> {
  if (!tokenPackage) return refuse('PACKAGE_NOT_FOUND', 'Choose one of the listed packages.')
  const buyer = mayBuy(wallet, now)
  if (!buyer.ok) return buyer
  if (!tokenPackage.isActive) {
    return refuse('PACKAGE_INACTIVE', 'Choose one of the listed packages.')
  }
  if (Object.keys(wallet.openOrders).length >= OPEN_ORDERS_MAX) {
    return refuse(
      'OPEN_ORDERS_EXCEEDED',
      `Pay or cancel one of your ${OPEN_ORDERS_MAX} open orders first.`,
    )
  }
  const cents = tokenPackage.priceUsdCents
  const within = purchaseWithin(wallet.limits, wallet.day, cents, openCentsOf(wallet), now)
  if (!within.ok) return within
  if (tokenPackage.outOfSync || !agrees(tokenPackage, price)) {
    return refuse('PACKAGE_OUT_OF_SYNC', 'The price of this package is being updated; try later.')
  }
  return ok(tokenPackage)
}

/** What may still be paid counts towards the own limit as if it were. */
export const openCentsOf = (wallet: Wallet): number =>
  Object.values(wallet.openOrders).reduce((sum, cents) => sum + cents, 0)

/** A purchase counts on the day it is credited, whatever the limits say by then. */
export function countPurchase(wallet: Wallet, cents: number, now: Micros): Wallet {
  const day = today(wallet.day, now)
  return { ...wallet, day: { ...day, purchasedCents: day.purchasedCents + cents } }
}

export function withOpenOrder(wallet: Wallet, order: Order): Wallet {
  return { ...wallet, openOrders: { ...wallet.openOrders, [order.id]: order.priceUsdCents } }
}

export function withoutOpenOrder(wallet: Wallet, id: PurchaseId): Wallet {
  const { [id]: _, ...openOrders } = wallet.openOrders
  return { ...wallet, openOrders }
}

/** Stripe is asked at 2, 10 and 30 minutes, then hourly, then daily. */
export function nextCheckAfter(createdAt: Micros, now: Micros): Micros {
  const age = now - createdAt
  const early = [2 * MINUTE, 10 * MINUTE, 30 * MINUTE].find((due) => due > age)
  if (early !== undefined) return createdAt + early
  const period = age < DAY ? HOUR : DAY
  return createdAt + 30 * MINUTE + (Math.floor((age - 30 * MINUTE) / period) + 1) * period
}

// How stored things look to API clients. Only what is named here gets out.
import type { LimitsView } from '../../shared/api/account.ts'
import type { PriceCheck } from '../../shared/api/packages.ts'
import type { AdminPackage, PackageView, PurchaseView } from '../../shared/api/tokens.ts'
import type {
  AccountName,
  BalanceView,
  TransactionStory,
  TransactionView,
} from '../../shared/api/wallet.ts'
import { toInstant, toInstantOrNull } from '../../shared/instant.ts'
import { addTokens, tokens } from '../../shared/tokens.ts'
import type { Account, TokenTransaction, Totals, Wallet } from '../domain/ledger.ts'
import type { Caps } from '../domain/limits.ts'
import type { Order, OrderStatus, TokenPackage } from '../domain/purchase.ts'
import type { CheckedPrice } from '../use-cases/check-prices.ts'
import type { LimitsNow } from '../use-cases/limits.ts'
import { takenBackBy, takenBackOf } from '../use-cases/read-purchases.ts'
import type { Story } from '../use-cases/read-story.ts'
import type { Barred } from '../use-cases/read-wallet.ts'

const STATUS: Readonly<Record<OrderStatus, PurchaseView['status']>> = {
  creating: 'pending',
  pending: 'pending',
  awaiting_payment: 'awaiting_payment',
  expired: 'expired',
  failed: 'failed',
  mismatch: 'review',
  credited: 'credited',
  refused: 'refused',
}

export function purchaseView(order: Order, card: PurchaseView['card'] = null): PurchaseView {
  const status = STATUS[order.status]
  const { checkoutUrl, failureReason } = order
  return {
    purchaseId: order.id,
    status,
    // Its owner gave it up: it may still be open at Stripe, but nobody is sent there any more.
    checkoutUrl: status === 'pending' && failureReason !== 'cancelled' ? checkoutUrl : null,
    tokens: order.tokens,
    bonusTokens: order.bonusTokens,
    priceUsdCents: order.priceUsdCents,
    packageId: order.packageId,
    packageName: order.packageName,
    createdAt: toInstant(order.createdAt),
    expiresAt: toInstant(order.expiresAt),
    creditedAt: toInstantOrNull(order.creditedAt),
    failureReason,
    takenBack: takenBackOf(order),
    takenBackBy: takenBackBy(order),
    card,
  }
}

/** As the first answer said it: a replay repeats that, whatever became of the order since. */
export function startedView(order: Order): PurchaseView {
  const { checkoutUrl } = order
  const untouched = { takenBack: 'none', takenBackBy: null } as const
  const then = { status: 'pending', failureReason: null, ...untouched } as const
  return { ...purchaseView(order), ...then, checkoutUrl, creditedAt: null }
}

export function balanceView(wallet: Wallet, barred: Barred): BalanceView {
  return {
    userId: wallet.userId,
    availableTokens: wallet.available,
    committedTokens: wallet.committed,
    totalTokens: addTokens(wallet.available, wallet.committed),
    owedTokens: wallet.owed,
    totalEarned: wallet.totalEarned,
    totalSpent: wallet.totalSpent,
    restriction: barred.restriction,
    excludedUntil: toInstantOrNull(barred.excludedUntil),
    closing: barred.closing,
    version: wallet.version,
    lastUpdated: wallet.lastUpdated === 0 ? null : toInstant(wallet.lastUpdated),
  }
}

export function transactionView(row: TokenTransaction): TransactionView {
  const { packageId, packageName, bonusTokens, predictionTitle, cause } = row.metadata
  const { commitmentId, position, oddsBps } = row.metadata
  return {
    id: row.id,
    type: row.type,
    amount: row.amount,
    balanceBefore: row.balanceBefore,
    balanceAfter: row.balanceAfter,
    committedAfter: row.after.committed,
    relatedId: row.relatedId,
    metadata: {
      ...(packageId !== undefined && { packageId }),
      ...(packageName !== undefined && { packageName }),
      ...(bonusTokens !== undefined && { bonusTokens: tokens(bonusTokens) }),
      ...(predictionTitle !== undefined && { predictionTitle }),
      ...(commitmentId !== undefined && { commitmentId }),
      ...(position !== undefined && { position }),
      ...(oddsBps !== undefined && { oddsBps }),
      ...(cause !== undefined && { cause }),
    },
    seq: row.seq,
    timestamp: toInstant(row.timestamp),
    status: 'completed',
  }
}

export function storyView({ row, older, newer }: Story): TransactionStory {
  const { after, deltas } = row
  const before = {
    available: row.balanceBefore,
    committed: tokens(after.committed - deltas.dCommitted),
    owed: tokens(after.owed - deltas.dOwed),
  }
  return {
    ...transactionView(row),
    postings: postingViews(row),
    before: standing(before),
    after: standing(after),
    olderId: older?.id ?? null,
    newerId: newer?.id ?? null,
  }
}

export const postingViews = ({ postings }: TokenTransaction): TransactionStory['postings'] =>
  postings.map(({ from, to, amount }) => ({
    from: accountName(from),
    to: accountName(to),
    amount,
  }))

export const standing = <T extends number>({ available, committed, owed }: Standing<T>) => ({
  availableTokens: available,
  committedTokens: committed,
  owedTokens: owed,
})
type Standing<T> = Readonly<Record<keyof Pick<Totals, 'available' | 'committed' | 'owed'>, T>>

const HOUSE: Readonly<Record<string, AccountName>> = {
  'world:stripe': 'stripe',
  'house:promo': 'promo',
  'house:book': 'book',
  'house:adjust': 'adjust',
}

/** A row has its person's accounts and the house's, nobody else's: no id needs to get out. */
function accountName(account: Account): AccountName {
  if (account.startsWith('debt:')) return 'owed'
  if (account.endsWith(':available')) return 'available'
  return account.endsWith(':committed') ? 'committed' : (HOUSE[account] as AccountName)
}

export function packageView(item: TokenPackage): PackageView {
  const { id, name, tokens, bonusTokens, priceUsdCents, popular, sortOrder } = item
  return { id, name, tokens, bonusTokens, priceUsdCents, popular, sortOrder }
}

export function adminPackageView(item: TokenPackage): AdminPackage {
  const { stripePriceId, isActive, outOfSync } = item
  const createdAt = toInstant(item.createdAt)
  return { ...packageView(item), stripePriceId, isActive, outOfSync, createdAt }
}

export function priceCheckView({ package: item, price, misfit }: CheckedPrice): PriceCheck {
  const { id: packageId, stripePriceId } = item
  const facts = price && { cents: price.cents, currency: price.currency, active: price.active }
  return { packageId, stripePriceId, price: facts, misfit }
}

export function limitsView(limits: LimitsNow): LimitsView {
  const { wished, excludedUntil } = limits
  return {
    ...capsView(limits),
    excludedUntil: toInstantOrNull(excludedUntil),
    wished: wished && { ...capsView(wished), startsAt: toInstant(wished.startsAt) },
    today: {
      purchasedUsdCents: limits.purchasedCents,
      committedTokens: limits.committedTokens,
    },
  }
}

const capsView = ({ purchaseCentsPerDay, commitTokensPerDay }: Caps) => ({
  purchaseUsdCentsPerDay: purchaseCentsPerDay,
  commitTokensPerDay,
})

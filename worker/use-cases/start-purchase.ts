// Starts buying a package: the order is durable before Stripe hears of it, money-rules 4.1.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { IdempotencyKey, PackageId, UserId } from '../../shared/ids.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { purchaseIdOf } from '../domain/keys.ts'
import { emptyWallet, shardOf, type Wallet } from '../domain/ledger.ts'
import {
  CHECKOUT_MICROS,
  mayBuy,
  mayOrder,
  nextCheckAfter,
  type Order,
  type PriceFacts,
  type TokenPackage,
  withOpenOrder,
} from '../domain/purchase.ts'
import { NOT_REVERSED } from '../domain/reversal.ts'
import { neverOpened } from '../domain/settlement.ts'
import { snapshotOf } from '../domain/snapshot.ts'
import type { Change, Decision, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { openCheckout } from './open-checkout.ts'

export interface StartPurchase {
  readonly userId: UserId
  readonly packageId: PackageId
  readonly key: IdempotencyKey
  /** Origin of the app: Stripe sends the person back there. */
  readonly returnTo: string
}
export interface Started {
  readonly order: Order
  readonly replayed: boolean
}
type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

/** Refuses as `mayOrder`, IDEMPOTENCY_KEY_REUSED, CHECKOUT_REFUSED. Throws PAYMENTS_UNAVAILABLE. */
export async function startPurchase(s: Needs, input: StartPurchase): Promise<Result<Started>> {
  const id = purchaseIdOf(s.hash.sha256, input.userId, input.key)
  const requestHash = s.hash.sha256(canonicalJson({ packageId: input.packageId }))
  const known = await s.store.read({
    order: { kind: 'order', id },
    tokenPackage: { kind: 'package', id: input.packageId },
    wallet: { kind: 'wallet', id: input.userId },
  })
  if (known.order) return replay(s, known.order, known.wallet, requestHash)

  const price = known.tokenPackage ? await s.payments.price(known.tokenPackage.stripePriceId) : null
  const placed = await placeOrder(s, input, { id, requestHash, price })
  if (!placed.ok) return placed
  if (placed.value.replayed) return replay(s, placed.value.order, null, requestHash)
  const opened = await openCheckout(s, placed.value.order)
  return opened.ok ? ok({ order: opened.value, replayed: false }) : opened
}

/** The first answer again; an order whose session is still unknown goes on where it stopped. */
async function replay(
  s: Needs,
  order: Order,
  wallet: Wallet | null,
  requestHash: string,
): Promise<Result<Started>> {
  if (order.requestHash !== requestHash) {
    return refuse('IDEMPOTENCY_KEY_REUSED', 'Send a new Idempotency-Key for another package.')
  }
  if (neverOpened(order)) {
    return refuse('CHECKOUT_REFUSED', 'Start again with a new Idempotency-Key.')
  }
  if (order.status !== 'creating') return ok({ order, replayed: true })
  // No new payment page for somebody who may not buy any more.
  const buyer = wallet ? mayBuy(wallet, nowMicros(s.clock)) : ok(null)
  if (!buyer.ok) return buyer
  const opened = await openCheckout(s, order)
  return opened.ok ? ok({ order: opened.value, replayed: true }) : opened
}

interface Placing {
  readonly id: Order['id']
  readonly requestHash: string
  readonly price: PriceFacts | null
}

/** One guarded commit: the order and the wallet's slot for it (and the wallet, if new). */
function placeOrder(s: Needs, input: StartPurchase, placing: Placing): Promise<Result<Started>> {
  const { userId } = input
  const refs = {
    order: { kind: 'order', id: placing.id },
    wallet: { kind: 'wallet', id: userId },
    tokenPackage: { kind: 'package', id: input.packageId },
    dataKey: { kind: 'dataKey', id: userId },
  } as const
  return s.store.atomically(refs, (seen): Decision<Result<Started>> => {
    if (seen.order) return { answer: ok({ order: seen.order, replayed: true }), changes: [] }
    const wallet = seen.wallet ?? emptyWallet(userId)
    const allowed = mayOrder(wallet, seen.tokenPackage, placing.price, nowMicros(s.clock))
    if (!allowed.ok) return { answer: allowed, changes: [] }
    // From here on the commit must succeed.
    const order = draftOrder(s, input, placing, allowed.value)
    const changes: Change[] = [
      { ref: refs.order, value: order },
      { ref: refs.wallet, value: withOpenOrder(wallet, order) },
    ]
    // The key that seals this person's card details exists before there are any.
    if (!seen.dataKey) changes.push({ ref: refs.dataKey, value: s.vault.newKey(userId) })
    return { answer: ok({ order, replayed: false }), changes }
  })
}

function draftOrder(
  s: Needs,
  input: StartPurchase,
  placing: Placing,
  tokenPackage: TokenPackage,
): Order {
  const createdAt = nowMicros(s.clock)
  const order: Order = {
    id: placing.id,
    userId: input.userId,
    packageId: tokenPackage.id,
    packageName: tokenPackage.name,
    tokens: tokenPackage.tokens,
    bonusTokens: tokenPackage.bonusTokens,
    priceUsdCents: tokenPackage.priceUsdCents,
    stripePriceId: tokenPackage.stripePriceId,
    status: 'creating',
    requestHash: placing.requestHash,
    checkoutRequest: '',
    sessionId: null,
    checkoutUrl: null,
    paymentIntentId: null,
    failureReason: null,
    ...NOT_REVERSED,
    mismatch: null,
    createdAt,
    expiresAt: createdAt + CHECKOUT_MICROS,
    creditedAt: null,
    nextCheckAt: nextCheckAfter(createdAt, createdAt),
    shard: shardOf(placing.id, s.hash.sha256),
    private: null,
    cardFingerprint: null,
  }
  const snapshot = snapshotOf(order, s.hash.sha256)
  const checkoutRequest = s.payments.draftCheckout(order, input.returnTo, snapshot)
  return { ...order, checkoutRequest }
}

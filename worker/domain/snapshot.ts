// What an order granted is to be the same as when it was made. Its hash goes to Stripe with the
// session, where nobody changes it who can change our database. Pure.
import { canonicalJson } from './canonical.ts'
import type { Sha256 } from './ledger.ts'
import type { Order } from './purchase.ts'

/** Of all that never changes once the order was made, but the request that carries this. */
export function snapshotOf(order: Order, sha256: Sha256): string {
  const { id, userId, packageId, packageName, tokens, bonusTokens, priceUsdCents } = order
  const { stripePriceId, requestHash, createdAt, expiresAt, shard } = order
  const bought = { packageId, packageName, tokens, bonusTokens, priceUsdCents, stripePriceId }
  return sha256(canonicalJson([id, userId, bought, requestHash, createdAt, expiresAt, shard]))
}

/** As the order's own copy of the request says; null: it is from before it was sent along. */
export function snapshotSent({ checkoutRequest }: Order): string | null {
  const { metadata } = JSON.parse(checkoutRequest) as { metadata?: { snapshot?: string } }
  return metadata?.snapshot ?? null
}

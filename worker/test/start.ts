// For tests: a harness that ends with its test, and what most of them need first.

import Stripe from 'stripe'
import { onTestFinished } from 'vitest'
import { IdempotencyKey, PackageId } from '../../shared/ids.ts'
import { tokens, usdCents } from '../../shared/tokens.ts'
import type { TokenPackage } from '../domain/purchase.ts'
import { createHarness, type Harness, type HarnessOptions } from './harness.ts'

export { ADMIN, ALICE, BOB } from './people.ts'

export const RETURN_TO = 'http://localhost:8787'
export const keyOf = (text: string): IdempotencyKey => IdempotencyKey.parse(text)

export function startHarness(options?: HarnessOptions): Harness {
  const harness = createHarness(options)
  onTestFinished(() => harness.close())
  return harness
}

export interface Offer {
  readonly id?: string
  readonly tokens?: number
  readonly bonusTokens?: number
  readonly cents?: number
  /** What Stripe's Price costs, where it should differ. */
  readonly stripeCents?: number
  readonly isActive?: boolean
  readonly outOfSync?: boolean
}

/** Puts a package on sale: its Price at Stripe, its document in the store. */
export async function sell(harness: Harness, offer: Offer = {}): Promise<TokenPackage> {
  const { id = 'starter', tokens: count = 500, bonusTokens = 50, cents = 999 } = offer
  const price = await sdkFor(harness).prices.create({
    currency: 'usd',
    unit_amount: offer.stripeCents ?? cents,
    product_data: { name: id },
  })
  const value: TokenPackage = {
    id: PackageId.parse(id),
    name: 'Starter',
    tokens: tokens(count),
    bonusTokens: tokens(bonusTokens),
    priceUsdCents: usdCents(cents),
    stripePriceId: price.id,
    stripeProductId: typeof price.product === 'string' ? price.product : price.product.id,
    isActive: offer.isActive ?? true,
    popular: false,
    outOfSync: offer.outOfSync ?? false,
    sortOrder: 0,
    createdAt: harness.clock.now() * 1000,
  }
  await harness.services.store.atomically({}, () => ({
    answer: null,
    changes: [{ ref: { kind: 'package', id }, value }],
  }))
  return value
}

/** Stripe's own SDK against the stand-in, as somebody at the dashboard would use it. */
export function sdkFor({ stripe, stripeUrl, settings }: Harness): Stripe {
  const { hostname, port } = new URL(stripeUrl)
  const direct: typeof fetch = (input, init) => stripe.fetch(new Request(input, init))
  return new Stripe(settings.STRIPE_SECRET_KEY, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(direct),
  })
}

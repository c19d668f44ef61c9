// Three token packages and their Stripe Prices.
import Stripe from 'stripe'
import type { LocalSecrets } from './secrets.ts'
import { create, has } from './seed-documents.ts'

const PACKAGES = [
  { id: 'starter', name: 'Starter', tokens: 500, bonusTokens: 0, priceUsdCents: 499 },
  { id: 'popular', name: 'Favourite', tokens: 1000, bonusTokens: 100, priceUsdCents: 999 },
  { id: 'pro', name: 'Pro', tokens: 5000, bonusTokens: 0, priceUsdCents: 4499 },
] as const

export async function seedPackages(
  firestoreUrl: string,
  stripeUrl: string,
  secrets: LocalSecrets,
): Promise<void> {
  const { hostname, port } = new URL(stripeUrl)
  const stripe = new Stripe(secrets.stripeKey, { host: hostname, port, protocol: 'http' })
  for (const [sortOrder, demo] of PACKAGES.entries()) {
    if (await has(firestoreUrl, `packages/${demo.id}`)) continue
    const price = await stripe.prices.create(
      {
        currency: 'usd',
        unit_amount: demo.priceUsdCents,
        product_data: { name: `${demo.name}: ${demo.tokens + demo.bonusTokens} tokens` },
      },
      // The stack may have died between the price and the package.
      { idempotencyKey: `seed-${demo.id}` },
    )
    await create(firestoreUrl, {
      [`packages/${demo.id}`]: {
        ...demo,
        stripePriceId: price.id,
        stripeProductId: typeof price.product === 'string' ? price.product : price.product.id,
        isActive: true,
        popular: demo.id === 'popular',
        outOfSync: false,
        sortOrder,
        createdAt: new Date(),
      },
    })
  }
}

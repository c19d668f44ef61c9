// Every package beside its Price, as Stripe has it at this moment. Writes nothing: a Price that
// changed is noticed by its event, and by every purchase.
import type { PriceFacts, TokenPackage } from '../domain/purchase.ts'
import { misfitOf } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'

/** A request may make fifty calls. */
export const PRICE_CHECKS_MAX = 40

export interface CheckedPrice {
  readonly package: TokenPackage
  /** null: Stripe has no such Price. */
  readonly price: PriceFacts | null
  readonly misfit: ReturnType<typeof misfitOf>
}
export interface PriceChecks {
  readonly items: readonly CheckedPrice[]
  readonly unchecked: number
}

/** Those for sale first. Throws PAYMENTS_UNAVAILABLE. */
export async function checkPrices(s: Pick<Services, 'store' | 'payments'>): Promise<PriceChecks> {
  const all = await s.store.packages()
  const sold = all.filter(({ isActive }) => isActive)
  const asked = [...sold, ...all.filter(({ isActive }) => !isActive)].slice(0, PRICE_CHECKS_MAX)
  const ids = [...new Set(asked.map(({ stripePriceId }) => stripePriceId))]
  const prices = await Promise.all(ids.map((id) => s.payments.price(id)))
  const priceOf = new Map(ids.map((id, at) => [id, prices[at] ?? null]))
  const items = asked.map((each) => {
    const price = priceOf.get(each.stripePriceId) ?? null
    return { package: each, price, misfit: misfitOf(each, price) }
  })
  return { items, unchecked: all.length - asked.length }
}

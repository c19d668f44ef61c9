// Every package beside its Price, as Stripe has it at this moment. Writes nothing: a Price that
// changed is noticed by its event, and by every purchase.
import type { PriceFacts, TokenPackage } from '../domain/purchase.ts'
import { misfitOf } from '../domain/purchase.ts'
import type { Services } from '../ports.ts'

/** A request may make fifty calls, and a busy Stripe is asked again. */
export const PRICE_CHECKS_MAX = 20
/** Of the six connections a request may have open. */
const AT_ONCE_MAX = 5

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
  const priceOf = new Map<string, PriceFacts | null>()
  for (let start = 0; start < ids.length; start += AT_ONCE_MAX) {
    const some = ids.slice(start, start + AT_ONCE_MAX)
    await Promise.all(some.map(async (id) => priceOf.set(id, await s.payments.price(id))))
  }
  const items = asked.map((each) => {
    const price = priceOf.get(each.stripePriceId) ?? null
    return { package: each, price, misfit: misfitOf(each, price) }
  })
  return { items, unchecked: all.length - asked.length }
}

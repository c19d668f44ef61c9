// A purchase in each state that it can be in.
import { PackageId } from '../../shared/ids.ts'
import type { Order } from '../../worker/domain/purchase.ts'
import { must } from '../../worker/test/shop.ts'
import { keyOf } from '../../worker/test/start.ts'
import { startPurchase } from '../../worker/use-cases/start-purchase.ts'
import { buys, draftOrder, goesBack, put } from './deeds.ts'
import { ID, type Person } from './people.ts'
import type { Past } from './services.ts'

export type Purchases = Readonly<Record<string, string>>

const ELSEWHERE = 'https://checkout.stripe.com/c/pay/states'
const OPEN = { status: 'pending', checkoutUrl: ELSEWHERE } as const

const STATES: Readonly<Record<string, Partial<Order>>> = {
  creating: { status: 'creating', sessionId: null, checkoutUrl: null },
  declined: { ...OPEN, failureReason: 'card_declined' },
  noFunds: { ...OPEN, failureReason: 'insufficient_funds' },
  cancelling: { ...OPEN, failureReason: 'cancelled' },
  delayed: { status: 'awaiting_payment', checkoutUrl: null },
  cancelled: { status: 'expired', failureReason: 'cancelled' },
  expired: { status: 'expired', failureReason: 'checkout_expired' },
  failed: { status: 'failed', failureReason: 'bank_payment_failed' },
  review: { status: 'mismatch', mismatch: 'subtotal' },
  refused: { status: 'refused' },
}

/** Their paths by state. */
export async function makePurchases(past: Past, returnTo: string): Promise<Purchases> {
  const { services: s } = past
  const paths: Record<string, string> = {}
  const keep = (name: string, { id }: Order): void => {
    paths[name] = `/wallet/purchases/${id}`
  }
  let day = 20
  for (const [name, more] of Object.entries(STATES)) {
    past.daysAgo(more.status === 'creating' || more.checkoutUrl === ELSEWHERE ? 0.01 : day)
    day -= 1
    const order = draftOrder(s, ID.buyer, {}, more)
    await put(s, [{ ref: { kind: 'order', id: order.id }, value: order }])
    keep(name, order)
  }
  past.daysAgo(5)
  for (const [name, person] of [
    ['failed', 'bounced'],
    ['expired', 'paused'],
  ] as const) {
    const order = draftOrder(s, ID[person], {}, STATES[name])
    await put(s, [{ ref: { kind: 'order', id: order.id }, value: order }])
    keep(person, order)
  }
  keep('credited', await buys(s, ID.buyer))
  const part = await buys(s, ID.buyer)
  await goesBack(s, part, { refundedCents: 300 })
  keep('partlyTakenBack', part)
  const all = await buys(s, ID.buyer, { name: 'Starter' })
  await goesBack(s, all, { withdrawnCents: 999 })
  keep('takenBack', all)
  const won = await buys(s, ID.buyer, { name: 'Pro' })
  await goesBack(s, won, { withdrawnCents: 999 })
  await goesBack(s, won, {})
  past.daysAgo(0)
  // These are Stripe's too: whoever comes back from its page has it asked.
  keep('unpaid', await starts(past, returnTo, 'buyer', 'unpaid'))
  for (const key of ['one', 'two', 'three']) await starts(past, returnTo, 'waiting', key)
  await starts(past, returnTo, 'thrifty', 'filling')
  return paths
}

async function starts({ services }: Past, returnTo: string, who: Person, key: string) {
  const packageId = PackageId.parse('popular')
  const wish = { userId: ID[who], packageId, key: keyOf(`states-${key}`), returnTo }
  return must(await startPurchase(services, wish)).order
}

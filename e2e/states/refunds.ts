// Money that admins sent back, or could not: of purchases that were really paid at Stripe.
import { PackageId, RefundId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import type { Order } from '../../worker/domain/purchase.ts'
import { requested } from '../../worker/domain/refund.ts'
import { must } from '../../worker/test/shop.ts'
import { keyOf } from '../../worker/test/start.ts'
import { proposeAdjustment, rejectAdjustment } from '../../worker/use-cases/adjust-balance.ts'
import { quoteRefund, refundPurchase } from '../../worker/use-cases/refund-purchase.ts'
import { settleOrder } from '../../worker/use-cases/settle-order.ts'
import { startPurchase } from '../../worker/use-cases/start-purchase.ts'
import { commits, opens, put } from './deeds.ts'
import type { Purchases } from './orders.ts'
import { ID } from './people.ts'
import type { Past } from './services.ts'

const PAYS = '4242424242424242'
const PAYS_AND_DISPUTES = '4000000000000259'

/** Paths under /admin, by what is the matter. */
export async function makeRefunds(past: Past, returnTo: string): Promise<Purchases> {
  const { services: s } = past
  const buy = (key: string, card = PAYS) => pays(past, returnTo, key, card)
  const open = await buy('refund-open')
  const spent = await opens(s, 'prd-lantern', 'The lantern festival is held in the old town')
  await commits(s, ID.returning, spent, 'yes', 900)
  const part = await buy('refund-part')
  const sent = await refunds(past, part)
  const slow = await buy('refund-slow')
  const underWay = await isSending(past, slow)
  const disputed = await buy('refund-disputed', PAYS_AND_DISPUTES)
  return {
    refundable: `/purchases/${open.id}`,
    partlyRefunded: `/purchases/${part.id}`,
    refunding: `/purchases/${slow.id}`,
    disputed: `/purchases/${disputed.id}`,
    refundSent: `/refunds/${sent}`,
    refundUnderWay: `/refunds/${underWay}`,
    ...(await makeAdjustments(past)),
  }
}

async function pays({ services }: Past, returnTo: string, key: string, card: string) {
  const wish = { userId: ID.returning, packageId: PackageId.parse('popular'), returnTo }
  const { order } = must(await startPurchase(services, { ...wish, key: keyOf(key) }))
  const body = new URLSearchParams({ card_number: card })
  await fetch(order.checkoutUrl ?? '', { method: 'POST', body, redirect: 'manual' })
  return must(await settleOrder(services, order.id, ID.returning))
}

async function refunds({ services: s }: Past, { id }: Order) {
  const asked = { purchaseId: id, reason: 'requested_by_customer', text: 'Asked by mail.' } as const
  const wish = { ...asked, cents: 300 as Parameters<typeof quoteRefund>[1]['cents'] }
  const { quote } = must(await quoteRefund(s, wish))
  const input = { adminId: ID.boss, key: `states-${id}`, request: { ...wish, quote } }
  return must(await refundPurchase(s, input)).value.id
}

/** Stripe does not answer, and nobody asks it again. */
async function isSending({ services: s }: Past, order: Order) {
  const id = RefundId.parse(`rfd_${'5'.repeat(40)}`)
  const asked = { id, purchaseId: order.id, userId: ID.returning, paymentIntentId: null }
  const more = { cents: 999, reason: 'duplicate', private: null, requestedBy: ID.boss } as const
  const refund = requested({ ...asked, ...more, requestedAt: s.clock.now() * 1000 })
  await put(s, [{ ref: { kind: 'refund', id }, value: { ...refund, nextCheckAt: null } }])
  const ref = { kind: 'order', id: order.id } as const
  await s.store.atomically({ found: ref }, ({ found }) => {
    if (!found) throw new Error('the order is gone')
    return { answer: null, changes: [{ ref, value: { ...found, refunding: id } }] }
  })
  return id
}

async function makeAdjustments({ services: s }: Past): Promise<Purchases> {
  const propose = async (adminId: typeof ID.boss, direction: 'add' | 'take', count: number) => {
    const amount = tokens(count) as Parameters<typeof proposeAdjustment>[1]['request']['tokens']
    const asked = { userId: ID.returning, direction, tokens: amount, reason: 'goodwill' } as const
    const request = { ...asked, text: 'Two letters of theirs were never answered.' }
    const key = `states-${direction}-${adminId}`
    return must(await proposeAdjustment(s, { adminId, request, tokensMax: 1_000_000, key })).value
      .id
  }
  const others = await propose(ID.rival, 'take', 5_000)
  const own = await propose(ID.boss, 'add', 250)
  const old = await propose(ID.rival, 'add', 40)
  must(await rejectAdjustment(s, { adminId: ID.boss, id: old, reason: 'It was paid already.' }))
  return {
    adjustment: `/adjustments/${others}`,
    ownAdjustment: `/adjustments/${own}`,
    turnedDown: `/adjustments/${old}`,
  }
}

// Orders in review, in tests: paid, but not as they were ordered.
import type { ProposeRuling } from '../../shared/api/reviews.ts'
import { type RulingId, SessionId } from '../../shared/ids.ts'
import type { Order } from '../domain/purchase.ts'
import type { Ruling } from '../domain/ruling.ts'
import type { Services } from '../ports.ts'
import { handleEvent } from '../use-cases/receive-event.ts'
import { approveRuling, proposeRuling, rejectRuling } from '../use-cases/rule-order.ts'
import type { Harness } from './harness.ts'
import { ADMIN, ADMIN2 } from './people.ts'
import { COMPLETED, eventOf, must, order, orderNow, startPaid } from './shop.ts'
import { RETURN_TO, sdkFor, startHarness } from './start.ts'

/** Somebody pays for the order by a session that we did not make; nobody here has heard of it. */
export async function payElsewhere(harness: Harness, { id, stripePriceId }: Order) {
  const made = await sdkFor(harness).checkout.sessions.create({
    mode: 'payment',
    client_reference_id: id,
    line_items: [{ price: stripePriceId, quantity: 1 }],
    metadata: { purchaseId: id },
    payment_intent_data: { metadata: { purchaseId: id } },
    success_url: RETURN_TO,
  })
  await harness.pay(made.url)
  return SessionId.parse(made.id)
}

/** An order in review, and who decides about it; its own page may be paid, and nobody told. */
export async function startReview(more?: 'own page paid') {
  const harness = startHarness()
  const s = harness.services
  const placed = await order(harness)
  const sessionId = await payElsewhere(harness, placed)
  if (more) {
    harness.stripe.setWebhook(undefined)
    await harness.pay(placed.checkoutUrl)
    await handleEvent(s, eventOf(COMPLETED, sessionId))
  } else await harness.webhooks()
  return { harness, s, placed, sessionId, ...decidingOn(harness, placed, sessionId) }
}

/** Its own page was paid too; the other payment is heard of first. */
export async function startTwice() {
  const { harness, s, placed } = await startPaid()
  const other = await payElsewhere(harness, placed)
  await handleEvent(s, eventOf(COMPLETED, other))
  await harness.webhooks()
  return { harness, s, placed, other, ...decidingOn(harness, placed, other) }
}

export const TURNED_DOWN = 'It was paid otherwise.'

export function decidingOn(harness: Harness, placed: Order, sessionId: SessionId) {
  const s = harness.services
  const wish = (more: Partial<ProposeRuling> = {}): ProposeRuling => ({
    purchaseId: placed.id,
    sessionId,
    verdict: 'release',
    reason: 'verified',
    text: 'Mrs Quill paid by the link of last week.',
    ...more,
  })
  const propose = (more: Partial<ProposeRuling> = {}, key = 'key-1', adminId = ADMIN) =>
    proposeRuling(s, { adminId, request: wish(more), key })
  return {
    wish,
    propose,
    proposed: async (more: Partial<ProposeRuling> = {}): Promise<Ruling> =>
      must(await propose(more, JSON.stringify(more))).value,
    approve: (id: RulingId, adminId = ADMIN2, by: Services = s, key?: string) =>
      approveRuling(by, { adminId, id, key }),
    reject: (id: RulingId, adminId = ADMIN2, by: Services = s) =>
      rejectRuling(by, { adminId, id, reason: TURNED_DOWN }),
    now: () => orderNow(s, placed),
    /** At Stripe's dashboard. */
    refund: async (amount?: number, of = sessionId) => {
      const session = await sdkFor(harness).checkout.sessions.retrieve(of)
      const payment_intent = `${session.payment_intent}`
      return sdkFor(harness).refunds.create({ payment_intent, ...(amount && { amount }) })
    },
  }
}

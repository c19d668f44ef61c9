// Stripe's events, money-rules 5: done inline, durably queued, or refused so that Stripe retries.
import { reasonOf } from '../../shared/failure.ts'
import { PurchaseId, SessionId, type UserId, UserId as UserIdSchema } from '../../shared/ids.ts'
import type { CheckoutSession, EventRecord, PaymentEvent, Services } from '../ports.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'
import { recheckPrices } from './recheck-prices.ts'
import { settleOrder } from './settle-order.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'queue' | 'vault' | 'hash' | 'clock' | 'log'>
export type EventOutcome = EventRecord['outcome']

/** What each event makes us do; a type that is not here is not ours to act on. */
const ACTIONS: Readonly<Record<string, 'session' | 'declined' | 'prices' | 'later' | 'never'>> = {
  'checkout.session.completed': 'session',
  'checkout.session.async_payment_succeeded': 'session',
  'checkout.session.async_payment_failed': 'session',
  'checkout.session.expired': 'session',
  'payment_intent.payment_failed': 'declined',
  'price.updated': 'prices',
  'price.deleted': 'prices',
  'product.updated': 'prices',
  'product.deleted': 'prices',
  'charge.refunded': 'later',
  'refund.created': 'later',
  'refund.updated': 'later',
  'refund.failed': 'later',
  'charge.dispute.created': 'later',
  'charge.dispute.closed': 'later',
  'charge.dispute.funds_withdrawn': 'later',
  'charge.dispute.funds_reinstated': 'later',
  'radar.early_fraud_warning.created': 'later',
  'payment_intent.succeeded': 'never',
  'charge.succeeded': 'never',
}
const KEPT_DAYS = 90
const DAY_MICROS = 86_400_000_000

/** Throws an Outage only when the event is neither done nor queued: the door answers 500 then. */
export async function receiveEvent(
  s: Needs,
  event: PaymentEvent,
): Promise<EventOutcome | 'queued'> {
  try {
    return await handleEvent(s, event)
  } catch (cause) {
    // Even what looks final is tried again from the queue, and parked there: a paid event that met
    // a bug must not be lost with it.
    s.log.warn('event_queued', { eventId: event.id, type: event.type, reason: reasonOf(cause) })
    await s.queue.send([{ v: 1, kind: 'event', event }])
    return 'queued'
  }
}

/** Safe to call twice, in any order, concurrently. Throws Outage when it should be tried again. */
export async function handleEvent(s: Needs, event: PaymentEvent): Promise<EventOutcome> {
  switch (ACTIONS[event.type]) {
    case 'session':
      return handleSession(s, event)
    case 'declined':
      return handleDecline(s, event)
    case 'prices':
      await recheckPrices(s, event.objectId)
      return 'done'
    case 'later':
      return keepForReplay(s, event)
    case 'never':
      return 'ignored'
    default:
      s.log.info('event_ignored', { eventId: event.id, type: event.type, reason: 'type' })
      return 'ignored'
  }
}

async function handleSession(s: Needs, event: PaymentEvent): Promise<EventOutcome> {
  const sessionId = SessionId.safeParse(event.objectId)
  const session = sessionId.success ? await s.payments.session(sessionId.data) : null
  const purchaseId = PurchaseId.safeParse(session?.clientReferenceId)
  if (!session || !purchaseId.success) return foreign(s, event)
  const userId = await ownerOf(s, session, purchaseId.data)
  const order = userId
    ? await fulfilPurchase(s, {
        purchaseId: purchaseId.data,
        session,
        userId,
        event: recordOf(event, 'done'),
      })
    : null
  return order ? 'done' : foreign(s, event)
}

/** The hint saves a call; without it the order says whose it is. */
async function ownerOf(
  s: Needs,
  session: CheckoutSession,
  id: PurchaseId,
): Promise<UserId | undefined> {
  const hint = UserIdSchema.safeParse(session.userIdHint)
  if (hint.success) return hint.data
  const { order } = await s.store.read({ order: { kind: 'order', id } })
  return order?.userId
}

async function handleDecline(s: Needs, event: PaymentEvent): Promise<EventOutcome> {
  const hint = await s.payments.paymentOf('intent', event.objectId)
  const purchaseId = PurchaseId.safeParse(hint?.purchaseId)
  if (!purchaseId.success) return foreign(s, event)
  const settled = await settleOrder(s, purchaseId.data)
  return settled.ok ? 'done' : foreign(s, event)
}

/** Paid to somebody else's integration on the same Stripe account. */
function foreign(s: Needs, event: PaymentEvent): 'ignored' {
  s.log.info('event_ignored', { eventId: event.id, type: event.type, reason: 'not_ours' })
  return 'ignored'
}

async function keepForReplay(s: Needs, event: PaymentEvent): Promise<EventOutcome> {
  const value = recordOf(event, 'unhandled')
  const ref = { kind: 'event', id: event.id } as const
  await s.store.atomically({}, () => ({ answer: null, changes: [{ ref, value }] }))
  return 'unhandled'
}

function recordOf(event: PaymentEvent, outcome: EventOutcome): EventRecord {
  // From the event's own time, so that each delivery writes the same document.
  const expiresAt = outcome === 'unhandled' ? null : event.createdAt + KEPT_DAYS * DAY_MICROS
  return { ...event, outcome, expiresAt }
}

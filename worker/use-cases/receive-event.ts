// Stripe's events, money-rules 5: done inline, durably queued, or refused so that Stripe retries.
import { reasonOf } from '../../shared/failure.ts'
import { PurchaseId, SessionId, type UserId, UserId as UserIdSchema } from '../../shared/ids.ts'
import type { CheckoutSession, EventRecord, PaymentEvent, PaymentPart, Services } from '../ports.ts'
import { alignPurchase } from './align-purchase.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'
import { heedFraudWarning } from './heed-warning.ts'
import { recheckPrices } from './recheck-prices.ts'
import { settleOrder } from './settle-order.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'queue' | 'vault' | 'hash' | 'clock' | 'log'>
export type EventOutcome = Exclude<EventRecord['outcome'], 'unhandled' | 'parked'>

type Action = 'session' | 'declined' | 'prices' | 'never' | { readonly of: ReversalPart }
type ReversalPart = Exclude<PaymentPart, 'intent'>

const REFUND: Action = { of: 'refund' }
const DISPUTE: Action = { of: 'dispute' }

/** What each event makes us do; a type that is not here is not ours to act on. */
const ACTIONS: Readonly<Record<string, Action>> = {
  'checkout.session.completed': 'session',
  'checkout.session.async_payment_succeeded': 'session',
  'checkout.session.async_payment_failed': 'session',
  'checkout.session.expired': 'session',
  'payment_intent.payment_failed': 'declined',
  'price.updated': 'prices',
  'price.deleted': 'prices',
  'product.updated': 'prices',
  'product.deleted': 'prices',
  'charge.refunded': { of: 'charge' },
  'refund.created': REFUND,
  'refund.updated': REFUND,
  'refund.failed': REFUND,
  'charge.dispute.created': DISPUTE,
  'charge.dispute.updated': DISPUTE,
  'charge.dispute.closed': DISPUTE,
  'charge.dispute.funds_withdrawn': DISPUTE,
  'charge.dispute.funds_reinstated': DISPUTE,
  'radar.early_fraud_warning.created': { of: 'warning' },
  'payment_intent.succeeded': 'never',
  'charge.succeeded': 'never',
}
export const KEPT_DAYS = 90
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
  const action = ACTIONS[event.type]
  if (typeof action === 'object') return handleReversal(s, event, action.of)
  switch (action) {
    case 'session':
      return handleSession(s, event)
    case 'declined':
      return handleDecline(s, event)
    case 'prices':
      await recheckPrices(s, event.objectId)
      return 'done'
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
        event: recordOf(event, 'done', purchaseId.data),
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

async function handleReversal(
  s: Needs,
  event: PaymentEvent,
  part: ReversalPart,
): Promise<EventOutcome> {
  const hint = await s.payments.paymentOf(part, event.objectId)
  const id = PurchaseId.safeParse(hint?.purchaseId)
  if (!hint || !id.success) return foreign(s, event)
  const told = {
    purchaseId: id.data,
    intentId: hint.intentId,
    event: recordOf(event, 'done', id.data),
  }
  const isOurs =
    part === 'warning'
      ? await heedFraudWarning(s, { ...told, id: event.objectId })
      : (await alignPurchase(s, told)) !== null
  return isOurs ? 'done' : foreign(s, event)
}

/**
 * From the queue. What came of it is recorded, or it would be found again for ever: one that an
 * older version kept, and one of Stripe's lists that is not ours.
 */
export async function handleQueuedEvent(s: Needs, event: PaymentEvent): Promise<void> {
  const outcome = await handleEvent(s, event)
  const ref = { kind: 'event', id: event.id } as const
  await s.store.atomically({ kept: ref }, ({ kept }) => {
    const isOver = kept?.outcome === 'done' || kept?.outcome === 'ignored'
    const value = recordOf(event, outcome, null)
    return { answer: null, changes: isOver ? [] : [{ ref, value }] }
  })
}

function recordOf(
  event: PaymentEvent,
  outcome: EventOutcome,
  purchaseId: PurchaseId | null,
): EventRecord {
  // From the event's own time, so that each delivery writes the same document.
  return { ...event, outcome, purchaseId, expiresAt: event.createdAt + KEPT_DAYS * DAY_MICROS }
}

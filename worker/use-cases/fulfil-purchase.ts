// What follows from a session. Whoever calls it, and however often, an order is credited once; one
// that doesn't fit waits for people.
import type { UserId } from '../../shared/ids.ts'
import { isClosed, type Order, withoutOpenOrder } from '../domain/purchase.ts'
import { advance, type Here, judge, type Verdict } from '../domain/settlement.ts'
import type { Change, CheckoutSession, EventRecord, Seen, Services } from '../ports.ts'
import {
  caseOf,
  type Granted,
  type GrantRefs,
  grant,
  grantRefs,
  type Payment,
} from './grant-purchase.ts'
import { nowMicros } from './now.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

export interface Fulfilment extends Payment {
  /** Recorded in the same commit. */
  readonly event?: EventRecord
}
type Fulfilled =
  | { readonly order: Order; readonly verdict: Verdict }
  | { readonly order: null }
  | { readonly owner: UserId }

/**
 * Null = no such order: a session of someone else. Two calls to the store when it credits. Throws
 * PAYMENTS_UNAVAILABLE when a mismatch is recorded but the order's own page could not be closed.
 */
export async function fulfilPurchase(s: Needs, input: Fulfilment): Promise<Order | null> {
  const done = await s.store.atomically(grantRefs(input), (seen) => decide(s, input, seen))
  if ('owner' in done) return fulfilPurchase(s, { ...input, userId: done.owner })
  if (!done.order) return null
  report(s, done.order, done.verdict)
  await closeOwnPage(s, done.order, input.session)
  return done.order
}

/**
 * After a mismatch nobody should be able to pay the order's own page as well. Asked for at every
 * delivery of the other payment, so that a lost attempt is made up for.
 */
async function closeOwnPage(s: Needs, order: Order, paid: CheckoutSession): Promise<void> {
  const own = order.status === 'mismatch' && paid.paid ? order.sessionId : null
  if (own !== null && own !== paid.id) await s.payments.expire(own)
}

function decide(
  s: Needs,
  input: Fulfilment,
  seen: Seen<GrantRefs>,
): { answer: Fulfilled; changes: Change[] } {
  const { order, row } = seen
  if (!order) return { answer: { order: null }, changes: [] }
  if (order.userId !== input.userId) return { answer: { owner: order.userId }, changes: [] }
  const verdict = judge(order, input.session, hereOf(s))
  if (row || verdict.kind === 'nothing') {
    return { answer: { order, verdict: { kind: 'nothing' } }, changes: [] }
  }
  const next =
    verdict.kind === 'credit' ? grant(s, input, seen, order) : step(s, input, seen, order)
  const event = input.event
  const changes: Change[] = event
    ? [...next.changes, { ref: { kind: 'event', id: event.id }, value: event }]
    : next.changes
  // A mismatch is told once; after that its flag speaks.
  const told = verdict.kind === 'mismatch' && seen.flag !== null
  const news: Verdict = told ? { kind: 'nothing' } : verdict
  return { answer: { order: next.order, verdict: news }, changes }
}

const hereOf = (s: Needs): Here => ({ livemode: s.payments.livemode, sha256: s.hash.sha256 })

function step(s: Needs, input: Fulfilment, seen: Seen<GrantRefs>, order: Order): Granted {
  const refs = grantRefs(input)
  const verdict = judge(order, input.session, hereOf(s))
  const next = advance(order, verdict, input.session, nowMicros(s.clock))
  const changes: Change[] = [{ ref: refs.order, value: next }]
  const { wallet } = seen
  if (wallet && isClosed(next)) {
    changes.push({ ref: refs.wallet, value: withoutOpenOrder(wallet, order.id) })
  }
  if (verdict.kind === 'mismatch') changes.push(...caseOf(s, input, seen, order, verdict.reason))
  return { order: next, changes }
}

function report(s: Needs, order: Order, verdict: Verdict): void {
  const fields = { purchaseId: order.id, sessionId: order.sessionId, status: order.status }
  if (verdict.kind === 'mismatch') {
    s.log.error('purchase_mismatch', { ...fields, reason: verdict.reason })
  } else if (verdict.kind !== 'nothing') {
    s.log.info('purchase_moved', fields)
  }
}

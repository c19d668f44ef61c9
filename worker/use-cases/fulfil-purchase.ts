// The only granter of purchased tokens. Whoever calls it, and however often, an order is credited
// once, from its own snapshot, in one commit with its ledger row.
import type { PurchaseId, UserId } from '../../shared/ids.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { openFlag } from '../domain/flag.ts'
import { purchaseRowId } from '../domain/keys.ts'
import { append, emptyWallet, type Micros, type Wallet } from '../domain/ledger.ts'
import { countPurchase, isClosed, type Order, withoutOpenOrder } from '../domain/purchase.ts'
import { NOT_REVERSED, reversalOf } from '../domain/reversal.ts'
import {
  advance,
  credited,
  creditHashOf,
  creditMovement,
  judge,
  type Verdict,
} from '../domain/settlement.ts'
import type {
  Change,
  CheckoutSession,
  EventRecord,
  Ref,
  Seen,
  Services,
  WrappedKey,
} from '../ports.ts'
import { nowMicros } from './now.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

export interface Fulfilment {
  readonly purchaseId: PurchaseId
  /** Fetched from Stripe just now: events are only hints. */
  readonly session: CheckoutSession
  /** Whose wallet to read in the same call; checked against the order. */
  readonly userId: UserId
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
  const done = await s.store.atomically(refsOf(input), (seen) => decide(s, input, seen))
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

function refsOf({ purchaseId, session, userId }: Fulfilment) {
  return {
    order: { kind: 'order', id: purchaseId },
    wallet: { kind: 'wallet', id: userId },
    row: { kind: 'row', id: purchaseRowId(session.id) },
    dataKey: { kind: 'dataKey', id: userId },
    // One a payment: a second one is a second problem.
    flag: { kind: 'flag', id: `order_${purchaseId}_${session.id}` },
  } as const satisfies Record<string, Ref>
}
type Refs = ReturnType<typeof refsOf>

function decide(
  s: Needs,
  input: Fulfilment,
  seen: Seen<Refs>,
): { answer: Fulfilled; changes: Change[] } {
  const { order, row } = seen
  if (!order) return { answer: { order: null }, changes: [] }
  if (order.userId !== input.userId) return { answer: { owner: order.userId }, changes: [] }
  const verdict = judge(order, input.session, s.payments.livemode)
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

interface Next {
  readonly order: Order
  readonly changes: Change[]
}

/** Row, balance, order and sealed card details: all of it or nothing. */
function grant(s: Needs, input: Fulfilment, seen: Seen<Refs>, order: Order): Next {
  const refs = refsOf(input)
  const { session } = input
  const now = nowMicros(s.clock)
  const before = withoutOpenOrder(seen.wallet ?? emptyWallet(order.userId), order.id)
  const wallet = countPurchase(before, order.priceUsdCents, now)
  const requestHash = creditHashOf(order, session, s.hash.sha256)
  const movement = creditMovement(order, session.id, requestHash)
  const booked = append(wallet, movement, now, s.hash.sha256)
  const dataKey = seen.dataKey ?? s.vault.newKey(order.userId)
  const paid: Order = {
    ...credited(order, session, booked.row.timestamp),
    private: sealed(s, dataKey, input),
    cardFingerprint: session.cardFingerprint && s.vault.fingerprint(session.cardFingerprint),
  }
  const after = withReversal(s, paid, booked.wallet, now)
  const changes: Change[] = [
    { ref: refs.row, value: booked.row },
    { ref: refs.wallet, value: after.wallet },
    { ref: refs.order, value: after.order },
    ...after.changes,
  ]
  if (!seen.dataKey) changes.push({ ref: refs.dataKey, value: dataKey })
  // Booked because it was paid; a person decides about the refund.
  if (wallet.state !== 'active') changes.push(...flag(s, input, seen, order, 'account_closed'))
  return { order: after.order, changes }
}

/** What went back before it was granted is taken back in the same commit, by a second row. */
function withReversal(s: Needs, order: Order, wallet: Wallet, now: Micros) {
  const requestHash = s.hash.sha256(canonicalJson([order.id, order.looks, order.paid]))
  const reversal = reversalOf(order, NOT_REVERSED.paid, requestHash)
  if (!reversal) return { order, wallet, changes: [] }
  const booked = append(wallet, reversal.movement, now, s.hash.sha256)
  const ref = { kind: 'row', id: booked.row.id } as const
  return { ...reversal, wallet: booked.wallet, changes: [{ ref, value: booked.row }] }
}

/** A key that can't seal costs the card details, never the tokens. */
function sealed(s: Needs, dataKey: WrappedKey, { purchaseId, session }: Fulfilment): string | null {
  try {
    return s.vault.seal(dataKey, privatePlaceOf(purchaseId), session.personal)
  } catch (error) {
    s.log.error('sealing_failed', { purchaseId, error })
    return null
  }
}

export const privatePlaceOf = (id: PurchaseId): string => `purchases/${id}/private`

function step(s: Needs, input: Fulfilment, seen: Seen<Refs>, order: Order): Next {
  const refs = refsOf(input)
  const verdict = judge(order, input.session, s.payments.livemode)
  const next = advance(order, verdict, input.session, nowMicros(s.clock))
  const changes: Change[] = [{ ref: refs.order, value: next }]
  const wallet: Wallet | null = seen.wallet
  if (wallet && isClosed(next)) {
    changes.push({ ref: refs.wallet, value: withoutOpenOrder(wallet, order.id) })
  }
  if (verdict.kind === 'mismatch') changes.push(...flag(s, input, seen, order, verdict.reason))
  return { order: next, changes }
}

function flag(
  s: Needs,
  input: Fulfilment,
  seen: Seen<Refs>,
  order: Order,
  reason: string,
): Change[] {
  if (seen.flag) return []
  const ref = refsOf(input).flag
  const createdAt = nowMicros(s.clock)
  const { id: purchaseId, userId } = order
  const { session } = input
  const paid = { sessionId: session.id, paymentIntentId: session.intent?.id ?? null }
  const value = openFlag({ id: ref.id, userId, purchaseId, ...paid, reason, createdAt })
  return [{ ref, value }]
}

function report(s: Needs, order: Order, verdict: Verdict): void {
  const fields = { purchaseId: order.id, sessionId: order.sessionId, status: order.status }
  if (verdict.kind === 'mismatch') {
    s.log.error('purchase_mismatch', { ...fields, reason: verdict.reason })
  } else if (verdict.kind !== 'nothing') {
    s.log.info('purchase_moved', fields)
  }
}

// What Stripe's state of a session means for an order. Pure; events are only hints to look.
import type { Misfit } from '../../shared/api/reviews.ts'
import { FAILURE_REASONS, type FailureReason } from '../../shared/api/tokens.ts'
import type { PurchaseId, SessionId } from '../../shared/ids.ts'
import { addTokens } from '../../shared/tokens.ts'
import { canonicalJson } from './canonical.ts'
import { purchaseRowId } from './keys.ts'
import { availableOf, type Micros, type Movement, post, type Sha256 } from './ledger.ts'
import { isClosed, isSettled, nextCheckAfter, type Order, rankOf } from './purchase.ts'
import { followPage, nextFollowed } from './reversal.ts'
import { snapshotOf } from './snapshot.ts'

/** The part of a Checkout Session that decides. */
export interface SessionFacts {
  readonly id: SessionId
  readonly url: string | null
  readonly status: 'open' | 'complete' | 'expired'
  readonly paid: boolean
  readonly clientReferenceId: string | null
  /** Of the order it was opened for; null: from before it was sent along. */
  readonly snapshot: string | null
  readonly currency: string
  readonly subtotalCents: number | null
  readonly livemode: boolean
  readonly intent: {
    readonly id: string
    readonly state: 'waiting' | 'processing' | 'succeeded' | 'failed'
    readonly declineCode: string | null
  } | null
}

export type Verdict =
  | { readonly kind: 'credit' | 'awaiting' | 'expired' | 'nothing' }
  | { readonly kind: 'open' | 'failed'; readonly reason: FailureReason | null }
  | { readonly kind: 'mismatch'; readonly reason: string }

/** Where it is judged. */
export interface Here {
  readonly livemode: boolean
  readonly sha256: Sha256
}

/** Money-rules 4: only a paid session that passes every check credits, and only once. */
export function judge(order: Order, session: SessionFacts, here: Here): Verdict {
  if (session.paid) {
    const [reason = null] = misfitsOf(order, session, here)
    if (!isSettled(order)) return reason ? { kind: 'mismatch', reason } : { kind: 'credit' }
    const known = isDecided(order, { id: session.id, intentId: session.intent?.id ?? null })
    return known ? { kind: 'nothing' } : { kind: 'mismatch', reason: reason ?? 'paid_later' }
  }
  if (isClosed(order) || isForeign(order, session)) return { kind: 'nothing' }
  if (session.status === 'expired') return { kind: 'expired' }
  const decline = session.intent ? reasonOf(session.intent.declineCode) : null
  if (session.status === 'open') return { kind: 'open', reason: decline }
  return session.intent?.state === 'failed'
    ? { kind: 'failed', reason: 'bank_payment_failed' }
    : { kind: 'awaiting' }
}

/**
 * Its own payment, granted or given up by two people: nothing more is to be said of it, only of any
 * other one. An order that somebody wrote over names no payment, or another.
 */
export function isDecided(
  { status, sessionId, paymentIntentId }: Order,
  paid: { readonly id: string; readonly intentId: string | null },
): boolean {
  const isOver = status === 'credited' || status === 'refused'
  return isOver && sessionId === paid.id && paymentIntentId === paid.intentId
}

/** None when the session is exactly what the order asked for. */
export function misfitsOf(
  order: Order,
  session: SessionFacts,
  { livemode, sha256 }: Here,
): Misfit[] {
  const isOther = order.sessionId !== null && order.sessionId !== session.id
  const misfits: [Misfit, boolean][] = [
    ['livemode', session.livemode !== livemode],
    ['reference', session.clientReferenceId !== order.id],
    ['another_session', isOther],
    ['currency', session.currency !== 'usd'],
    ['subtotal', session.subtotalCents !== order.priceUsdCents],
    ['snapshot', !isAsOrdered(order, session, sha256)],
  ]
  return misfits.flatMap(([misfit, holds]) => (holds ? [misfit] : []))
}

/** Nobody is granted what a hand made of an order after its page was opened. */
export const isAsOrdered = (order: Order, session: SessionFacts, sha256: Sha256): boolean =>
  session.snapshot === null || session.snapshot === snapshotOf(order, sha256)

function isForeign(order: Order, session: SessionFacts): boolean {
  const other = order.sessionId !== null && order.sessionId !== session.id
  return other || session.clientReferenceId !== order.id
}

/** The order after a verdict other than `credit`; the same object when nothing changes. */
export function advance(order: Order, verdict: Verdict, session: SessionFacts, now: Micros): Order {
  switch (verdict.kind) {
    case 'credit':
    case 'nothing':
      return order
    case 'mismatch':
      return isSettled(order) ? order : inReview(order, verdict.reason, session, now)
    case 'open':
      return postpone(
        { ...attach(order, session), failureReason: reasonAfter(order, verdict) },
        now,
      )
    case 'awaiting':
      return postpone(atLeast({ ...attach(order, session) }, 'awaiting_payment'), now)
    case 'expired':
      return final(order, session, 'expired', order.failureReason ?? 'checkout_expired')
    case 'failed':
      return final(order, session, 'failed', verdict.reason)
  }
}

/** A bank may still be at work on its own page: nobody can close it then, and it is followed. */
function inReview(order: Order, mismatch: string, { id }: SessionFacts, now: Micros): Order {
  const { sessionId } = order
  const isOther = sessionId !== null && sessionId !== id
  const known = isOther ? followPage(order, sessionId, now) : order
  return { ...known, status: 'mismatch', mismatch, nextCheckAt: nextFollowed(known) }
}

/** The order once its tokens are granted. */
export function credited(order: Order, session: SessionFacts, now: Micros): Order {
  return {
    ...order,
    status: 'credited',
    sessionId: session.id,
    paymentIntentId: session.intent?.id ?? null,
    failureReason: null,
    creditedAt: now,
    nextCheckAt: soonIf(order, now),
  }
}

/** Whoever heard of reversals before must look again; the next look will tell when. */
const soonIf = ({ looks }: Order, now: Micros): Micros | null => (looks === 0 ? null : now)

/** The order once its session is known. */
export function attach(order: Order, session: SessionFacts): Order {
  const known = { ...order, sessionId: session.id, checkoutUrl: session.url ?? order.checkoutUrl }
  return order.status === 'creating' ? { ...known, status: 'pending' } : known
}

/** The order when nobody will ever see a payment page for it. */
export function failedToOpen(
  order: Order,
  failureReason: 'checkout_refused' | 'cancelled' = 'checkout_refused',
): Order {
  return { ...order, status: 'failed', failureReason, nextCheckAt: null }
}

export const neverOpened = (order: Order): boolean =>
  order.status === 'failed' && order.sessionId === null

/**
 * The order once its owner asked to cancel it. A payment page that is open stays so until Stripe
 * has closed it, and may be paid until then; whoever looks next closes it.
 */
export function askedToCancel(order: Order): Order {
  if (order.status === 'creating') return failedToOpen(order, 'cancelled')
  return order.status === 'pending' ? { ...order, failureReason: 'cancelled' } : order
}

export const isCancelled = (order: Order): boolean => order.failureReason === 'cancelled'

/**
 * The request that its row is the answer to, with all of the order that never changes any more: the
 * chain of hashes then guards the order as well.
 */
export function creditHashOf(
  order: Order,
  session: Pick<SessionFacts, 'id'> & { readonly intent: { readonly id: string } | null },
  sha256: Sha256,
): string {
  const { packageId, packageName, tokens, bonusTokens, priceUsdCents, stripePriceId } = order
  const { id, userId, requestHash, checkoutRequest, createdAt, expiresAt, shard } = order
  const bought = { packageId, packageName, tokens, bonusTokens, priceUsdCents, stripePriceId }
  const asked = { userId, requestHash, checkoutRequest, createdAt, expiresAt, shard }
  const paid = { sessionId: session.id, paymentIntentId: session.intent?.id ?? null }
  return sha256(canonicalJson([id, bought, asked, paid]))
}

export function creditMovement(order: Order, sessionId: SessionId, requestHash: string): Movement {
  const own = availableOf(order.userId)
  return {
    id: purchaseRowId(sessionId),
    type: 'purchase',
    amount: addTokens(order.tokens, order.bonusTokens),
    relatedId: order.id satisfies PurchaseId,
    metadata: {
      packageId: order.packageId,
      packageName: order.packageName,
      bonusTokens: order.bonusTokens,
      cents: order.priceUsdCents,
    },
    primary: [
      ...post('world:stripe', own, order.tokens),
      ...post('house:promo', own, order.bonusTokens),
    ],
    requestHash,
  }
}

function atLeast(order: Order, status: Order['status']): Order {
  const next = { ...order, status }
  return rankOf(next) > rankOf(order) ? next : order
}

function final(
  order: Order,
  session: SessionFacts,
  status: 'expired' | 'failed',
  failureReason: FailureReason | null,
): Order {
  const known = attach(order, session)
  if (rankOf({ ...known, status }) <= rankOf(known)) return order
  return { ...known, status, failureReason, nextCheckAt: null }
}

/** Moves the next look at Stripe only once it is due, so that looking often writes nothing. */
function postpone(order: Order, now: Micros): Order {
  if (order.nextCheckAt !== null && order.nextCheckAt > now) return order
  return { ...order, nextCheckAt: nextCheckAfter(order.createdAt, now) }
}

/** An earlier decline must not hide that the owner asked to cancel. */
function reasonAfter(order: Order, { reason }: { readonly reason: FailureReason | null }) {
  return isCancelled(order) ? order.failureReason : (reason ?? order.failureReason)
}

function reasonOf(declineCode: string | null): FailureReason | null {
  if (declineCode === null) return null
  return FAILURE_REASONS.find((reason) => reason === declineCode) ?? 'card_declined'
}

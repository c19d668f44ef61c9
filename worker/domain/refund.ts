// A refund that goes through us: what it would do, and whether it may. Pure.
import type { RefundReason, RefundState } from '../../shared/api/refunds.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId, RefundId, UserId } from '../../shared/ids.ts'
import { addTokens, subtractTokens, type Tokens, tokens } from '../../shared/tokens.ts'
import type { Micros, Wallet } from './ledger.ts'
import { isSettled, type Order } from './purchase.ts'
import { type PaymentFacts, paidOf, type RefundFacts, targetOf, totalOf } from './reversal.ts'

export interface Refund {
  readonly id: RefundId
  readonly purchaseId: PurchaseId
  readonly userId: UserId
  /** null: the one that was granted. */
  readonly paymentIntentId: string | null
  readonly cents: number
  readonly reason: RefundReason
  /** What the admin wrote, sealed: it is about a person. */
  readonly private: string | null
  readonly state: RefundState
  readonly stripeRefundId: string | null
  readonly requestedBy: UserId
  readonly requestedAt: Micros
  readonly endedAt: Micros | null
  /** When to send it again; null: never. What became of it is followed with its order. */
  readonly nextCheckAt: Micros | null
  /** How often the cron sent it again. */
  readonly pushes: number
}

export interface Quote {
  /** What the admin saw: a refund that would do anything else has another name. */
  readonly quote: string
  readonly looks: number
  readonly refundableCents: number
  readonly cents: number
  readonly tokensTaken: Tokens
  readonly fromAvailable: Tokens
  readonly becomesOwed: Tokens
  readonly committed: Tokens
  readonly balanceAfter: Tokens
  readonly owedAfter: Tokens
}

const MINUTE: Micros = 60_000_000
const HOUR: Micros = 60 * MINUTE
/** Stripe forgets keys after a day; clocks differ. */
const KEY_LIVES_MICROS = 23 * HOUR
const PATIENCE_MICROS = 2 * MINUTE
/** Twice as long each time, from ten minutes to half a day: two days and a half in all. */
export const PUSHES_MAX = 10
const BACK_OFF_MICROS = 5 * MINUTE
const BACK_OFF_MICROS_MAX = 12 * HOUR

/** Which payment of an order, and what Stripe knows of it; null: nothing. */
export interface Refundable {
  readonly order: Order
  readonly intentId: string | null
  readonly facts: PaymentFacts | null
}

/** Refusals in catalogue order. */
export function quoteOf(
  { order, intentId, facts }: Refundable,
  wallet: Wallet,
  cents: number,
): Result<Quote> {
  if (!isSettled(order) || !facts) {
    return refuse('PURCHASE_NOT_CREDITED', 'Nothing was paid that could go back.')
  }
  if (facts.disputes.some(({ state }) => state === 'open' || state === 'lost')) {
    return refuse('PURCHASE_DISPUTED', 'Its money is in the hands of the bank; answer the dispute.')
  }
  if (order.refunding !== null) {
    return refuse('REFUND_UNDER_WAY', 'Wait until the refund before it has been sent.')
  }
  const paid = paidOf(facts)
  const refundableCents = Math.max(0, paid.chargedCents - paid.refundedCents - paid.withdrawnCents)
  if (cents > refundableCents) {
    return refuse('REFUND_EXCEEDS', `${refundableCents} cents of it can still be refunded.`)
  }
  const isGranted = order.status === 'credited' && order.paymentIntentId === intentId
  if (!isGranted && cents < refundableCents) {
    return refuse('PURCHASE_NOT_CREDITED', `It goes back whole: ${refundableCents} cents.`)
  }
  // From here on the quote must succeed.
  const after = targetOf(order, { ...paid, refundedCents: paid.refundedCents + cents })
  const more = isGranted ? totalOf(after) - totalOf(order.taken) : 0
  const tokensTaken = tokens(Math.max(0, more))
  const fromAvailable = tokens(Math.min(wallet.available, tokensTaken))
  const becomesOwed = subtractTokens(tokensTaken, fromAvailable)
  return ok({
    quote: `q${order.looks}t${tokensTaken}`,
    looks: order.looks,
    refundableCents,
    cents,
    tokensTaken,
    fromAvailable,
    becomesOwed,
    committed: wallet.committed,
    balanceAfter: subtractTokens(wallet.available, fromAvailable),
    owedAfter: addTokens(wallet.owed, becomesOwed),
  })
}

export const requested = (
  facts: Omit<Refund, 'state' | 'stripeRefundId' | 'endedAt' | 'nextCheckAt' | 'pushes'>,
): Refund => ({
  ...facts,
  state: 'requested',
  stripeRefundId: null,
  endedAt: null,
  nextCheckAt: facts.requestedAt + PATIENCE_MICROS,
  pushes: 0,
})

export function pushed(refund: Refund, now: Micros): Refund {
  const pushes = refund.pushes + 1
  const pause = Math.min(BACK_OFF_MICROS * 2 ** pushes, BACK_OFF_MICROS_MAX)
  return { ...refund, pushes, nextCheckAt: now + pause }
}
export const isTooOften = ({ pushes }: Refund): boolean => pushes >= PUSHES_MAX
/** It stays requested: only Stripe knows whether it was ever sent. */
export const givenUp = (refund: Refund): Refund => ({ ...refund, nextCheckAt: null })

/** Whether the same key could make a second refund by now. */
export const isKeyForgotten = ({ requestedAt }: Refund, now: Micros): boolean =>
  now - requestedAt >= KEY_LIVES_MICROS

/** Stripe understood and said no. */
export const refusedByStripe = (refund: Refund, now: Micros): Refund => ({
  ...refund,
  state: 'refused',
  endedAt: now,
  nextCheckAt: null,
})

/**
 * As Stripe has it now: sent, or returned by the buyer's bank, be it days later. The same refund
 * when that is known.
 */
export function followed(refund: Refund, { id, state: now }: RefundFacts, at: Micros): Refund {
  const state = now === 'failed' ? 'failed' : 'sent'
  if (refund.state === state) return refund
  return { ...refund, state, stripeRefundId: id, endedAt: at, nextCheckAt: null }
}

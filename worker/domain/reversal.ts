// Money of a payment that went back, by refund or dispute, and the tokens that follow it. Pure.
import type { SessionId } from '../../shared/ids.ts'
import { addTokens, NO_TOKENS, type Tokens, tokens } from '../../shared/tokens.ts'
import { reversalRowId } from './keys.ts'
import { availableOf, type Micros, type Movement, post } from './ledger.ts'
import { isSettled, type Order } from './purchase.ts'

/** Cents, absolute, as Stripe says: never added up by us. */
export interface Paid {
  readonly chargedCents: number
  /** Refunds that neither failed nor were cancelled. */
  readonly refundedCents: number
  /** Withdrawn by banks in disputes and not reinstated. */
  readonly withdrawnCents: number
}
/** What is taken back of a purchase just now: of what was bought, and of its bonus. */
export interface Taken {
  readonly tokens: Tokens
  readonly bonus: Tokens
}
export type DisputeStanding = 'none' | 'inquiry' | 'open' | 'won' | 'lost'

export interface RefundFacts {
  readonly id: string
  readonly cents: number
  readonly state: 'pending' | 'succeeded' | 'failed'
  /** Our own refund's id, when it was made through us. */
  readonly refundId: string | null
  readonly createdAt: Micros
}
export interface DisputeFacts {
  readonly id: string
  /** `over`: it ended before any money moved. */
  readonly state: 'inquiry' | 'open' | 'won' | 'lost' | 'over'
  readonly cents: number
  readonly withdrawnCents: number
  readonly reason: string
  readonly createdAt: Micros
}
/** All that Stripe knows of one payment, asked just now. */
export interface PaymentFacts {
  readonly chargedCents: number
  readonly refunds: readonly RefundFacts[]
  readonly disputes: readonly DisputeFacts[]
}

export const NOT_REVERSED = {
  paid: { chargedCents: 0, refundedCents: 0, withdrawnCents: 0 },
  taken: { tokens: NO_TOKENS, bonus: NO_TOKENS },
  reversals: 0,
  looks: 0,
  dispute: 'none',
  follow: {},
  refunding: null,
} as const satisfies Partial<Order>

const HOUR: Micros = 3_600_000_000
const DAY: Micros = 24 * HOUR
/** A buyer's bank can return a refund that had arrived. */
const REFUND_RETURNS_MICROS: Micros = 30 * DAY
/** A dispute that was closed can be taken up again. */
const DISPUTE_RETURNS_MICROS: Micros = 90 * DAY

/** The order once Stripe was asked of its own payment; rows follow from it. */
export const lookedAt = (
  order: Order,
  intentId: string,
  facts: PaymentFacts,
  now: Micros,
): Order => ({
  ...lookedElsewhere(order, intentId, facts, now),
  paid: paidOf(facts),
  dispute: standingOf(facts.disputes),
})

/** Of any payment: what may still change is followed. Every look counts, see `alignPurchase`. */
export function lookedElsewhere(
  order: Order,
  intentId: string,
  facts: PaymentFacts,
  now: Micros,
): Order {
  const at = nextLookAt(facts, now)
  const { [intentId]: _, ...others } = order.follow
  const follow = at === null ? others : { ...others, [intentId]: at }
  const next = { ...order, follow, looks: order.looks + 1 }
  return isSettled(order) ? { ...next, nextCheckAt: nextFollowed(next) } : next
}

/** A page that may still be paid, by its session, as long as that is so. */
export function followPage(order: Order, id: SessionId, now: Micros): Order {
  return { ...order, follow: { ...order.follow, [id]: soon(now - order.createdAt, now) } }
}

export function unfollowed(order: Order, id: SessionId): Order {
  const { [id]: _, ...follow } = order.follow
  return { ...order, follow }
}

/** Null: nothing of it can change any more. */
export function nextFollowed({ follow }: Pick<Order, 'follow'>): Micros | null {
  const times = Object.values(follow)
  return times.length === 0 ? null : Math.min(...times)
}

export const paidOf = ({ chargedCents, refunds, disputes }: PaymentFacts): Paid => ({
  chargedCents,
  refundedCents: sum(refunds.filter(({ state }) => state !== 'failed').map(({ cents }) => cents)),
  withdrawnCents: sum(disputes.map(({ withdrawnCents }) => withdrawnCents)),
})

/** Nothing of the payment is with us. */
export function wentBack(facts: PaymentFacts): boolean {
  const { chargedCents, refundedCents, withdrawnCents } = paidOf(facts)
  return refundedCents + withdrawnCents >= chargedCents
}

/** Names of the refunds and disputes that had taken it and gave it back to us. */
export function returnedOf({ refunds, disputes }: PaymentFacts): string[] {
  const failed = refunds.filter(({ state }) => state === 'failed')
  const won = disputes.filter(({ state }) => state === 'won')
  return [...failed, ...won].map(({ id }) => id)
}

/** Of several disputes the one that asks most of us. */
export function standingOf(disputes: readonly DisputeFacts[]): DisputeStanding {
  const states = disputes.map(({ state }) => state)
  const worst = (['open', 'inquiry', 'lost', 'won'] as const).find((one) => states.includes(one))
  return worst ?? 'none'
}

/** Webhooks can be lost: whatever may still change is looked at, what is under way without end. */
function nextLookAt({ refunds, disputes }: PaymentFacts, now: Micros): Micros | null {
  const looks = [
    ...refunds.map((refund) => lookAtRefund(refund, now)),
    ...disputes.map((dispute) => lookAtDispute(dispute, now)),
  ].filter((look) => look !== null)
  return looks.length === 0 ? null : Math.min(...looks)
}

function lookAtRefund({ state, createdAt }: RefundFacts, now: Micros): Micros | null {
  if (state === 'failed') return null
  const age = now - createdAt
  return state === 'pending' ? soon(age, now) : daily(age, REFUND_RETURNS_MICROS, now)
}

/** One that is won and not paid back yet still moves. */
function lookAtDispute(dispute: DisputeFacts, now: Micros): Micros | null {
  const { state, withdrawnCents, createdAt } = dispute
  const age = now - createdAt
  const isClosed = state === 'lost' || (state !== 'open' && state !== 'inquiry' && !withdrawnCents)
  return isClosed ? daily(age, DISPUTE_RETURNS_MICROS, now) : soon(age, now)
}

/** Hourly for a day, then daily. */
const soon = (age: Micros, now: Micros): Micros => now + (age < DAY ? HOUR : DAY)
const daily = (age: Micros, until: Micros, now: Micros): Micros | null =>
  age < until ? now + DAY : null

/**
 * What should be taken back. The bonus part follows from the total alone, so that no order of
 * events can split it otherwise.
 */
export function targetOf(order: Pick<Order, 'tokens' | 'bonusTokens'>, paid: Paid): Taken {
  const { chargedCents, refundedCents, withdrawnCents } = paid
  if (chargedCents === 0) return NOT_REVERSED.taken
  const granted = addTokens(order.tokens, order.bonusTokens)
  const total = part(granted, Math.min(chargedCents, refundedCents + withdrawnCents), chargedCents)
  const bonus = part(order.bonusTokens, total, granted)
  return { tokens: tokens(total - bonus), bonus }
}

export const totalOf = (taken: Taken): Tokens => addTokens(taken.tokens, taken.bonus)

export interface Reversal {
  readonly order: Order
  readonly movement: Movement
}

/**
 * The one row between what is taken and what should be; null when that is nothing. `before` is what
 * was known of the payment when the last row was decided.
 */
export function reversalOf(order: Order, before: Paid, requestHash: string): Reversal | null {
  if (order.status !== 'credited') return null
  const target = targetOf(order, order.paid)
  const bought = target.tokens - order.taken.tokens
  const bonus = target.bonus - order.taken.bonus
  if (bought + bonus === 0) return null
  // From here on the reversal must succeed. Both parts grow with the total, so neither is opposed.
  const taking = bought + bonus > 0
  const moved = { bought: tokens(Math.abs(bought)), bonus: tokens(Math.abs(bonus)) }
  const own = availableOf(order.userId)
  const between = (house: 'world:stripe' | 'house:promo', amount: Tokens) =>
    taking ? post(own, house, amount) : post(house, own, amount)
  const reversals = order.reversals + 1
  const movement: Movement = {
    id: reversalRowId(order.id, reversals),
    type: taking ? 'refund' : 'reinstate',
    amount: addTokens(moved.bought, moved.bonus),
    relatedId: order.id,
    metadata: {
      cause: causeOf(before, order.paid),
      packageId: order.packageId,
      packageName: order.packageName,
      bonusTokens: moved.bonus,
      refundedCents: order.paid.refundedCents - before.refundedCents,
      withdrawnCents: order.paid.withdrawnCents - before.withdrawnCents,
    },
    primary: [...between('world:stripe', moved.bought), ...between('house:promo', moved.bonus)],
    requestHash,
  }
  return { order: { ...order, taken: target, reversals }, movement }
}

function causeOf(before: Paid, after: Paid): 'card_refund' | 'dispute' {
  const refunded = Math.abs(after.refundedCents - before.refundedCents)
  const withdrawn = Math.abs(after.withdrawnCents - before.withdrawnCents)
  return withdrawn > refunded ? 'dispute' : 'card_refund'
}

/** floor(whole * share / of), exactly. */
const part = (whole: Tokens, share: number, of: number): Tokens =>
  tokens(Number((BigInt(whole) * BigInt(share)) / BigInt(of)))

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)

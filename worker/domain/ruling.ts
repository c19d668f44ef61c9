// A ruling: whether an order in review is released or refused, as one admin proposes and another
// decides. The guards of both, judged by what Stripe says just now. Pure.
import type { RulingReason } from '../../shared/api/reviews.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PurchaseId, RulingId, SessionId, UserId } from '../../shared/ids.ts'
import type { Micros, TokenTransaction, Wallet } from './ledger.ts'
import { mayDecideAs, type Proposal, type Verdict } from './proposal.ts'
import type { Order } from './purchase.ts'
import { lookedAt, type PaymentFacts, wentBack } from './reversal.ts'
import { type Here, isAsOrdered, type SessionFacts } from './settlement.ts'

export interface Ruling extends Proposal {
  readonly id: RulingId
  readonly purchaseId: PurchaseId
  /** The payment it is about: of one order more than one may have been made. */
  readonly sessionId: SessionId
  readonly paymentIntentId: string
  readonly verdict: 'release' | 'refuse'
  readonly reason: RulingReason
}

/** A session as Stripe has it, and what became of its payment. */
export interface AskedPayment<S extends SessionFacts = SessionFacts> {
  readonly sessionId: SessionId
  readonly session: S | null
  readonly facts: PaymentFacts | null
}
export interface PaidPayment<S extends SessionFacts = SessionFacts> {
  readonly session: S
  readonly intentId: string
  readonly facts: PaymentFacts
}

export const noRuling = () => refuse('RULING_NOT_FOUND', 'Choose one of the listed rulings.')

const unfit = (detail: string) => refuse('PAYMENT_UNFIT', detail)

/** Whether that is a payment of this order at all. */
export function paymentFor<S extends SessionFacts>(
  order: Order,
  { session, facts }: AskedPayment<S>,
): Result<PaidPayment<S>> {
  const isOwn = session?.id === order.sessionId || session?.clientReferenceId === order.id
  if (!session || !isOwn) return unfit('Name a session of this purchase.')
  if (!session.paid || !session.intent || !facts || facts.chargedCents === 0) {
    return unfit('Stripe says that nothing was paid in this session.')
  }
  return ok({ session, intentId: session.intent.id, facts })
}

/** Refusals in catalogue order, as everywhere. */
export function mayPropose(order: Order, adminId: UserId): Result<null> {
  const impartial = isImpartial(order.userId, adminId)
  return impartial.ok ? isInReview(order) : impartial
}

export function mayRule(
  ruling: Ruling | null,
  decision: Verdict,
  adminId: UserId,
  now: Micros,
): Result<Ruling> {
  if (!ruling) return noRuling()
  const impartial = isImpartial(ruling.userId, adminId)
  return impartial.ok ? mayDecideAs(ruling, decision, adminId, now) : impartial
}

function isImpartial(buyer: UserId, adminId: UserId): Result<null> {
  if (buyer !== adminId) return ok(null)
  return refuse('CONFLICT_OF_INTEREST', 'Other admins decide about your own purchase.')
}

function isInReview(order: Order): Result<null> {
  if (order.status === 'mismatch') return ok(null)
  return refuse('PURCHASE_NOT_IN_REVIEW', `The order is ${order.status}.`)
}

function isAtRest(order: Order, payments: readonly PaymentFacts[]): Result<null> {
  if (payments.some(({ disputes }) => disputes.some(({ state }) => state === 'open'))) {
    return refuse('PURCHASE_DISPUTED', 'Answer the dispute first; its outcome moves the money.')
  }
  if (order.refunding === null) return ok(null)
  return refuse('REFUND_UNDER_WAY', 'Wait until the refund has been sent.')
}

interface Releasing<S extends SessionFacts> {
  readonly ruling: Ruling
  readonly asked: AskedPayment<S>
  readonly wallet: Wallet
  /** What this session granted already. */
  readonly row: TokenTransaction | null
}

/** Whether the order's snapshot may be granted for that payment. */
export function mayRelease<S extends SessionFacts>(
  order: Order,
  { ruling, asked, wallet, row }: Releasing<S>,
  { livemode, sha256 }: Here,
): Result<PaidPayment<S>> {
  const reviewed = isInReview(order)
  if (!reviewed.ok) return reviewed
  if (wallet.state !== 'active') {
    return refuse('ACCOUNT_CLOSING', 'The account is being closed: refund it, and refuse.')
  }
  const rests = isAtRest(order, asked.facts ? [asked.facts] : [])
  if (!rests.ok) return rests
  const payment = paymentFor(order, asked)
  if (!payment.ok) return payment
  const { session, intentId, facts } = payment.value
  if (intentId !== ruling.paymentIntentId) return unfit('It is another payment than proposed.')
  if (session.livemode !== livemode) return unfit('It was paid in another environment.')
  if (!isAsOrdered(order, session, sha256)) return unfit('The order was changed since: refuse it.')
  if (session.currency !== 'usd') return unfit('It was not paid in dollars.')
  if (wentBack(facts)) return unfit('Its money went back: refuse it.')
  if (row) return unfit('It granted tokens already.')
  return payment
}

/** Whether all that was paid for the order went back; gives the payment that was ruled about. */
export function mayRefuse(
  order: Order,
  ruling: Ruling,
  [first, ...others]: readonly AskedPayment[],
): Result<PaidPayment> {
  const reviewed = isInReview(order)
  if (!reviewed.ok) return reviewed
  const all = first ? [first, ...others] : others
  const rests = isAtRest(
    order,
    all.flatMap(({ facts }) => facts ?? []),
  )
  if (!rests.ok) return rests
  const payment: Result<PaidPayment> = first ? paymentFor(order, first) : unfit('Nothing is named.')
  if (!payment.ok) return payment
  if (payment.value.intentId !== ruling.paymentIntentId) {
    return unfit('It is another payment than proposed.')
  }
  const left = all.find(({ facts }) => facts !== null && !wentBack(facts))
  if (!left) return payment
  const detail = `Refund what was paid in ${left.sessionId}, all of it, then approve again.`
  return refuse('PAYMENT_NOT_RETURNED', detail)
}

/** The order as that payment's, known as Stripe knows it now. */
export const paidBy = (order: Order, { intentId, facts }: PaidPayment, now: Micros): Order =>
  lookedAt({ ...order, paymentIntentId: intentId }, intentId, facts, now)

export function refusedFor(order: Order, payment: PaidPayment, now: Micros): Order {
  const { session } = payment
  return { ...paidBy(order, payment, now), status: 'refused', sessionId: session.id }
}

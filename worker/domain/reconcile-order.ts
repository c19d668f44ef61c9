// An order against its ledger rows, both ways. Pure.
import type { DifferenceKind } from '../../shared/difference-kind.ts'
import type { UserId } from '../../shared/ids.ts'
import { canonicalJson } from './canonical.ts'
import { type Difference, type Facts, type Found, readably } from './difference.ts'
import type { Sha256, TokenTransaction } from './ledger.ts'
import type { Order } from './purchase.ts'
import { isPosted } from './reconcile-source.ts'
import type { Refund } from './refund.ts'
import type { Ruling } from './ruling.ts'
import { creditHashOf } from './settlement.ts'
import { snapshotOf, snapshotSent } from './snapshot.ts'

const FINGERPRINT_DIGITS = 16

export const unreadableOrder = (
  { id, writtenAt = '' }: Pick<Found<never>, 'id' | 'writtenAt'>,
  userId: UserId | null,
): Difference => ({ kind: 'order_unreadable', id, userId, facts: { writtenAt } })

/** Order and row as they were found at one moment. */
export function faultsOfOrder(
  { id, value: order, owner = null, writtenAt = '' }: Found<Order>,
  row: TokenTransaction | null,
  sha256: Sha256,
): Difference[] {
  const unreadable = [unreadableOrder({ id, writtenAt }, owner)]
  if (!order) return unreadable
  const fault = (kind: DifferenceKind, facts: Facts = {}): Difference[] => [
    { kind, id, userId: order.userId, purchaseId: order.id, facts },
  ]
  return readably(
    () => {
      if (order.id !== id) return unreadable
      if (order.status !== 'credited') {
        if (row) return fault('order_uncredited', { status: order.status, row: row.id })
        return isAsSent(order, sha256) ? [] : fault('order_snapshot', { writtenAt })
      }
      if (!row) return fault('order_without_row', { sessionId: order.sessionId })
      const wrong = wrongIn(order, row, sha256)
      if (wrong.length === 0) return []
      // Another change of the same order is another occurrence.
      const parts = [wholeOf(order, sha256), order.creditedAt, row.hash]
      const is = sha256(canonicalJson(parts)).slice(0, FINGERPRINT_DIGITS)
      return fault('order_row', { row: row.id, wrong: wrong.join(' '), is })
    },
    () => unreadable,
  )
}

/** Later its row covers it. */
function isAsSent(order: Order, sha256: Sha256): boolean {
  try {
    return [null, snapshotOf(order, sha256)].includes(snapshotSent(order))
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** Everything that the row copied from the order's snapshot, said once more by the order. */
function wrongIn(order: Order, row: TokenTransaction, sha256: Sha256): string[] {
  const { id, userId, tokens, bonusTokens } = order
  const own = `user:${userId}:available`
  const primary = [
    { from: 'world:stripe', to: own, amount: tokens },
    { from: 'house:promo', to: own, amount: bonusTokens },
  ]
  const claims: Record<string, boolean> = {
    owner: row.userId === userId,
    purchase: row.relatedId === id,
    type: row.type === 'purchase',
    amount: row.amount === tokens + bonusTokens,
    postings: isPosted(row, primary),
    package: row.metadata.packageId === order.packageId,
    name: row.metadata.packageName === order.packageName,
    bonus: row.metadata.bonusTokens === bonusTokens,
    time: row.timestamp === order.creditedAt,
    request: isAnswered(order, row, sha256),
  }
  return Object.entries(claims).flatMap(([what, holds]) => (holds ? [] : [what]))
}

/** Rows from before the whole order went into it only name its request. */
function isAnswered(order: Order, { requestHash }: TokenTransaction, sha256: Sha256): boolean {
  const named = sha256(canonicalJson([order.id, order.sessionId, order.requestHash]))
  return requestHash === wholeOf(order, sha256) || requestHash === named
}

function wholeOf(order: Order, sha256: Sha256): string | null {
  const { sessionId, paymentIntentId } = order
  const intent = paymentIntentId === null ? null : { id: paymentIntentId }
  return sessionId && creditHashOf(order, { id: sessionId, intent }, sha256)
}

/** A refund that is over, or never was, would keep every other one, and a ruling, waiting. */
export function faultsOfRefunding(order: Order, refund: Refund | null): Difference[] {
  const { id, userId, refunding } = order
  const isUnderWay = refund?.state === 'requested' && refund.purchaseId === id
  if (refunding === null || isUnderWay) return []
  const facts = { refunding, state: refund?.state ?? null }
  return [{ kind: 'order_refunding', id, userId, purchaseId: id, facts }]
}

/** Only two people give up a buyer's claim, and only for the payment that the order names. */
export function faultsOfRefused(order: Order, rulings: readonly Found<Ruling>[]): Difference[] {
  const { id, userId, sessionId, paymentIntentId } = order
  const isRuled = rulings.some(({ value }) => value && refuses(value, order))
  if (isRuled) return []
  const facts = { sessionId, paymentIntentId }
  return [{ kind: 'order_unruled', id, userId, purchaseId: id, facts }]
}

function refuses(ruling: Ruling, { id, userId, sessionId, paymentIntentId }: Order): boolean {
  const { state, verdict, proposedBy, decidedBy } = ruling
  const isRefusal = state === 'approved' && verdict === 'refuse'
  const isAbout = ruling.purchaseId === id && ruling.sessionId === sessionId
  const isOfTwo = decidedBy !== null && decidedBy !== proposedBy
  const isOfOthers = ![proposedBy, decidedBy].includes(userId)
  return isRefusal && isAbout && ruling.paymentIntentId === paymentIntentId && isOfTwo && isOfOthers
}

/** The other way: a purchase's row must have an order that says so. */
export function faultsOfPurchaseRow(row: TokenTransaction, order: Order | null): Difference[] {
  const credits = order?.status === 'credited' && `purchase_${order.sessionId}` === row.id
  if (credits && order.userId === row.userId) return []
  const { id, userId, relatedId } = row
  const facts = { order: relatedId, status: order?.status ?? null }
  return [{ kind: 'row_without_order', id, userId, purchaseId: order?.id ?? null, facts }]
}

/** The newest rows of an order that took back or gave back, and the one after them. */
export interface Reversals {
  /** By their numbers up to `reversals`; fewer only of very many. */
  readonly own: readonly (TokenTransaction | null)[]
  /** It must not be there. */
  readonly next: TokenTransaction | null
}

/**
 * I8: what an order says was taken back is what its rows took, and what follows from the money
 * that went back. Nobody reads thousands of rows for one order: of very many the newest have to be
 * there.
 */
export function faultsOfTaken(order: Order, { own, next }: Reversals): Difference[] {
  const { id, userId, taken, reversals } = order
  const signed = own.map((row) => (row?.type === 'reinstate' ? -1 : 1))
  const all = own.reduce((sum, row, at) => sum + (row?.amount ?? 0) * (signed[at] ?? 0), 0)
  const bonus = own.reduce((sum, row, at) => {
    return sum + (row?.metadata.bonusTokens ?? 0) * (signed[at] ?? 0)
  }, 0)
  const isWhole = own.length === reversals
  const agrees =
    next === null &&
    own.every((row) => row?.userId === userId && row.relatedId === id) &&
    (!isWhole || (bonus === taken.bonus && all === taken.tokens + taken.bonus)) &&
    readably(
      () => isDue(order),
      () => false,
    )
  if (agrees) return []
  const facts = { reversals, taken: taken.tokens, bonus: taken.bonus, rows: all, ofBonus: bonus }
  return [{ kind: 'order_taken', id, userId, purchaseId: id, facts }]
}

/** Money-rules 5, by numbers of its own: nothing here shares code with what takes back. */
function isDue({ status, tokens, bonusTokens, taken, paid }: Order): boolean {
  const part = (of: number, share: number, whole: number): number =>
    whole === 0 ? 0 : Number((BigInt(of) * BigInt(share)) / BigInt(whole))
  const { chargedCents, refundedCents, withdrawnCents } = paid
  const back = Math.min(chargedCents, refundedCents + withdrawnCents)
  const granted = status === 'credited' ? tokens + bonusTokens : 0
  const total = part(granted, back, chargedCents)
  return taken.tokens + taken.bonus === total && taken.bonus === part(bonusTokens, total, granted)
}

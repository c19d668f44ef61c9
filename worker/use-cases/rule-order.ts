// An order in review: one admin proposes to release or to refuse it, another decides. What follows
// is one guarded commit with its audit entry, after Stripe was asked anew.
import type { ProposeRuling } from '../../shared/api/reviews.ts'
import { Outage, ok, type Result, refuse } from '../../shared/failure.ts'
import { RowId, type RulingId, type UserId } from '../../shared/ids.ts'
import { purchaseRowId, rulingIdOf } from '../domain/keys.ts'
import { emptyWallet } from '../domain/ledger.ts'
import { decided, undecided } from '../domain/proposal.ts'
import { mayPropose, mayRule, noRuling, paymentFor, type Ruling } from '../domain/ruling.ts'
import type { Change, Page, RulingFilter, Services } from '../ports.ts'
import { type AdminAct, adminChange, type Done, receiptOf } from './admin-change.ts'
import { MOVED } from './approval.ts'
import { askPayment, orderOf } from './ask-payments.ts'
import { placeOf, rejectionPlace, type WithText, withWords } from './proposals.ts'
import { refuseOrder } from './refuse-order.ts'
import { releaseOrder } from './release-order.ts'
import { sealText } from './sealing.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'random' | 'log'>

export interface ProposeInput {
  readonly adminId: UserId
  readonly request: ProposeRuling
  readonly key: string
}
export interface DecideInput {
  readonly adminId: UserId
  readonly id: RulingId
  readonly key?: string | undefined
}

/** Each of them means that the order was looked at meanwhile. */
const LOOKS_MAX = 4

const noPurchase = () => refuse('PURCHASE_NOT_FOUND', 'Check the id of the purchase.')

/**
 * Refuses PURCHASE_NOT_FOUND, CONFLICT_OF_INTEREST, PURCHASE_NOT_IN_REVIEW, PAYMENT_UNFIT, and
 * ACCOUNT_CLOSING to release; IDEMPOTENCY_KEY_REUSED. Throws PAYMENTS_UNAVAILABLE.
 */
export async function proposeRuling(
  s: Needs,
  { adminId, request, key }: ProposeInput,
): Promise<Result<Done<Ruling>>> {
  const { purchaseId, sessionId, verdict, reason, text } = request
  const found = await orderOf(s, purchaseId)
  if (!found) return noPurchase()
  const asked = await askPayment(s, sessionId)
  const act: AdminAct = { adminId, route: 'ruling', key, request }
  const id = rulingIdOf(receiptOf(s, act))
  const { userId } = found
  const refs = {
    order: { kind: 'order', id: purchaseId },
    wallet: { kind: 'wallet', id: userId },
    dataKey: { kind: 'dataKey', id: userId },
  } as const
  return adminChange(s, act, refs, (seen, now) => {
    const order = seen.order ?? found
    const may = mayPropose(order, adminId)
    if (!may.ok) return may
    if (verdict === 'release' && (seen.wallet ?? emptyWallet(userId)).state !== 'active') {
      return refuse('ACCOUNT_CLOSING', 'The account is being closed: refund it, and refuse.')
    }
    const payment = paymentFor(order, asked)
    if (!payment.ok) return payment
    // From here on the commit must succeed.
    const { intentId: paymentIntentId } = payment.value
    const place = placeOf('rulings', id)
    const { sealed, changes: keys } = sealText(s, { userId, dataKey: seen.dataKey, place }, text)
    const about = { id, userId, purchaseId, sessionId, paymentIntentId, verdict, reason }
    const value: Ruling = { ...about, ...undecided(sealed, adminId, now) }
    const changes: Change[] = [{ ref: { kind: 'ruling', id }, value }, ...keys]
    const fact = { action: 'ruling.propose', target: purchaseId, before: null, after: value }
    return ok({ value, changes, fact })
  })
}

/** Refuses as `mayRule`, `mayRelease` and `mayRefuse` do. Throws PAYMENTS_UNAVAILABLE. */
export async function approveRuling(
  s: Needs,
  { adminId, id, key = s.random.uuid() }: DecideInput,
): Promise<Result<Done<Ruling>>> {
  const act = { adminId, route: 'approve-ruling', key, request: { id } }
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const { ruling } = await s.store.read({ ruling: { kind: 'ruling', id } })
    if (!ruling) return noRuling()
    const order = await orderOf(s, ruling.purchaseId)
    if (!order) return noPurchase()
    const about = { act, ruling, order }
    const done = await (ruling.verdict === 'release'
      ? releaseOrder(s, about)
      : refuseOrder(s, about))
    if (!done.ok) return done
    const { value, replayed } = done.value
    if (value !== MOVED) return ok({ value, replayed })
  }
  throw new Outage('STORE_BUSY', 'the order was looked at again and again')
}

export interface RejectInput extends DecideInput {
  readonly reason: string
}

/** Refuses as `mayRule` does. */
export async function rejectRuling(
  s: Needs,
  { adminId, id, reason, key = s.random.uuid() }: RejectInput,
): Promise<Result<Done<Ruling>>> {
  const refs = {
    ruling: { kind: 'ruling', id },
    dataKey: { kind: 'dataKey', id: adminId },
  } as const
  const act = { adminId, route: 'reject-ruling', key, request: { id, reason } }
  return adminChange(s, act, refs, (seen, now) => {
    const may = mayRule(seen.ruling, 'rejected', adminId, now)
    if (!may.ok) return may
    // From here on the commit must succeed.
    const before = may.value
    const wish = { userId: adminId, dataKey: seen.dataKey, place: rejectionPlace('rulings', id) }
    const { sealed, changes: keys } = sealText(s, wish, reason)
    const value = { ...decided(before, 'rejected', adminId, now), rejection: sealed }
    const changes: Change[] = [{ ref: refs.ruling, value }, ...keys]
    const fact = { action: 'ruling.reject', target: before.purchaseId, before, after: value }
    return ok({ value, changes, fact })
  })
}

/** Newest first. */
export async function listRulings(
  s: Needs,
  filter: RulingFilter,
  page: Page,
): Promise<WithText<Ruling>[]> {
  return withWords(s, 'rulings', await s.store.rulings(filter, page))
}

export const rowOfRuling = ({ sessionId, state, verdict }: Ruling): RowId | null =>
  state === 'approved' && verdict === 'release' ? RowId.parse(purchaseRowId(sessionId)) : null

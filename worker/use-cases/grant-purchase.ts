// The one way in which an order's tokens are granted: from its own snapshot, once, in one commit.
// Whether they may be is for those who call it.
import type { PurchaseId, UserId } from '../../shared/ids.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { openFlag, orderCaseId } from '../domain/flag.ts'
import { purchaseRowId } from '../domain/keys.ts'
import { append, emptyWallet, type Micros, type Wallet } from '../domain/ledger.ts'
import { countPurchase, type Order, withoutOpenOrder } from '../domain/purchase.ts'
import { NOT_REVERSED, reversalOf } from '../domain/reversal.ts'
import { credited, creditHashOf, creditMovement } from '../domain/settlement.ts'
import type { Change, CheckoutSession, Ref, Seen, Services, WrappedKey } from '../ports.ts'
import { nowMicros } from './now.ts'

type Needs = Pick<Services, 'vault' | 'hash' | 'clock' | 'log'>

interface Place {
  readonly purchaseId: PurchaseId
  readonly session: Pick<CheckoutSession, 'id'>
  /** Whose wallet to read in the same call; checked against the order. */
  readonly userId: UserId
}
export interface Payment extends Place {
  /** Fetched from Stripe just now: events are only hints. */
  readonly session: CheckoutSession
}
export interface Granted {
  readonly order: Order
  readonly changes: Change[]
}

export function grantRefs({ purchaseId, session, userId }: Place) {
  return {
    order: { kind: 'order', id: purchaseId },
    wallet: { kind: 'wallet', id: userId },
    row: { kind: 'row', id: purchaseRowId(session.id) },
    dataKey: { kind: 'dataKey', id: userId },
    // One a payment: a second one is a second problem.
    flag: { kind: 'flag', id: orderCaseId(purchaseId, session.id) },
  } as const satisfies Record<string, Ref>
}
export type GrantRefs = ReturnType<typeof grantRefs>

/** Row, balance, order and sealed card details: all of it or nothing. */
export function grant(s: Needs, input: Payment, seen: Seen<GrantRefs>, order: Order): Granted {
  const refs = grantRefs(input)
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
  if (wallet.state !== 'active') changes.push(...caseOf(s, input, seen, order, 'account_closed'))
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
function sealed(s: Needs, dataKey: WrappedKey, { purchaseId, session }: Payment): string | null {
  try {
    return s.vault.seal(dataKey, privatePlaceOf(purchaseId), session.personal)
  } catch (error) {
    s.log.error('sealing_failed', { purchaseId, error })
    return null
  }
}

export const privatePlaceOf = (id: PurchaseId): string => `purchases/${id}/private`

/** Told once; null changes when it is there already. */
export function caseOf(
  s: Needs,
  input: Payment,
  seen: Seen<GrantRefs>,
  order: Order,
  reason: string,
): Change[] {
  if (seen.flag) return []
  const ref = grantRefs(input).flag
  const createdAt = nowMicros(s.clock)
  const { id: purchaseId, userId } = order
  const { session } = input
  const paid = { sessionId: session.id, paymentIntentId: session.intent?.id ?? null }
  const value = openFlag({ id: ref.id, userId, purchaseId, ...paid, reason, createdAt })
  return [{ ref, value }]
}

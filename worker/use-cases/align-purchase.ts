// The only one that takes purchased tokens back, and gives them back again: whatever was told, and
// in whatever order, a purchase ends with what Stripe says of its payment now.
import { Outage } from '../../shared/failure.ts'
import { type PurchaseId, RefundId } from '../../shared/ids.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { disputeCaseId, heedDispute } from '../domain/dispute.ts'
import { metAgain, openFlag, returnedCaseId } from '../domain/flag.ts'
import { append, emptyWallet, type Micros, type Movement, type Wallet } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import { followed } from '../domain/refund.ts'
import {
  lookedAt,
  lookedElsewhere,
  type PaymentFacts,
  type RefundFacts,
  returnedOf,
  reversalOf,
  wentBack,
} from '../domain/reversal.ts'
import type { Change, Decision, EventRecord, Ref, Seen, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { settle } from './settle-order.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

export interface Alignment {
  readonly purchaseId: PurchaseId
  /** The payment that was told of; default: the purchase's own. */
  readonly intentId?: string
  /** Recorded in the same commit. */
  readonly event?: EventRecord
}

/** Each of them means that another look came between; a queue tries again. */
const LOOKS_MAX = 6

/**
 * Null = no such purchase. The commit stands on the order as it was before Stripe was asked, and
 * every look changes it: else a look that took long could undo what a later one saw (a refund that
 * was made, and failed). Throws PAYMENTS_UNAVAILABLE, STORE_BUSY.
 */
export async function alignPurchase(s: Needs, input: Alignment): Promise<Order | null> {
  const ref = { kind: 'order', id: input.purchaseId } as const
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const { order } = await s.store.read({ order: ref })
    if (!order) return null
    const look = await lookAt(s, order, input)
    if (!look) return order
    // Whoever spends all the time must not keep what was taken back away from the books.
    const how = { settling: true }
    const done = await s.store.atomically(refsOf(look), (seen) => decide(s, look, seen), how)
    if (done) {
      if (done.moved) report(s, done.order, done.moved)
      return done.order
    }
  }
  throw new Outage('STORE_BUSY', 'the purchase was looked at again and again')
}

interface Look {
  readonly order: Order
  readonly intentId: string
  /** Only the own payment takes tokens: what another one paid was never granted. */
  readonly isOwn: boolean
  readonly facts: PaymentFacts
  readonly event: EventRecord | undefined
}

/** Null: nothing was ever paid that could go back. */
async function lookAt(s: Needs, order: Order, input: Alignment): Promise<Look | null> {
  const own = await ownIntentOf(s, order)
  const intentId = input.intentId ?? own
  const facts = intentId === null ? null : await s.payments.reversals(intentId)
  if (intentId === null || facts === null) return null
  return { order, intentId, isOwn: intentId === own, facts, event: input.event }
}

/** As the credit recorded it; before that from the one session that was opened for the order. */
async function ownIntentOf(s: Needs, order: Order): Promise<string | null> {
  if (order.paymentIntentId !== null) return order.paymentIntentId
  // Its page may have been paid although nobody heard of it yet.
  const known = order.sessionId === null ? await settle(s, order) : order
  if (known.paymentIntentId !== null || known.sessionId === null) return known.paymentIntentId
  return (await s.payments.session(known.sessionId))?.intent?.id ?? null
}

type Refs = {
  readonly order: Ref<'order'>
  readonly wallet: Ref<'wallet'>
} & { readonly [flag: `flag ${string}`]: Ref<'flag'> } & {
  readonly [refund: `refund ${string}`]: Ref<'refund'>
}

function refsOf(look: Look): Refs {
  const { order, facts, intentId } = look
  const flags = facts.disputes.map(({ id }): [string, Ref<'flag'>] => [
    flagName(id),
    { kind: 'flag', id: disputeCaseId(id) },
  ])
  if (!isGranted(look)) {
    flags.push([flagName(intentId), { kind: 'flag', id: returnedCaseId(intentId) }])
  }
  return {
    order: { kind: 'order', id: order.id },
    wallet: { kind: 'wallet', id: order.userId },
    ...Object.fromEntries(flags),
    ...Object.fromEntries([...sentByUs(facts).keys()].map((id) => [refundName(id), refundRef(id)])),
  }
}
/** Of a dispute or a payment. */
const flagName = (id: string) => `flag ${id}` as const
const refundName = (id: RefundId) => `refund ${id}` as const
const refundRef = (id: RefundId): Ref<'refund'> => ({ kind: 'refund', id })

/** Stripe lists the newest first: of several with one name the oldest is the one that we sent. */
function sentByUs({ refunds }: PaymentFacts): ReadonlyMap<RefundId, RefundFacts> {
  const named = refunds.flatMap((fact): [RefundId, RefundFacts][] => {
    const id = RefundId.safeParse(fact.refundId)
    return id.success ? [[id.data, fact]] : []
  })
  return new Map(named)
}

/**
 * Each is what Stripe makes of it, in the commit that moves its tokens: whoever asked for one must
 * not believe that the buyer has money which the bank returned.
 */
function followRefunds({ order, facts }: Look, seen: Seen<Refs>, now: Micros) {
  const changes: Change[] = []
  const ended: RefundId[] = []
  for (const [id, fact] of sentByUs(facts)) {
    const before = seen[refundName(id)]
    if (before?.purchaseId !== order.id) continue
    const value = followed(before, fact, now)
    ended.push(id)
    if (value !== before) changes.push({ ref: refundRef(id), value })
  }
  return { changes, ended }
}

interface Aligned {
  readonly order: Order
  readonly moved: Movement | null
}

/** Null: another look came between, so what Stripe said may be old. */
function decide(s: Needs, look: Look, seen: Seen<Refs>): Decision<Aligned | null> {
  const { order: before } = seen
  if (before?.looks !== look.order.looks) return { answer: null, changes: [] }
  // From here on the alignment must succeed.
  const now = nowMicros(s.clock)
  const refs = refsOf(look)
  const heeded = heedDisputes(look, seen, now)
  const refunds = followRefunds(look, seen, now)
  const isOver = before.refunding !== null && refunds.ended.includes(before.refunding)
  const known = isOver ? { ...before, refunding: null } : before
  const seenNow = look.isOwn ? lookedAt : lookedElsewhere
  const told = seenNow(known, look.intentId, look.facts, now)
  const requestHash = s.hash.sha256(canonicalJson([told.id, told.looks, told.paid]))
  const reversal = reversalOf(told, before.paid, requestHash)
  const order = reversal?.order ?? told
  const booked = reversal && append(heeded.wallet, reversal.movement, now, s.hash.sha256)
  const changes: Change[] = [
    { ref: refs.order, value: order },
    { ref: refs.wallet, value: booked?.wallet ?? heeded.wallet },
    ...heeded.changes,
    ...refunds.changes,
    ...heedReturn(s, look, seen, now),
  ]
  if (booked) changes.push({ ref: { kind: 'row', id: booked.row.id }, value: booked.row })
  if (look.event) changes.push({ ref: { kind: 'event', id: look.event.id }, value: look.event })
  return { answer: { order, moved: reversal?.movement ?? null }, changes }
}

/** Whether its tokens follow its money: what another one paid, or one in review, has none. */
const isGranted = ({ order, isOwn }: Look): boolean =>
  isOwn && order.status !== 'refused' && order.status !== 'mismatch'

/** It went back, and is with us again: the buyer has neither tokens nor money. */
function heedReturn(s: Needs, look: Look, seen: Seen<Refs>, now: Micros) {
  const { order, intentId, facts } = look
  if (isGranted(look) || wentBack(facts)) return []
  // What never went back has its case as the payment that it is.
  const returned = returnedOf(facts)
  if (order.status !== 'refused' && returned.length === 0) return []
  const { id: purchaseId, userId } = order
  const id = returnedCaseId(intentId)
  const about = { userId, purchaseId, paymentIntentId: intentId, reason: 'refund_returned' }
  const known = seen[flagName(intentId)] ?? null
  const news = openFlag({
    id,
    ...about,
    facts: JSON.stringify({ failed: returned }),
    createdAt: now,
  })
  const value = metAgain(known, news)
  if (value === known) return []
  s.log.error('refund_returned', { purchaseId })
  return [{ ref: { kind: 'flag', id }, value } as const]
}

/** Holds and cases of all its disputes. */
function heedDisputes({ order, intentId, isOwn, facts }: Look, seen: Seen<Refs>, now: Micros) {
  const { id: purchaseId, userId } = order
  const sessionId = isOwn ? order.sessionId : null
  const about = { userId, purchaseId, sessionId, paymentIntentId: intentId }
  let wallet: Wallet = seen.wallet ?? emptyWallet(userId)
  const changes: Change[] = []
  for (const dispute of facts.disputes) {
    const flag = seen[flagName(dispute.id)] ?? null
    const heeded = heedDispute({ wallet, flag }, dispute, about, now)
    wallet = heeded.wallet
    if (heeded.flag) {
      const ref = { kind: 'flag', id: heeded.flag.id } as const
      changes.push({ ref, value: heeded.flag })
    }
  }
  return { wallet, changes }
}

function report(s: Needs, order: Order, { id, type, amount }: Movement): void {
  s.log.info('purchase_reversed', { purchaseId: order.id, rowId: id, type, amount })
}

// The cron's look at one order: whether it was paid, and what became of its payment since.
import { type PurchaseId, SessionId } from '../../shared/ids.ts'
import { isSettled, nextCheckAfter, type Order } from '../domain/purchase.ts'
import { followPage, nextFollowed, unfollowed } from '../domain/reversal.ts'
import { isCancelled } from '../domain/settlement.ts'
import type { Services } from '../ports.ts'
import { alignPurchase } from './align-purchase.ts'
import { fulfilPurchase } from './fulfil-purchase.ts'
import { nowMicros } from './now.ts'
import { settle } from './settle-order.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

const PAYMENTS_A_CHECK_MAX = 3

/** A payment page that nobody should pay any more is closed first. */
export async function checkOrder(s: Needs, id: PurchaseId): Promise<void> {
  const { order } = await s.store.read({ order: { kind: 'order', id } })
  if (!order) return
  try {
    if (order.status === 'pending' && order.sessionId && (await isUnwanted(s, order))) {
      await s.payments.expire(order.sessionId)
    }
    if (!isSettled(order)) await settle(s, order)
    // Only what was seen to be under way is followed; everything else is told, or listed.
    else if (order.nextCheckAt !== null) await lookAtPayments(s, order)
  } finally {
    await lookLater(s, order)
  }
}

/** A few of them, the ones that wait longest first: six calls each. None: it was just settled. */
async function lookAtPayments(s: Needs, { id: purchaseId, follow }: Order): Promise<void> {
  const now = nowMicros(s.clock)
  const due = Object.entries(follow).filter(([, at]) => at <= now)
  const first = due.sort(([, a], [, b]) => a - b).slice(0, PAYMENTS_A_CHECK_MAX)
  const failures: unknown[] = []
  for (const [name] of first) {
    const page = SessionId.safeParse(name)
    const look = page.success
      ? lookAtPage(s, purchaseId, page.data)
      : alignPurchase(s, { purchaseId, intentId: name })
    // One that always fails must not hide what became of the others.
    await look.catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
  if (first.length === 0) await alignPurchase(s, { purchaseId })
}

/** Its own, from before another payment had the order in review: paid, it is a case. */
async function lookAtPage(s: Needs, purchaseId: PurchaseId, id: SessionId): Promise<void> {
  const ref = { kind: 'order', id: purchaseId } as const
  const [session, { order }] = await Promise.all([
    s.payments.session(id),
    s.store.read({ order: ref }),
  ])
  if (session?.paid && order) await fulfilPurchase(s, { purchaseId, session, userId: order.userId })
  const mayBePaid = session !== null && !session.paid && session.status !== 'expired'
  // On an open page another card may be tried.
  const isFollowed = mayBePaid && (session.status === 'open' || session.intent?.state !== 'failed')
  await s.store.atomically({ order: ref }, ({ order: seen }) => {
    if (!seen?.follow[id]) return { answer: null, changes: [] }
    const now = nowMicros(s.clock)
    const next = isFollowed ? followPage(seen, id, now) : unfollowed(seen, id)
    const value = { ...next, nextCheckAt: nextFollowed(next) }
    return { answer: null, changes: [{ ref, value }] }
  })
}

/** Its owner cancelled it, or its package is no longer sold. */
async function isUnwanted(s: Needs, order: Order): Promise<boolean> {
  if (isCancelled(order)) return true
  const ref = { kind: 'package', id: order.packageId } as const
  const { tokenPackage } = await s.store.read({ tokenPackage: ref })
  return tokenPackage !== null && !tokenPackage.isActive
}

/** An order that nothing can be said about must not stay due, or it would crowd out the others. */
async function lookLater(s: Needs, { id, nextCheckAt }: Order): Promise<void> {
  const now = nowMicros(s.clock)
  if (nextCheckAt === null || nextCheckAt > now) return
  const ref = { kind: 'order', id } as const
  await s.store.atomically({ order: ref }, ({ order }) => {
    if (!order || order.nextCheckAt !== nextCheckAt) return { answer: null, changes: [] }
    const value = { ...order, nextCheckAt: nextCheckAfter(order.createdAt, now) }
    return { answer: null, changes: [{ ref, value }] }
  })
}

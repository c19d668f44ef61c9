// Two people release an order in review: it is granted as any other, for the payment they named.
import { ok } from '../../shared/failure.ts'
import { byCode } from '../domain/decided.ts'
import { closedBy } from '../domain/flag.ts'
import { emptyWallet } from '../domain/ledger.ts'
import { decided } from '../domain/proposal.ts'
import { mayRelease, mayRule, paidBy } from '../domain/ruling.ts'
import type { Change, Services } from '../ports.ts'
import { adminChange } from './admin-change.ts'
import { type Approval, MOVED, type Ruled, ruled } from './approval.ts'
import { askPayment } from './ask-payments.ts'
import { grant, grantRefs } from './grant-purchase.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'vault' | 'hash' | 'clock' | 'log'>

/** Refuses as `mayRule` and `mayRelease` do. Throws PAYMENTS_UNAVAILABLE. */
export async function releaseOrder(s: Needs, { act, ruling, order }: Approval): Promise<Ruled> {
  await closeOwnPage(s, { act, ruling, order })
  const asked = await askPayment(s, ruling.sessionId)
  const { id: purchaseId, userId } = order
  const place = { purchaseId, userId, session: { id: ruling.sessionId } }
  const refs = { ...grantRefs(place), ruling: { kind: 'ruling', id: ruling.id } } as const
  return adminChange(s, act, refs, (seen, now) => {
    const may = mayRule(seen.ruling, 'approved', act.adminId, now)
    if (!may.ok) return may
    if (seen.order?.looks !== order.looks) return ok({ value: MOVED })
    const wallet = seen.wallet ?? emptyWallet(userId)
    const here = { livemode: s.payments.livemode, sha256: s.hash.sha256 }
    const releasing = { ruling: may.value, asked, wallet, row: seen.row }
    const fit = mayRelease(seen.order, releasing, here)
    if (!fit.ok) return fit
    // From here on the commit must succeed.
    const { session } = fit.value
    const paid = paidBy(seen.order, fit.value, now)
    const granted = grant(s, { ...place, session }, seen, paid)
    const value = decided(may.value, 'approved', act.adminId, now)
    const changes: Change[] = [...granted.changes, { ref: refs.ruling, value }]
    if (seen.flag) {
      const closed = byCode(act.adminId, now, 'released')
      changes.push({ ref: refs.flag, value: closedBy(seen.flag, closed) })
    }
    return ok(ruled('purchase.release', may.value, value, changes))
  })
}

/** Else the order could be paid once more after it was granted. */
async function closeOwnPage(s: Needs, { order, ruling }: Approval): Promise<void> {
  const { sessionId } = order
  if (order.status !== 'mismatch' || sessionId === null) return
  if (sessionId !== ruling.sessionId) await s.payments.expire(sessionId)
}

// Two people refuse an order in review: nothing is granted, and nothing that was paid for it is
// left with us.
import { ok, refuse } from '../../shared/failure.ts'
import type { SessionId } from '../../shared/ids.ts'
import { byCode } from '../domain/decided.ts'
import { closedBy, orderCaseId } from '../domain/flag.ts'
import { decided } from '../domain/proposal.ts'
import { mayRefuse, mayRule, refusedFor } from '../domain/ruling.ts'
import type { Change, Ref, Services } from '../ports.ts'
import { adminChange } from './admin-change.ts'
import { type Approval, MOVED, type Ruled, ruled } from './approval.ts'
import { type Asked, askPayments, CASES_MAX, casesOf, PAYMENTS_MAX } from './ask-payments.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'hash' | 'clock'>

type Refs = { readonly order: Ref<'order'>; readonly ruling: Ref<'ruling'> } & {
  readonly [flag: `flag ${string}`]: Ref<'flag'>
}

/**
 * Its slot was given back when it went into review. Refuses as `mayRule` and `mayRefuse` do. Throws
 * PAYMENTS_UNAVAILABLE.
 */
export async function refuseOrder(s: Needs, { act, ruling, order }: Approval): Promise<Ruled> {
  const flags = await s.store.flagsAbout(order.id, CASES_MAX)
  const open = casesOf(order, flags).filter(({ state }) => state === 'open')
  const sessions = new Set([ruling.sessionId, ...open.map(({ sessionId }) => sessionId)])
  // Its own page may have been paid, and nobody told us.
  if (order.sessionId !== null) sessions.add(order.sessionId)
  if (sessions.size > PAYMENTS_MAX || flags.length === CASES_MAX) {
    return refuse('PAYMENT_UNFIT', 'Refund the other payments first, and close their cases.')
  }
  const payments = await askPayments(s, [...sessions])
  const refs = refsOf({ act, ruling, order }, payments)
  return adminChange(s, act, refs, (seen, now) => {
    const may = mayRule(seen.ruling, 'approved', act.adminId, now)
    if (!may.ok) return may
    if (seen.order?.looks !== order.looks) return ok({ value: MOVED })
    const returned = mayRefuse(seen.order, may.value, payments)
    if (!returned.ok) return returned
    // From here on the commit must succeed.
    const value = decided(may.value, 'approved', act.adminId, now)
    const changes: Change[] = [
      { ref: refs.order, value: refusedFor(seen.order, returned.value, now) },
      { ref: refs.ruling, value },
    ]
    for (const { sessionId } of payments) {
      const flag = seen[flagName(sessionId)]
      const closed = byCode(act.adminId, now, 'refused')
      if (flag) changes.push({ ref: flagRef(flag.id), value: closedBy(flag, closed) })
    }
    return ok(ruled('purchase.refuse', may.value, value, changes))
  })
}

function refsOf({ order, ruling }: Approval, payments: readonly Asked[]): Refs {
  const flags = payments.map(({ sessionId }): [string, Ref<'flag'>] => [
    flagName(sessionId),
    flagRef(orderCaseId(order.id, sessionId)),
  ])
  return {
    order: { kind: 'order', id: order.id },
    ruling: { kind: 'ruling', id: ruling.id },
    ...Object.fromEntries(flags),
  }
}
const flagName = (sessionId: SessionId) => `flag ${sessionId}` as const
const flagRef = (id: string): Ref<'flag'> => ({ kind: 'flag', id })

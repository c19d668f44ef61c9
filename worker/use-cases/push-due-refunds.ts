// The five-minute cron: refunds whose answer nobody heard are sent again, less and less often. What
// does not end in two days is a case for people, beside its dead letter.
import type { RefundId } from '../../shared/ids.ts'
import { bentBy, type Difference } from '../domain/difference.ts'
import { openFlag } from '../domain/flag.ts'
import type { Micros } from '../domain/ledger.ts'
import { givenUp, isTooOften, PUSHES_MAX, pushed, type Refund } from '../domain/refund.ts'
import type { Change, Ref, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { parkDeadLetters } from './park-dead-letter.ts'
import { refundMessage } from './refund-message.ts'

type Needs = Pick<Services, 'store' | 'queue' | 'hash' | 'clock' | 'log'>

/** All of them are counted in one commit. */
const DUE_REFUNDS_MAX = 50

export async function pushDueRefunds(s: Needs): Promise<readonly Difference[]> {
  const { ids: due, bent } = await s.store.refundsDue(nowMicros(s.clock), DUE_REFUNDS_MAX)
  const unreadable = bentBy('refund', bent)
  if (due.length === 0) return unreadable
  const known = await s.store.read(Object.fromEntries(due.map((id) => [id, refundOf(id)])))
  const hopeless = due.filter((id) => {
    const refund = known[id]
    return refund && isHopeless(refund)
  })
  await park(s, hopeless)
  // Counted before it is sent: what kills its isolate again and again must end, too.
  const wanted = await count(s, due)
  if (wanted.length > 0) await s.queue.send(wanted.map(refundMessage))
  s.log.info('refunds_pushed', { count: wanted.length })
  return unreadable
}

const isHopeless = (refund: Refund): boolean => refund.state === 'requested' && isTooOften(refund)

/** As the queue records them, in one commit; whoever dies after this comes here again. */
function park(s: Needs, ids: readonly RefundId[]): Promise<void> {
  const letter = { reason: 'refund_stuck', attempts: PUSHES_MAX }
  return parkDeadLetters(
    s,
    ids.map((id) => ({ ...letter, message: refundMessage(id) })),
  )
}

const refundOf = (id: RefundId): Ref<'refund'> => ({ kind: 'refund', id })
const caseOf = (id: RefundId): Ref<'flag'> => ({ kind: 'flag', id: `refund_${id}` })

function count(s: Needs, due: readonly RefundId[]): Promise<RefundId[]> {
  const refs: Record<string, Ref<'refund'> | Ref<'flag'>> = {}
  for (const id of due) {
    refs[id] = refundOf(id)
    refs[`case ${id}`] = caseOf(id)
  }
  return s.store.atomically(refs, (seen) => {
    const now = nowMicros(s.clock)
    const changes: Change[] = []
    const wanted: RefundId[] = []
    for (const id of due) {
      const refund = seen[id] as Refund | null
      if (!refund) continue
      // What ended is handed over to its order, later and later: given up, a replay of its letter
      // would find nothing to do.
      const isOver = isHopeless(refund)
      const value = isOver ? givenUp(refund) : pushed(refund, now)
      changes.push({ ref: refundOf(id), value })
      if (!isOver) wanted.push(id)
      else if (!seen[`case ${id}`]) changes.push({ ref: caseOf(id), value: stuck(refund, now) })
    }
    return { answer: wanted, changes }
  })
}

function stuck({ id, userId, purchaseId, pushes, cents }: Refund, createdAt: Micros) {
  const facts = JSON.stringify({ refundId: id, pushes, cents })
  return openFlag({
    ...{ id: caseOf(id).id, userId, purchaseId, createdAt },
    ...{ reason: 'refund_stuck', facts },
  })
}

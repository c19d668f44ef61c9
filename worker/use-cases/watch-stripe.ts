// What Stripe has and nobody told us of: payments, refunds and disputes by the time they were made,
// each sent through the door for events. Webhooks may be lost for days.
import { PurchaseId, SessionId } from '../../shared/ids.ts'
import type { Difference } from '../domain/difference.ts'
import type { Order } from '../domain/purchase.ts'
import { isSettled } from '../domain/purchase.ts'
import {
  afterPage,
  firstWatch,
  openWindow,
  type StripeWatch,
  type Watched,
} from '../domain/windows.ts'
import type { CreatedThing, Job, Ref, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { openCases } from './open-cases.ts'

type Needs = Pick<Services, 'store' | 'payments' | 'queue' | 'alarm' | 'clock' | 'random' | 'log'>

const KINDS: readonly Watched[] = ['refund', 'dispute', 'session']
/** Lists an invocation, each with a look at orders and a message; the tick makes others too. */
const PAGES_MAX = 6
const WATCH_REF = { kind: 'stripeWatch', id: 'stripe' } as const

/** Twice at once is harmless: what is sent is safe twice, and one of them keeps its place. */
export async function watchStripe(s: Needs): Promise<void> {
  const { watch: known } = await s.store.read({ watch: WATCH_REF })
  const before = known ?? firstWatch(nowMicros(s.clock))
  let watch = before
  let pages = 0
  let isBehind = false
  for (const kind of KINDS) {
    for (let more = true; more; ) {
      if (pages >= PAGES_MAX) {
        isBehind = true
        break
      }
      pages += 1
      const step = await lookAt(s, watch, kind)
      watch = step.watch
      more = step.more
    }
  }
  await keep(s, before, watch)
  if (isBehind) await s.queue.send([{ v: 1, kind: 'reconcile', part: 'stripe' }])
}

async function keep(s: Needs, before: StripeWatch, watch: StripeWatch): Promise<void> {
  if (watch === before) return
  const value = { ...watch, movedAt: nowMicros(s.clock) }
  await s.store.atomically({ watch: WATCH_REF }, ({ watch: seen }) => {
    const isSame = (seen?.movedAt ?? 0) === before.movedAt
    return { answer: null, changes: isSame ? [{ ref: WATCH_REF, value }] : [] }
  })
}

interface Step {
  readonly watch: StripeWatch
  readonly more: boolean
}

async function lookAt(s: Needs, watch: StripeWatch, kind: Watched): Promise<Step> {
  const window = openWindow(watch[kind], kind, nowMicros(s.clock))
  if (!window) return { watch, more: false }
  const { until: from, to, after } = window
  const { items, next } = await s.payments.created(kind, { from, to: to ?? from, after })
  const unheard = kind === 'session' ? await compareSessions(s, items) : await hear(s, items, kind)
  const moved = afterPage(watch[kind], window, { found: items.length, unheard, next })
  return { watch: moved === watch[kind] ? watch : { ...watch, [kind]: moved }, more: next !== null }
}

const EVENTS: Readonly<Record<Watched, string>> = {
  session: 'checkout.session.completed',
  refund: 'refund.created',
  dispute: 'charge.dispute.created',
}

const eventIdOf = ({ id }: CreatedThing): string => `listed_${id}`

/** As if its event had come: the same function does what follows, however often. */
async function tell(s: Needs, things: readonly CreatedThing[], kind: Watched): Promise<void> {
  if (things.length === 0) return
  const jobs = things.map((thing): Job => {
    const { id: objectId, createdAt } = thing
    const event = { id: eventIdOf(thing), type: EVENTS[kind], objectId, createdAt }
    return { v: 1, kind: 'event', event }
  })
  await s.queue.send(jobs)
}

/** Whatever left no record yet; how many these are. */
async function hear(
  s: Needs,
  things: readonly CreatedThing[],
  kind: 'refund' | 'dispute',
): Promise<number> {
  if (things.length === 0) return 0
  const records = await s.store.read(
    Object.fromEntries(
      things.map((thing) => [thing.id, { kind: 'event', id: eventIdOf(thing) } as const]),
    ),
  )
  const unheard = things.filter(({ id }) => !records[id])
  await tell(s, unheard, kind)
  return unheard.length
}

/** How many were paid and not credited yet. */
async function compareSessions(s: Needs, sessions: readonly CreatedThing[]): Promise<number> {
  const ours = sessions.flatMap((session) => {
    const id = PurchaseId.safeParse(session.reference)
    return id.success ? [{ session, id: id.data }] : []
  })
  if (ours.length === 0) return 0
  const refs = Object.fromEntries(
    ours.map(({ id }) => [id, { kind: 'order', id } as const satisfies Ref]),
  )
  const orders = await s.store.look(refs)
  const unheard: CreatedThing[] = []
  const differences: Difference[] = []
  for (const { session, id } of ours) {
    const order = orders[id]?.value ?? null
    differences.push(...faultsOfSession(session, id, order))
    if (session.paid && order && !isHeard(session, order)) unheard.push(session)
  }
  await openCases(s, await stillTrue(s, differences))
  await tell(s, unheard, 'session')
  if (unheard.length > 0) s.log.warn('payments_unheard', { count: unheard.length })
  return unheard.length
}

/** A session that was paid, and credited, since it was listed is in order. */
async function stillTrue(s: Needs, all: readonly Difference[]): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const each of all) {
    const id = SessionId.safeParse(each.kind === 'order_unpaid' ? each.facts.sessionId : null)
    if (!id.success || !(await s.payments.session(id.data))?.paid) differences.push(each)
  }
  return differences
}

const isHeard = ({ id }: CreatedThing, order: Order): boolean =>
  isSettled(order) && order.sessionId === id

/** Both ways: money without an order, and tokens without money. */
function faultsOfSession(
  { id, paid }: CreatedThing,
  purchaseId: PurchaseId,
  order: Order | null,
): Difference[] {
  const facts = { purchaseId, status: order?.status ?? null }
  if (paid && !order) {
    return [{ kind: 'session_without_order', id, userId: null, purchaseId, facts }]
  }
  const isCredited = order?.status === 'credited' && order.sessionId === id
  if (!isCredited || paid) return []
  const about = { userId: order.userId, purchaseId }
  return [{ kind: 'order_unpaid', id: purchaseId, ...about, facts: { sessionId: id } }]
}

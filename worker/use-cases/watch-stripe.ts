// What Stripe has and nobody told us of: payments, refunds and disputes by the time they were made,
// each sent through the door for events. Webhooks may be lost for days.
import { PurchaseId, SessionId } from '../../shared/ids.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { orderCaseId } from '../domain/flag.ts'
import type { Micros } from '../domain/ledger.ts'
import type { Order } from '../domain/purchase.ts'
import { faultsOfOrder } from '../domain/reconcile-order.ts'
import { isDecided } from '../domain/settlement.ts'
import { isTurn } from '../domain/turn.ts'
import {
  afterPage,
  answered,
  asWritten,
  firstWatch,
  isGivenUp,
  isUnderWay,
  LOOKS_MAX,
  listedId,
  openWindow,
  STRIPE_REF,
  type StripeWatch,
  type Watched,
  type Window,
} from '../domain/windows.ts'
import type { CreatedThing, Job, Ref, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { DIFFERENCES_MAX, openCases } from './open-cases.ts'
import { parkDeadLetters } from './park-dead-letter.ts'

type Needs = Pick<
  Services,
  'store' | 'payments' | 'queue' | 'alarm' | 'clock' | 'hash' | 'random' | 'log'
>

const KINDS: readonly Watched[] = ['refund', 'dispute', 'warning', 'session']
/** Lists an invocation, each with up to five calls; the tick makes others too. */
const PAGES_MAX = 4
/** The tick comes every five minutes; while messages go on with it, it does nothing. */
const SILENT_MICROS_MAX = 4 * 60 * 1_000_000

/** Each kind by itself: a list that stays away has no other done again. Throws what failed. */
export async function watchStripe(s: Needs, step: number | null = null): Promise<void> {
  const now = nowMicros(s.clock)
  let watch = await knownSoFar(s, now)
  if (!isTurn(watch, step, isUnderWay(watch), { now, max: SILENT_MICROS_MAX })) return
  const failures: unknown[] = []
  let pages = 0
  let isBehind = false
  for (const kind of KINDS) {
    const seen = await lookThrough(s, watch, kind, PAGES_MAX - pages)
    pages += seen.pages
    isBehind ||= seen.more
    if (seen.failure !== null) failures.push(seen.failure)
    const kept = await keep(s, watch, seen.watch)
    // Somebody else is at it.
    if (!kept) return
    watch = kept
  }
  if (isBehind) {
    await s.queue.send([{ v: 1, kind: 'reconcile', part: 'stripe', step: watch.step }])
  }
  if (failures.length > 0) throw failures[0]
}

async function knownSoFar({ store }: Needs, now: Micros): Promise<StripeWatch> {
  const { watch } = await store.look({ watch: STRIPE_REF })
  const writtenAt = Math.floor(Date.parse(watch?.writtenAt ?? '') / 1000)
  const known = { ...firstWatch(now), ...watch?.value }
  return watch ? asWritten(known, writtenAt) : known
}

/** As it is kept now; null: another one moved it meanwhile. */
async function keep(
  s: Needs,
  before: StripeWatch,
  watch: StripeWatch,
): Promise<StripeWatch | null> {
  if (watch === before) return before
  const [by, movedAt, step] = [s.random.uuid(), nowMicros(s.clock), before.step + 1]
  const value = { ...watch, step, movedAt, by }
  const isOurs = await s.store.atomically({ watch: STRIPE_REF }, ({ watch: seen }) => {
    if ((seen?.step ?? 0) !== before.step) return { answer: seen?.by === by, changes: [] }
    return { answer: true, changes: [{ ref: STRIPE_REF, value }] }
  })
  return isOurs ? value : null
}

interface Through {
  readonly watch: StripeWatch
  readonly pages: number
  readonly more: boolean
  readonly failure: unknown
}

/** Pages of one kind until its end, or as many as may be; what was seen before a failure counts. */
async function lookThrough(
  s: Needs,
  before: StripeWatch,
  kind: Watched,
  most: number,
): Promise<Through> {
  const differences: Difference[] = []
  let watch = before
  let pages = 0
  let more = true
  let failure: unknown = null
  try {
    while (more && pages < most && differences.length < DIFFERENCES_MAX) {
      pages += 1
      const step = await lookAt(s, watch, kind)
      differences.push(...step.differences)
      watch = step.watch
      more = step.more
    }
  } catch (error) {
    failure = error
    more = false
  }
  await openCases(s, differences)
  const window = answered(watch[kind], failure === null, nowMicros(s.clock))
  if (window !== watch[kind]) watch = { ...watch, [kind]: window }
  return { watch, pages, more, failure }
}

interface Step {
  readonly watch: StripeWatch
  readonly more: boolean
  readonly differences: readonly Difference[]
}

async function lookAt(s: Needs, watch: StripeWatch, kind: Watched): Promise<Step> {
  const window = openWindow(watch[kind], kind, nowMicros(s.clock))
  if (!window) return { watch, more: false, differences: [] }
  const { until: from, to, after } = window
  const span = { from, to: to ?? from, after }
  const { items, next } = await s.payments.created(kind, span)
  const seen =
    kind === 'session'
      ? await compareSessions(s, items)
      : { differences: [], unheard: await unrecorded(s, items) }
  await tell(s, seen.unheard, { kind, window })
  const differences = await stillTrue(s, span, seen.differences)
  const unheard = seen.unheard.length
  const moved = afterPage(watch[kind], window, { found: items.length, unheard, next })
  const value = moved === watch[kind] ? watch : { ...watch, [kind]: moved }
  return { watch: value, more: next !== null, differences }
}

const EVENTS: Readonly<Record<Watched, string>> = {
  session: 'checkout.session.completed',
  refund: 'refund.created',
  dispute: 'charge.dispute.created',
  warning: 'radar.early_fraud_warning.created',
}

/**
 * As if its event had come: the same function does what follows, however often. What no message
 * could bring about for an hour waits for people.
 */
async function tell(
  s: Needs,
  things: readonly CreatedThing[],
  { kind, window }: { readonly kind: Watched; readonly window: Window },
): Promise<void> {
  const jobOf = (thing: CreatedThing): Job => {
    const { id: objectId, createdAt } = thing
    const event = { id: listedId(thing.id), type: EVENTS[kind], objectId, createdAt }
    return { v: 1, kind: 'event', event }
  }
  // All of them: what shows in the last look only was never told before.
  if (things.length > 0) await s.queue.send(things.map(jobOf))
  const lost = things.filter(({ createdAt }) => isGivenUp(window, createdAt))
  const letter = { reason: 'unheard', attempts: LOOKS_MAX }
  await parkDeadLetters(
    s,
    lost.map((thing) => ({ ...letter, message: jobOf(thing) })),
  )
}

/** Stripe may know whose something is a little later than what it is. */
const FOREIGN_MICROS = 20 * 60 * 1_000_000

/** Those that left no record yet. */
async function unrecorded(s: Needs, things: readonly CreatedThing[]): Promise<CreatedThing[]> {
  if (things.length === 0) return []
  const now = nowMicros(s.clock)
  const records = await s.store.read(
    Object.fromEntries(
      things.map((thing) => [thing.id, { kind: 'event', id: listedId(thing.id) } as const]),
    ),
  )
  return things.filter(({ id, createdAt }) => {
    const record = records[id]
    return !record || (record.outcome === 'ignored' && now - createdAt < FOREIGN_MICROS)
  })
}

interface Compared {
  readonly differences: readonly Difference[]
  readonly unheard: readonly CreatedThing[]
}

async function compareSessions(s: Needs, sessions: readonly CreatedThing[]): Promise<Compared> {
  const ours = sessions.flatMap((session) => {
    const [id, sessionId] = [
      PurchaseId.safeParse(session.reference),
      SessionId.safeParse(session.id),
    ]
    return id.success && sessionId.success
      ? [{ session, id: id.data, sessionId: sessionId.data }]
      : []
  })
  if (ours.length === 0) return { differences: [], unheard: [] }
  const refs: Record<string, Ref<'order'> | Ref<'flag'>> = {}
  for (const { session, id, sessionId } of ours) {
    refs[id] = { kind: 'order', id }
    refs[session.id] = { kind: 'flag', id: orderCaseId(id, sessionId) }
  }
  const looked = await s.store.look(refs)
  const unheard: CreatedThing[] = []
  const differences = ours.flatMap(({ session, id }) => {
    const found = (looked[id] ?? null) as Found<Order> | null
    if (found && !found.value) return faultsOfOrder(found, null, s.hash.sha256)
    const order = found?.value ?? null
    // By what came of it, not by a record: messages are lost.
    const isHeard = order && (isDecided(order, session) || looked[session.id])
    if (session.paid && order && !isHeard) unheard.push(session)
    return faultsOfSession(session, id, order)
  })
  if (unheard.length > 0) s.log.warn('payments_unheard', { count: unheard.length })
  return { differences, unheard }
}

/** A session that was paid, and credited, since it was listed is in order: listed once more. */
async function stillTrue(
  s: Needs,
  window: Parameters<Services['payments']['created']>[1],
  differences: readonly Difference[],
): Promise<readonly Difference[]> {
  if (!differences.some(({ kind }) => kind === 'order_unpaid')) return differences
  const { items } = await s.payments.created('session', window)
  const paid = new Set(items.filter((each) => each.paid).map(({ id }) => id))
  return differences.filter(({ kind, facts }) => {
    return kind !== 'order_unpaid' || !paid.has(String(facts.sessionId))
  })
}

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

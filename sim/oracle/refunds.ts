// Refunds that go through us: written down before they are sent, one under way an order, and never
// more than was charged.
import { demand } from '../violation.ts'
import type { Money } from './money.ts'
import type { Effect, Moved, Order, Refund, Shadow } from './shadow.ts'

const LIFE: Readonly<Record<Refund['state'], readonly Refund['state'][]>> = {
  requested: ['requested', 'sent', 'failed', 'refused'],
  sent: ['sent', 'failed'],
  failed: ['failed'],
  refused: ['refused'],
}
const IMMUTABLE = [
  ...['id', 'purchaseId', 'userId', 'cents', 'reason', 'private', 'requestedBy', 'requestedAt'],
  'paymentIntentId',
]
/** Money that went back, or is about to. */
const COUNTS: ReadonlySet<string> = new Set(['requested', 'sent'])

export function checkRefunds(shadow: Shadow, effect: Effect, money: Money): void {
  for (const moved of effect.of('refunds')) {
    const after = moved.after as never as Refund
    const order = effect.now(`purchases/${after.purchaseId}`) as never as Order | undefined
    demand('I14', order !== undefined, () => `${moved.path} is of no purchase`)
    if (moved.before) checkStep(shadow, moved, after, order)
    else checkBorn(shadow, effect, moved, { order, money })
  }
  for (const moved of effect.of('purchases')) checkUnderWay(effect, moved)
}

interface Ground {
  readonly order: Order
  readonly money: Money
}

function checkBorn(shadow: Shadow, effect: Effect, { path, after }: Moved, ground: Ground): void {
  const { order } = ground
  const refund = after as never as Refund
  const { id, purchaseId, userId, state, requestedBy } = refund
  demand('I14', state === 'requested', () => `${path} was born ${state}`)
  demand('I18', order.userId === userId, () => `${path} is somebody else's`)
  demand('I20', requestedBy !== userId, () => `${requestedBy} refunds an own purchase`)
  const before = shadow.documents.get(`purchases/${purchaseId}`) as never as Order
  demand('I14', before.refunding === null && order.refunding === id, () => {
    return `${path} began while ${before.refunding} was under way`
  })
  checkCents(shadow, effect, refund, ground)
  shadow.refunds.set(purchaseId, [...(shadow.refunds.get(purchaseId) ?? []), id])
  shadow.looksAtRefund.set(id, order.looks)
}

/** Never more than the payment was; one that was not granted goes back whole. */
function checkCents(
  shadow: Shadow,
  effect: Effect,
  { id, purchaseId, paymentIntentId, cents }: Refund,
  { order, money }: Ground,
): void {
  const intent = paymentIntentId ?? order.paymentIntentId
  const isGranted = order.status === 'credited' && intent === order.paymentIntentId
  const settled = isGranted || SETTLED.has(order.status)
  demand('I8', settled, () => `refund ${id} is of an order ${order.status}`)
  const other = [...money.elsewhere.values()].find(({ intentId }) => intentId === intent)
  const foreign = other !== undefined && other.purchaseId !== purchaseId
  demand('I18', !foreign, () => `refund ${id} is of a payment for ${other?.purchaseId}`)
  const charged = other?.cents ?? order.priceUsdCents
  let sum = cents
  for (const each of shadow.refunds.get(purchaseId) ?? []) {
    const earlier = effect.now(`refunds/${each}`) as never as Refund
    // The bank may have returned it, and Stripe told whoever asked, before our own look at it.
    const isBack = money.returned.has(earlier.stripeRefundId ?? '')
    const isOfIt = earlier.paymentIntentId === paymentIntentId
    if (isOfIt && COUNTS.has(earlier.state) && !isBack) sum += earlier.cents
  }
  demand('I8', cents > 0 && sum <= charged, () => `${sum} cents of ${charged} refunded by ${id}`)
}
const SETTLED: ReadonlySet<string> = new Set(['mismatch', 'credited', 'refused'])

function checkStep(
  shadow: Shadow,
  { path, before: was, after: is }: Moved,
  after: Refund,
  order: Order,
) {
  const before = was as never as Refund
  for (const field of IMMUTABLE) {
    demand('I14', was?.[field] === is[field], () => `${path}: ${field} changed`)
  }
  const { id, state, stripeRefundId } = after
  const declared = LIFE[before.state].includes(state)
  demand('I14', declared, () => `${path} went from ${before.state} to ${state}`)
  if (before.state !== 'requested' || state === 'requested') return
  demand('I14', order.refunding !== id, () => `${path} is ${state} and still under way`)
  const isNamed = (stripeRefundId !== null) === (state !== 'refused')
  demand('I14', isNamed, () => `${path} is ${state}, and ${stripeRefundId} at Stripe`)
  const looked = order.looks > (shadow.looksAtRefund.get(id) ?? 0)
  demand('I8', looked, () => `${path} is ${state}, and its tokens were not taken before`)
}

/** It begins and ends with its refund, in one commit. */
function checkUnderWay(effect: Effect, { path, before, after }: Moved): void {
  const [was, is] = [(before?.refunding ?? null) as string | null, after.refunding as string | null]
  if (was === is) return
  const moved = effect.of('refunds')
  const named = was ?? is
  const refund = moved.find((each) => each.path === `refunds/${named}`)
  const fits = is === null ? refund?.before !== undefined : refund !== undefined && !refund.before
  demand('I5', fits && (was === null || is === null), () => {
    return `${path} had ${was} under way, and has ${is} without its refund`
  })
}

// At the end, Stripe is asked once more for everything: what was charged, what went back, and what
// banks decided. The purchases must say the same, to the last token.
import type { Order, Refund } from './oracle/shadow.ts'
import { type StripeDispute, type StripeRefund, UNMADE } from './stripe.ts'
import { demand } from './violation.ts'
import type { World } from './world.ts'

const TAKES: ReadonlySet<string> = new Set(['needs_response', 'under_review', 'lost'])

export async function checkMoney(world: World, orders: readonly Order[]): Promise<void> {
  const [refunds, disputes] = [await world.stripe.refunds(), await world.stripe.disputes()]
  const charged = new Map(
    (await world.stripe.payments()).map(({ id, amount_received }) => [id, amount_received]),
  )
  const intents = new Map(
    (await world.stripe.sessions()).map(({ id, payment_intent }) => [id, payment_intent]),
  )
  const of = (intent: string): Reversed => {
    const isOwn = (each: { payment_intent: string }): boolean => each.payment_intent === intent
    return { refunds: refunds.filter(isOwn), disputes: disputes.filter(isOwn) }
  }
  for (const order of orders) {
    // Two people may decide about an order that nobody granted.
    const intent = order.paymentIntentId ?? intents.get(order.sessionId ?? '') ?? ''
    const own = of(intent)
    checkSums(order, charged.get(intent) ?? 0, own)
    for (const each of own.disputes) checkDispute(world, order, each)
  }
  const known = new Map(orders.map((order) => [order.id, order]))
  for (const [sessionId, { purchaseId, intentId, cents }] of world.oracle.elsewhere) {
    const order = known.get(purchaseId) as Order
    for (const each of of(intentId).disputes) checkDispute(world, order, each)
    checkRefused(world, sessionId, order, { intentId, left: cents - backOf(of(intentId)) })
  }
  const ours = [...world.oracle.shadow.refunds.values()].flat()
  for (const id of ours) checkRefund(world, id, refunds)
}

interface Reversed {
  readonly refunds: readonly StripeRefund[]
  readonly disputes: readonly StripeDispute[]
}

const backOf = ({ refunds, disputes }: Reversed): number =>
  refundedOf(refunds) + withdrawnOf(disputes)

const refundedOf = (refunds: readonly StripeRefund[]): number =>
  refunds.reduce((sum, { status, amount }) => sum + (UNMADE.has(status) ? 0 : amount), 0)

function withdrawnOf(disputes: readonly StripeDispute[]): number {
  const moves = disputes.flatMap(({ balance_transactions }) => balance_transactions)
  return 0 - moves.reduce((sum, { amount }) => sum + amount, 0)
}

interface Left {
  readonly intentId: string
  readonly left: number
}

/** Whoever was refused has the money back, or people know that it came back to us. */
function checkRefused(
  { oracle }: World,
  sessionId: string,
  { id, status, paymentIntentId }: Order,
  { intentId, left }: Left,
): void {
  if (status !== 'refused' || intentId !== paymentIntentId || left <= 0) return
  const isCase = oracle.document(`fraudFlags/returned_${intentId}`) !== undefined
  demand('I8', isCase, () => `${id} was refused, and ${left} cents of ${sessionId} are with us`)
}

function checkSums(order: Order, charged: number, { refunds, disputes }: Reversed): void {
  const { id, status, paid, taken, refunding } = order
  demand('I14', refunding === null, () => `${id} still waits for ${refunding}`)
  const [refunded, withdrawn] = [refundedOf(refunds), withdrawnOf(disputes)]
  const same = paid.refundedCents === refunded && paid.withdrawnCents === withdrawn
  demand('I8', same, () => {
    return `${id} says ${JSON.stringify(paid)}: refunded ${refunded}, withdrawn ${withdrawn}`
  })
  const granted = status === 'credited' ? order.tokens + order.bonusTokens : 0
  const back = BigInt(Math.min(charged, refunded + withdrawn))
  const target = charged === 0 ? 0 : Number((BigInt(granted) * back) / BigInt(charged))
  const all = taken.tokens + taken.bonus
  demand('I8', all === target, () => `${all} tokens of ${id} are taken back, not ${target}`)
}

/** Sent exactly once, or not at all; and whoever asked for it was told what became of it. */
function checkRefund({ oracle }: World, id: string, refunds: readonly StripeRefund[]): void {
  const { state, cents, stripeRefundId } = oracle.document(`refunds/${id}`) as never as Refund
  const made = refunds.filter(({ metadata }) => metadata.refundId === id)
  demand('I9', made.length <= 1, () => `${id} was sent ${made.length} times`)
  const [one] = made
  const expected = one ? (UNMADE.has(one.status) ? 'failed' : 'sent') : 'refused'
  demand('I14', state === expected, () => `${id} is ${state}, at Stripe ${one?.status}`)
  const same = !one || (one.amount === cents && one.id === stripeRefundId)
  demand('I8', same, () => `${id} is of ${cents} cents, at Stripe ${one?.id} of ${one?.amount}`)
}

interface Hold {
  readonly endsAt: number | null
}

function checkDispute(world: World, order: Order, { id, status }: StripeDispute): void {
  const wallet = world.oracle.document(`balances/${order.userId}`)
  const hold = (wallet?.holds as Record<string, Hold> | undefined)?.[`dispute_${id}`]
  const flag = world.oracle.document(`fraudFlags/dispute_${id}`)
  if (TAKES.has(status)) {
    demand('I14', hold !== undefined, () => `${order.userId} is not held though ${id} is ${status}`)
    demand('I14', flag?.reason === 'dispute', () => `${id} is ${status}, and no case`)
    return
  }
  if (status.startsWith('warning_needs')) {
    demand('I14', flag !== undefined, () => `${id} is a question that nobody sees`)
    return
  }
  const isFree = !hold || hold.endsAt !== null
  demand('I14', isFree, () => `${order.userId} is still held for ${id}, which is ${status}`)
  demand('I14', flag?.state !== 'open', () => `${id} is ${status}, and its case open`)
}

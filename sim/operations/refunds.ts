// Money that goes back: refunds through us, quoted first, and those that somebody makes at Stripe's
// dashboard; banks that carry them out later, or return them.
import { RequestRefund } from '../../shared/api/refunds.ts'
import type { UserId } from '../../shared/ids.ts'
import { quoteRefund, refundPurchase } from '../../worker/use-cases/refund-purchase.ts'
import type { Order } from '../oracle/shadow.ts'
import { demand } from '../violation.ts'
import { type Act, documentsIn } from './act.ts'
import { change } from './change.ts'

const RETURNS_SECONDS = 25 * 86_400
/** Nobody looks at a purchase that often. */
const STALE = 'q9999'
const NOBODYS = `pur_${'1'.repeat(40)}`

export async function refund(act: Act): Promise<void> {
  const { chance } = act
  const order = anyOrder(act)
  const wish = { purchaseId: order?.id ?? NOBODYS, cents: centsOf(act, order) }
  const terms = RequestRefund.parse({ ...wish, reason: 'duplicate', text: act.name })
  const quote = await ask(act, terms)
  if (!quote) return
  // Somebody thinks about it for a while; the purchase may move meanwhile.
  if (chance.happens(0.3)) await act.pause(chance.between(1, 5_000))
  // Somebody else is quicker.
  if (order?.paymentIntentId && chance.happens(0.05)) {
    await act.world.stripe.refundByHand(order.paymentIntentId, terms.cents)
  }
  const stale = chance.happens(0.1)
  const request = { ...terms, quote: stale ? quote.replace(/^q\d+/, STALE) : quote }
  const manner = chance.weighted({ once: 8, again: 2, two: 2, own: 1 })
  const [first, second] = act.town.admins as [UserId, UserId]
  const sendAs = (adminId: UserId | undefined, window: string) =>
    send(act, request, adminId, window)
  if (manner === 'once') await sendAs(undefined, '')
  else if (manner === 'own') await sendAs(order?.userId as UserId | undefined, '')
  else await Promise.all([sendAs(first, 'a'), sendAs(manner === 'two' ? second : first, 'b')])
  await act.mail.tell()
}

/** A payment that was not granted goes back whole. */
export async function sendBack(act: Act, purchaseId: string, sessionId: string): Promise<void> {
  const payment = act.world.oracle.elsewhere.get(sessionId)
  const cents = (payment?.cents ?? 100) + (act.chance.happens(0.05) ? -1 : 0)
  const wish = { purchaseId, sessionId, cents, reason: 'duplicate', text: act.name }
  const terms = RequestRefund.parse(wish)
  const quote = await ask(act, terms)
  if (quote) await send(act, { ...terms, quote }, undefined, '')
  await act.mail.tell()
}

/** I15: a quote writes nothing. Null: refused, or nobody knows. */
async function ask(act: Act, terms: RequestRefund): Promise<string | null> {
  const answer = await act.world.perform(`${act.name}.quote`, 'quote refund', (s, task) => {
    task.refused = true
    return quoteRefund(s, terms)
  })
  return answer.kind === 'value' && answer.value.ok ? answer.value.value.quote : null
}

async function send(
  act: Act,
  { dryRun: _, ...request }: RequestRefund,
  adminId: UserId | undefined,
  window: string,
): Promise<void> {
  const { world } = act
  const own = { ...act, chance: world.chance(act.name, window) }
  const done = await change(
    own,
    'refund',
    (s, by) => refundPurchase(s, { ...by, request }),
    adminId && { adminId, window },
  )
  if (!done?.ok) return
  const isStale = request.quote?.startsWith(STALE)
  demand('I15', !isStale, () => `${act.name} sent a refund that nobody was quoted`)
  const { id, state } = done.value.value
  const stored = world.oracle.document(`refunds/${id}`)?.state
  demand('I16', stored !== undefined, () => `${id} was answered and is not there`)
  const told = state === 'requested' || stored !== 'requested'
  demand('I16', told, () => `${id} was answered ${state} and is ${stored}`)
}

/** Some are of payments that nobody here has heard of yet. */
export async function refundByHand({ world, chance, mail }: Act): Promise<void> {
  const paid = (await world.stripe.payments()).filter((each) => each.amount_received > 0)
  if (paid.length === 0) return
  const { id, amount_received: all } = chance.happens(0.5)
    ? (paid[0] as (typeof paid)[number])
    : chance.pick(paid)
  const cents = chance.weighted({ all: 2, part: 4, one: 1 })
  const amount = { all, part: chance.between(1, all), one: 1 }[cents]
  const { status } = await world.stripe.refundByHand(id, amount)
  world.history.note(`${amount} cents of ${id} are refunded by hand: ${status}`)
  if (status === 200) world.report.hand('refund by hand')
  await mail.tell()
}

/** A refund arrives at last, or comes back because the card is gone. */
export async function endRefund({ world, chance, mail }: Act): Promise<void> {
  const all = await world.stripe.refunds()
  const pending = all.filter(({ status }) => status === 'pending')
  // No bank returns it later than that.
  const since = world.schedule.now() / 1000 - RETURNS_SECONDS
  const recent = all.filter(({ created }) => created > since)
  const some = pending.length > 0 && chance.happens(0.7) ? pending : recent
  if (some.length === 0) return
  const { id } = chance.pick(some)
  const outcome = chance.happens(0.5) ? 'failed' : 'succeeded'
  const { status } = await world.stripe.endRefund(id, outcome)
  world.history.note(`${id} has ${outcome}: ${status}`)
  if (status === 200) world.report.hand(`refund ${outcome}`)
  await mail.tell()
}

/** Mostly one that was credited. */
function anyOrder(act: Act): Order | null {
  const { chance } = act
  const orders = documentsIn(act, 'purchases') as never as Order[]
  const credited = orders.filter(({ status }) => status === 'credited')
  const busy = orders.filter(({ refunding }) => refunding !== null)
  if (busy.length > 0 && chance.happens(0.5)) return chance.pick(busy)
  const some = credited.length > 0 && chance.happens(0.88) ? credited : orders
  return some.length === 0 || chance.happens(0.02) ? null : chance.pick(some)
}

function centsOf({ chance }: Act, order: Order | null): number {
  const all = order?.priceUsdCents ?? 100
  const kind = chance.weighted({ all: 3, part: 5, one: 1, over: 0.5 })
  return { all, part: chance.between(1, all), one: 1, over: all + 1 }[kind]
}

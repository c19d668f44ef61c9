// Buyers who pay for an order otherwise than it says: too much, or once more by a link that they
// were sent. Two admins decide what becomes of it.
import { ProposeRuling } from '../../shared/api/reviews.ts'
import { RulingId } from '../../shared/ids.ts'
import { approveRuling, proposeRuling, rejectRuling } from '../../worker/use-cases/rule-order.ts'
import type { Order } from '../oracle/shadow.ts'
import { demand } from '../violation.ts'
import { type Act, documentsIn } from './act.ts'
import { change } from './change.ts'
import { decideAny, decideOne, type Proposals } from './decide.ts'
import { sendBack } from './refunds.ts'

const RULINGS: Proposals = {
  collection: 'rulings',
  labels: { approve: 'approve ruling', reject: 'reject ruling' },
  nobodys: `rul_${'0'.repeat(20)}`,
  approve: (s, { id, ...by }) => approveRuling(s, { ...by, id: RulingId.parse(id) }),
  reject: (s, { id, ...by }) =>
    rejectRuling(s, { ...by, id: RulingId.parse(id), reason: 'It was paid otherwise.' }),
}
const CARD = '4242424242424242'
const NOBODYS = `pur_${'2'.repeat(40)}`

/** Of any order; mostly of one that still has no tokens. */
export async function payElsewhere(act: Act): Promise<void> {
  const { chance, mail, world } = act
  const orders = documentsIn(act, 'purchases') as never as Order[]
  const waiting = orders.filter(({ status }) => !SETTLED.has(status))
  const some = waiting.length > 0 && chance.happens(0.7) ? waiting : orders
  if (some.length === 0) return
  const { id, sessionId, priceUsdCents } = chance.pick(some)
  // Without a session of its own the same price would be what was ordered.
  const other = chance.happens(0.4) || sessionId === null ? chance.pick([-1, 500]) : 0
  const cents = priceUsdCents + (priceUsdCents > DEAR ? Math.min(other, 0) : other)
  if (cents === priceUsdCents && sessionId === null) return
  const paid = await world.stripe.payElsewhere(id, cents, CARD)
  world.history.note(`${act.name} pays ${cents} for ${id} by ${paid?.sessionId}`)
  if (!paid) return
  world.oracle.elsewhere.set(paid.sessionId, { purchaseId: id, intentId: paid.intentId, cents })
  world.report.hand('paid elsewhere')
  await mail.tell()
  if (chance.happens(0.6)) await act.pause(chance.between(500, 20_000))
  await review(act)
}

const SETTLED = new Set(['mismatch', 'credited', 'refused'])
/** More than that Stripe does not take at once. */
const DEAR = 90_000_000

/** Somebody looks into one, perhaps sends the money back, and proposes what should become of it. */
export async function review(act: Act): Promise<void> {
  const { chance, world } = act
  const orders = documentsIn(act, 'purchases') as never as Order[]
  const odd = orders.filter(({ status }) => status === 'mismatch')
  if (odd.length === 0 && chance.happens(0.9)) return
  const some = odd.length > 0 && chance.happens(0.95) ? odd : orders
  const order = some.length > 0 && chance.happens(0.97) ? chance.pick(some) : null
  const sessionId = paymentOf(act, order)
  const verdict = chance.weighted({ release: 5, refuse: 4 })
  const isSent = verdict === 'refuse' ? chance.happens(0.8) : chance.happens(0.1)
  if (order && isSent) await sendBack(act, order.id, sessionId)
  const reason = verdict === 'release' ? 'verified' : 'wrong_payment'
  const wish = { purchaseId: order?.id ?? NOBODYS, sessionId, verdict, reason, text: act.name }
  const request = ProposeRuling.parse(wish)
  const own = chance.happens(0.05) ? (order?.userId as never) : undefined
  const done = await change(
    act,
    'propose ruling',
    (s, by) => proposeRuling(s, { ...by, request }),
    { adminId: own },
  )
  if (!done?.ok) return
  const { id } = done.value.value
  const stored = world.oracle.document(`rulings/${id}`)
  demand('I16', stored !== undefined, () => `${id} was proposed and is not there`)
  if (chance.happens(0.75)) await decideOne(act, RULINGS, id)
}

export async function decideRuling(act: Act): Promise<void> {
  if (!(await decideAny(act, RULINGS))) await review(act)
}

/** Mostly one that does not fit; some name its own page, or somebody else's payment. */
function paymentOf({ chance, world }: Act, order: Order | null): string {
  const all = [...world.oracle.elsewhere]
  const own = all.filter(([, { purchaseId }]) => purchaseId === order?.id)
  const some = own.length > 0 && chance.happens(0.97) ? own : all
  const other = some.length > 0 ? chance.pick(some)[0] : 'cs_test_none'
  return order?.sessionId && chance.happens(0.08) ? order.sessionId : other
}

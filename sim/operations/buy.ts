// People buying tokens: the payment page, cards that pay and that don't, bank debits that settle
// later, confirmations, cancellations, and people who never come back.
import { IdempotencyKey, type PackageId, PurchaseId, type UserId } from '../../shared/ids.ts'
import type { Order } from '../../worker/domain/purchase.ts'
import { cancelPurchase } from '../../worker/use-cases/cancel-purchase.ts'
import { settleOrder } from '../../worker/use-cases/settle-order.ts'
import { type StartPurchase, startPurchase } from '../../worker/use-cases/start-purchase.ts'
import { sessionOf } from '../town.ts'
import { demand } from '../violation.ts'
import type { Act } from './act.ts'
import { decideLater } from './disputes.ts'

const CARDS = {
  '4242424242424242': 30,
  '4000000000000002': 3,
  '4000000000000259': 3,
  '4000000000001976': 1,
  '4000000000005423': 1,
  '4000000000007726': 2,
  bank_delayed_success: 4,
  bank_delayed_failure: 2,
} as const

const DISPUTED: ReadonlySet<string> = new Set(['4000000000000259', '4000000000001976'])

export async function buy(act: Act): Promise<void> {
  const { chance, town, world } = act
  const person = chance.happens(0.05) ? chance.pick(town.barred) : chance.pick(town.people)
  const chosen = chance.weighted({ 0: 6, 1: 5, 2: 2, 3: 0.3 })
  const packageId = (town.packages[Number(chosen)]?.id ?? 'nothing') as PackageId
  const order = await start(act, person, packageId)
  if (!order) return
  if (chance.happens(0.15)) {
    // The page stays open over lunch.
    world.afterJump.push(() => pay(act, order))
    return
  }
  await act.pause(chance.between(1, 400))
  await pay(act, order)
  if (chance.happens(0.4)) {
    await act.pause(chance.between(1, 2_000))
    await confirm(act, person, order.id)
  }
  if (chance.happens(0.15)) await cancel(act, person, order.id)
  if (chance.happens(0.05)) await otherPackage(act, person, packageId)
  world.spawn(() => act.mail.tell())
}

/** Tries again under the same key until there is an answer. */
async function start(act: Act, userId: UserId, packageId: PackageId): Promise<Order | null> {
  const { chance, name, world } = act
  for (let tries = 1; tries <= 4; tries += 1) {
    const answer = await world.perform(`${name}.start${tries}`, 'purchase', (s) =>
      startPurchase(s, begin(act, userId, packageId)),
    )
    if (answer.kind === 'value') {
      const { value } = answer
      if (!value.ok) return null
      const { order } = value.value
      const stored = world.oracle.document(`purchases/${order.id}`)
      demand('I16', stored?.userId === userId, () => `${order.id} was answered and is not there`)
      return order
    }
    if (chance.happens(0.2)) return null
    // Sometimes Stripe has forgotten the key by then.
    await act.pause(chance.happens(0.7) ? chance.between(1, 5_000) : 11 * 60_000)
  }
  return null
}

const begin = ({ name }: Act, userId: UserId, packageId: PackageId): StartPurchase => {
  const key = IdempotencyKey.parse(`${name}.buy`)
  return { userId, packageId, key, returnTo: 'http://localhost:8787' }
}

async function otherPackage(act: Act, userId: UserId, packageId: PackageId): Promise<void> {
  const other = act.town.packages.find(({ id }) => id !== packageId)
  if (!other) return
  const input = begin(act, userId, other.id)
  const answer = await act.world.perform(`${act.name}.other`, 'purchase', (s) =>
    startPurchase(s, input),
  )
  const taken = answer.kind === 'value' && answer.value.ok
  demand('I9', !taken, () => `${act.name} bought two packages under one key`)
}

async function pay(act: Act, order: Order): Promise<void> {
  const { chance, world, mail } = act
  if (order.status !== 'pending' || !order.checkoutUrl || chance.happens(0.12)) return
  const card = chance.weighted(CARDS)
  const sessionId = sessionOf(order.checkoutUrl)
  const { status } = await world.stripe.pay(order.checkoutUrl, card)
  world.history.note(`${act.name} pays ${sessionId} by ${card}: ${status}`)
  if (status === 303 && card.startsWith('4')) world.oracle.paid(sessionId)
  await mail.tell()
  if (status === 303 && DISPUTED.has(card)) decideLater(act)
  if (status !== 303 || card.startsWith('4')) return
  world.schedule.after(chance.between(100, 60_000), () =>
    world.spawn(async () => {
      const settled = await world.stripe.settle(sessionId)
      world.history.note(`${sessionId} settles: ${settled.status}`)
      if (settled.status === 200 && card === 'bank_delayed_success') world.oracle.paid(sessionId)
      await mail.tell()
    }),
  )
}

async function confirm(act: Act, userId: UserId, id: Order['id']): Promise<void> {
  const { chance, name, town, world } = act
  const asker = chance.happens(0.95) ? userId : chance.pick(town.people)
  const answer = await world.perform(`${name}.confirm`, 'confirm', (s) => settleOrder(s, id, asker))
  if (answer.kind !== 'value' || !answer.value.ok) return
  const { status, userId: owner } = answer.value.value
  demand('I18', owner === asker, () => `${id} was shown to somebody else`)
  const stored = world.oracle.document(`purchases/${id}`)
  const isDurable = status !== 'credited' || stored?.status === 'credited'
  demand('I16', isDurable, () => `${id} was answered ${status} and is ${stored?.status}`)
}

async function cancel(act: Act, userId: UserId, id: Order['id']): Promise<void> {
  const { name, world } = act
  await world.perform(`${name}.cancel`, 'cancel', (s) => cancelPurchase(s, id, userId))
  await act.mail.tell()
}

/** Looks for what isn't there. */
export async function confirmNothing(act: Act): Promise<void> {
  const id = PurchaseId.parse(`pur_${'0'.repeat(40)}`)
  await act.world.perform(`${act.name}.nothing`, 'confirm', (s) =>
    settleOrder(s, id, act.chance.pick(act.town.people)),
  )
}

/** Somebody at Stripe's dashboard stops selling a price, or sells it again. */
export async function togglePrice({ world, town, chance, mail }: Act): Promise<void> {
  const { stripePriceId } = chance.pick(town.packages)
  const active = chance.happens(0.6)
  await world.stripe.setPrice(stripePriceId, active)
  world.history.note(`${stripePriceId} is ${active ? 'on sale' : 'withdrawn'}`)
  await mail.tell()
}

// The steps of a purchase. Whoever gets no answer tries again, as they really do: the buyer with
// the same key, Stripe with the same event, the queue with the same message.
import { expect } from 'vitest'
import type { PurchaseView } from '../../../shared/api/tokens.ts'
import { sdkFor } from '../start.ts'
import { booksOf, faultsIn, orderOf } from './books.ts'
import { type Answer, BUYER, PACKAGE, TRIES_MAX, type World } from './world.ts'

const MINUTE_MS = 60_000
const as = (buyer: string) => ({ authorization: `Bearer ${buyer}` })

export type Step = (world: World, bought: PurchaseView) => Promise<void>

/** Looks only when something was written since the last look. */
export async function audit({ harness }: World): Promise<void> {
  const { documentsWritten } = harness.firestore.counters()
  if (audited.get(harness) === documentsWritten) return
  expect(faultsIn(booksOf(await harness.documents()))).toEqual([])
  audited.set(harness, documentsWritten)
}
const audited = new WeakMap<World['harness'], number>()

/** Tries until `work` is content. */
async function insist(world: World, what: string, work: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (await work()) return
    world.failed()
    await audit(world)
  }
  throw new Error(`${what}: still not done after ${TRIES_MAX} tries`)
}

export async function insistOn(world: World, status: number, ask: () => Promise<Answer>) {
  let last: Answer | undefined
  await insist(world, `an answer ${status}`, async () => {
    last = await ask()
    // A refusal would be final: none of these faults may look like one.
    if (last.status >= 400 && last.status < 500) throw new Error(JSON.stringify(last.body))
    return last.status === status
  })
  return last as Answer
}

/** The request that starts the one purchase a buyer makes: always with the same key. */
export function buying(buyer = BUYER): RequestInit {
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'one', ...as(buyer) }
  return { headers, body: JSON.stringify({ packageId: PACKAGE.id }) }
}

export async function start(world: World, buyer = BUYER): Promise<PurchaseView> {
  const ask = () => world.post('/api/tokens/purchase', buying(buyer))
  const { body } = await insistOn(world, 201, ask)
  const bought = body as PurchaseView
  // 201 means durable.
  expect((await orderOf(world, bought.purchaseId)).sessionId).toMatch(/^cs_/)
  return bought
}

export async function pay(
  { harness }: World,
  { checkoutUrl }: Pick<PurchaseView, 'checkoutUrl'>,
  form?: Record<string, string>,
): Promise<void> {
  expect((await harness.pay(checkoutUrl, form)).status).toBe(303)
}

export const payByBank: Step = (world, bought) =>
  pay(world, bought, { card_number: 'bank_delayed_success' })

export async function settleBank(world: World, { purchaseId }: PurchaseView): Promise<void> {
  const { sessionId } = await orderOf(world, purchaseId)
  world.harness.clock.advance(MINUTE_MS)
  expect((await world.harness.control(`sessions/${sessionId}/settle`)).status).toBe(200)
}

const chargeIn = async ({ harness }: World): Promise<string> =>
  (await sdkFor(harness).charges.list()).data[0]?.id ?? ''

/** A third of the payment goes back. */
export async function refund(world: World): Promise<void> {
  await sdkFor(world.harness).refunds.create({ charge: await chargeIn(world), amount: 333 })
}

/** The rest of it is withdrawn. */
export async function dispute(world: World): Promise<void> {
  const disputed = await world.harness.control(`charges/${await chargeIn(world)}/dispute`)
  expect(disputed.status).toBe(200)
}

export async function win(world: World): Promise<void> {
  const [opened] = (await sdkFor(world.harness).disputes.list()).data
  const path = `disputes/${opened?.id}`
  expect((await world.harness.control(path, { outcome: 'won' })).status).toBe(200)
}

export const newestFirst: Step = (world) =>
  insist(world, 'webhooks, newest first', () => world.mail.deliver('newest first'))

export async function abandon({ harness }: World): Promise<void> {
  harness.clock.advance(41 * MINUTE_MS)
  harness.stripe.tick()
}

export const webhooks: Step = (world) => insist(world, 'webhooks', () => world.mail.deliver())
export const drain: Step = (world) => insist(world, 'the queue', () => world.consumers.round())

type Named = Pick<PurchaseView, 'purchaseId'>

export const confirm = (world: World, bought: Named, buyer = BUYER): Promise<void> =>
  askOf(world, 'confirm', bought, buyer)
export const cancel: Step = (world, bought) => askOf(world, 'cancel', bought, BUYER)

async function askOf(
  world: World,
  what: 'confirm' | 'cancel',
  { purchaseId }: Named,
  buyer: string,
): Promise<void> {
  const path = `/api/tokens/purchases/${purchaseId}/${what}`
  const { body } = await insistOn(world, 200, () => world.post(path, { headers: as(buyer) }))
  const { status } = body as PurchaseView
  expect((await orderOf(world, purchaseId)).status).toBe(status)
}

/** Two ticks by which an open order is due; a failed tick is not repeated. */
export async function crons(world: World, bought: PurchaseView): Promise<void> {
  for (const minutes of [3, 10]) {
    world.harness.clock.advance(minutes * MINUTE_MS)
    const ticked = await world
      .isolate()
      .tick()
      .then(
        () => true,
        () => false,
      )
    if (!ticked) world.failed()
    await drain(world, bought)
  }
}

// The ways in which a purchase goes its course. Whoever gets no answer tries again, as they really
// do: the buyer with the same key, Stripe with the same event, the queue with the same message.
import { expect } from 'vitest'
import type { PurchaseView } from '../../../shared/api/tokens.ts'
import { booksOf, faultsIn } from './books.ts'
import { type Answer, BUYER, PACKAGE, TRIES_MAX, type World } from './world.ts'

const MINUTE_MS = 60_000
const AS_BUYER = { authorization: `Bearer ${BUYER}` }

type Step = (world: World, bought: PurchaseView) => Promise<void>

export const JOURNEYS = {
  'webhooks first': [pay, webhooks, drain, confirm],
  'return page first': [pay, confirm, webhooks, drain],
  'webhooks lost': [pay, crons],
  'bank debit': [payByBank, confirm, webhooks, drain, settleBank, webhooks, drain],
  'never paid': [abandon, webhooks, drain],
} as const satisfies Record<string, readonly Step[]>
export type JourneyName = keyof typeof JOURNEYS
export const JOURNEY_NAMES = Object.keys(JOURNEYS) as JourneyName[]

/** Until nothing is left to do; the books are checked after each step. */
export async function travel(world: World, name: JourneyName): Promise<void> {
  const first = await start(world)
  for (const step of JOURNEYS[name]) {
    await step(world, first)
    await audit(world)
  }
  await world.calls.heal()
  for (const step of [webhooks, crons]) {
    if (name === 'webhooks lost' && step === webhooks) continue
    await step(world, first)
    await audit(world)
  }
  const again = await start(world)
  expect(again.purchaseId).toBe(first.purchaseId)
}

async function audit({ harness }: World): Promise<void> {
  expect(faultsIn(booksOf(await harness.documents()))).toEqual([])
}

/** Tries until `work` is content. */
async function insist(world: World, what: string, work: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (await work()) return
    world.failed()
    await audit(world)
  }
  throw new Error(`${what}: still not done after ${TRIES_MAX} tries`)
}

async function insistOn(world: World, status: number, ask: () => Promise<Answer>) {
  let last: Answer | undefined
  await insist(world, `an answer ${status}`, async () => {
    last = await ask()
    // A refusal would be final: none of these faults may look like one.
    if (last.status >= 400 && last.status < 500) throw new Error(JSON.stringify(last.body))
    return last.status === status
  })
  return last as Answer
}

export async function start(world: World): Promise<PurchaseView> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'one', ...AS_BUYER }
  const init = { headers, body: JSON.stringify({ packageId: PACKAGE.id }) }
  const { body } = await insistOn(world, 201, () => world.post('/api/tokens/purchase', init))
  const bought = body as PurchaseView
  // 201 means durable.
  const { orders } = booksOf(await world.harness.documents())
  expect(orders.find(({ id }) => id === bought.purchaseId)?.sessionId).toMatch(/^cs_/)
  return bought
}

async function pay({ harness }: World, { checkoutUrl }: PurchaseView): Promise<void> {
  expect((await harness.pay(checkoutUrl)).status).toBe(303)
}

async function payByBank({ harness }: World, { checkoutUrl }: PurchaseView): Promise<void> {
  const form = { card_number: 'bank_delayed_success' }
  expect((await harness.pay(checkoutUrl, form)).status).toBe(303)
}

async function settleBank({ harness }: World, { purchaseId }: PurchaseView): Promise<void> {
  const { orders } = booksOf(await harness.documents())
  const { sessionId } = orders.find(({ id }) => id === purchaseId) ?? {}
  harness.clock.advance(MINUTE_MS)
  expect((await harness.control(`sessions/${sessionId}/settle`)).status).toBe(200)
}

async function abandon({ harness }: World): Promise<void> {
  harness.clock.advance(41 * MINUTE_MS)
  harness.stripe.tick()
}

const webhooks: Step = (world) => insist(world, 'webhooks', () => world.mail.deliver())
const drain: Step = (world) => insist(world, 'the queue', () => world.consumers.round())

async function confirm(world: World, { purchaseId }: PurchaseView): Promise<void> {
  const path = `/api/tokens/purchases/${purchaseId}/confirm`
  const { body } = await insistOn(world, 200, () => world.post(path, { headers: AS_BUYER }))
  const { orders } = booksOf(await world.harness.documents())
  const { status } = body as PurchaseView
  expect(orders.find(({ id }) => id === purchaseId)?.status).toBe(status)
}

/** Three ticks by which every order is due once; a failed tick is not repeated. */
async function crons(world: World, bought: PurchaseView): Promise<void> {
  for (const minutes of [3, 10, 30]) {
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

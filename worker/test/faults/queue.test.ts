// The queue delivers at least once, in any order, to many consumers; or loses a message. A person
// who paid gets the tokens once all the same.
import { describe, expect, test } from 'vitest'
import { seeded } from '../../../local/faults.ts'
import type { TestMessage } from '../test-queue.ts'
import { messageOf } from '../test-queue.ts'
import { outage } from './breaks.ts'
import type { Plan } from './calls.ts'
import { crashes } from './crash.ts'
import { endingOf } from './ending.ts'
import { type Isolate, startIsolate } from './isolate.ts'
import { audit, crons, drain, pay, start, webhooks } from './steps.ts'
import { peaceOf } from './sweep.ts'
import { startPeacefulWorld, type World } from './world.ts'

const FOR_EVER = { storeTimeoutMs: 3_600_000, stripeTimeoutMs: 3_600_000 }

/** Stripe answers no question about sessions. */
const noSessions: Plan = {
  meet: ({ name }) =>
    name === 'checkout.sessions.retrieve' ? Promise.reject(new TypeError('away')) : undefined,
}
const peace: Plan = { meet: () => undefined }

/** Paid; the event and the cron's look at the order both wait in the queue, nothing is credited. */
async function worldWithWork() {
  const world = await startPeacefulWorld(FOR_EVER)
  const bought = await start(world)
  await pay(world, bought)
  world.calls.follow(noSessions)
  expect(await world.mail.deliver()).toBe(true)
  world.calls.follow(peace)
  world.harness.clock.advance(3 * 60_000)
  await world.isolate().tick()
  const bodies = world.harness.queue.take().messages.map(({ body }) => body)
  expect(bodies).toMatchObject([{ kind: 'event' }, { kind: 'order' }])
  return { world, bought, bodies }
}

const consume = (isolate: Isolate, messages: readonly TestMessage[]): Promise<void> =>
  isolate.consume({ queue: 'kai-work', messages })

async function expectPeace(world: World): Promise<void> {
  await audit(world)
  expect(await endingOf(world)).toEqual((await peaceOf('webhooks first')).ending)
}

test('both messages are lost: the next tick finds the order', async () => {
  const { world, bought } = await worldWithWork()
  await crons(world, bought)
  await expectPeace(world)
})

const SHUFFLES = [1, 2, 3, 4, 5, 6]
test.each(SHUFFLES)('doubled and reordered, shuffle %s', async (seed) => {
  const { world, bodies } = await worldWithWork()
  const random = seeded(seed)
  const many = [...bodies, ...bodies, ...bodies].map((body) => ({ body, at: random() }))
  const messages = many.sort((a, b) => a.at - b.at).map(({ body }) => messageOf(body))
  await consume(world.isolate(), messages)
  expect(messages.map(({ endings }) => endings)).toEqual(messages.map(() => ['ack']))
  await expectPeace(world)
})

test('ten consumers at once, each with both messages', async () => {
  const { world, bought, bodies } = await worldWithWork()
  const consumers = Array.from({ length: 10 }, () => {
    const messages = bodies.map((body) => messageOf(body))
    return consume(startIsolate(world.harness), messages).then(() => messages)
  })
  for (const messages of await Promise.all(consumers)) {
    for (const { endings } of messages) expect(endings).toHaveLength(1)
  }
  await drain(world, bought)
  await expectPeace(world)
})

// Counted below: fewer calls than this would mean that the sweep no longer reaches the credit.
const CALLS_OF_BOTH = 5

describe.each([false, true])('the consumer dies, its call carried out: %s', async (applied) => {
  const indexes = Array.from({ length: CALLS_OF_BOTH }, (_, at) => at + 1)
  test.each(indexes)('at call %s', async (index) => {
    const { world, bodies } = await worldWithWork()
    world.calls.follow(crashes(world, [{ index, applied }]))
    const messages = bodies.map((body) => messageOf(body))
    await expect(consume(world.isolate(), messages)).rejects.toThrow('died')
    expect(world.calls.struck).toBe(1)
    world.calls.follow(peace)
    await audit(world)
    // What was acked is gone; the rest comes again.
    const left = messages.filter(({ endings }) => endings.length === 0)
    expect(left.length).toBeGreaterThan(0)
    await consume(
      world.isolate(),
      left.map(({ body }) => messageOf(body, 2)),
    )
    await expectPeace(world)
  })
})

test('a purchase needs as many calls in the consumer as the sweep breaks', async () => {
  const { world, bodies } = await worldWithWork()
  world.calls.follow(peace)
  await consume(
    world.isolate(),
    bodies.map((body) => messageOf(body)),
  )
  expect(world.calls.names).toHaveLength(CALLS_OF_BOTH)
})

// 200 would tell Stripe to forget an event that nobody here remembers.
test('neither done nor queued is 500, and Stripe sends it again', async () => {
  const world = await startPeacefulWorld()
  const bought = await start(world)
  await pay(world, bought)
  const [event] = await world.mail.events('checkout.session.completed')
  if (!event) throw new Error('nobody paid')
  world.harness.queue.state.down = true
  world.calls.follow(outage({ index: 1, how: 'answers 503' }))
  const before = await world.harness.documents()
  expect(await world.mail.post(event)).toMatchObject({ status: 500, body: { code: 'INTERNAL' } })
  expect(await world.harness.documents()).toEqual(before)
  expect(world.harness.recorder.errors()).toContain('webhook_lost')
  world.harness.queue.state.down = false
  world.calls.follow(peace)
  await webhooks(world, bought)
  await expectPeace(world)
})

test('a tick that can queue nothing fails, and the next one does its work', async () => {
  const world = await startPeacefulWorld()
  const bought = await start(world)
  await pay(world, bought)
  world.harness.clock.advance(3 * 60_000)
  world.harness.queue.state.down = true
  await expect(world.isolate().tick()).rejects.toThrow()
  world.harness.queue.state.down = false
  await crons(world, bought)
  await expectPeace(world)
})

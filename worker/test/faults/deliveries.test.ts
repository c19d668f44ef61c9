// Stripe delivers at least once, in any order, to any isolate; or never.
import { expect, test } from 'vitest'
import { handleEvent } from '../../use-cases/receive-event.ts'
import { endingOf } from './ending.ts'
import { startIsolate } from './isolate.ts'
import { openMail } from './mail.ts'
import { audit, confirm, crons, drain, pay, start } from './steps.ts'
import { peaceOf } from './sweep.ts'
import { ask, startPeacefulWorld } from './world.ts'

const COMPLETED = 'checkout.session.completed'

async function paidWorld() {
  const world = await startPeacefulWorld()
  const bought = await start(world)
  await pay(world, bought)
  const [event] = await world.mail.events(COMPLETED)
  if (!event) throw new Error('nobody paid')
  return { world, bought, event }
}

// The buyer must not get ten times what was paid, nor nothing because ten deliveries got in each
// other's way.
test.each([1, 2, 5])('ten deliveries at once to %s isolates credit once', async (count) => {
  const { world, bought, event } = await paidWorld()
  const mails = Array.from({ length: count }, () => {
    const isolate = startIsolate(world.harness)
    return openMail(world.harness, (init) => ask(isolate, '/api/webhooks/stripe', init))
  })
  const ten = Array.from({ length: 10 }, (_, at) => mails[at % count]?.post(event))
  for (const answer of await Promise.all(ten)) expect(answer?.status).toBe(200)
  await drain(world, bought)
  await audit(world)
  expect(await endingOf(world)).toEqual((await peaceOf('webhooks first')).ending)
})

test('two isolates with turns at every call credit once', async () => {
  const { world, event, bought } = await paidWorld()
  const other = startIsolate(world.harness)
  const hint = {
    id: event.id,
    type: COMPLETED,
    objectId: `${(await world.mail.events(COMPLETED))[0]?.data.object.id}`,
    createdAt: event.created * 1_000_000,
  }
  // Both have read the same before either writes.
  const reads = gate(2)
  const stop = world.harness.intercept('firestore', async (request, next) => {
    const answer = await next(request)
    if (request.url.endsWith(':batchGet')) await reads.pass()
    return answer
  })
  const outcomes = await Promise.all([
    handleEvent(world.isolate().services, hint),
    handleEvent(other.services, { ...hint, id: 'evt_the_other' }),
  ])
  stop()
  expect(outcomes).toEqual(['done', 'done'])
  await confirm(world, bought)
  expect(await endingOf(world)).toEqual((await peaceOf('webhooks first')).ending)
})

/** Holds the first `count` callers until all of them are there. */
function gate(count: number) {
  let waiting = count
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return {
    pass(): Promise<void> {
      waiting -= 1
      if (waiting <= 0) open()
      return opened
    },
  }
}

test('every webhook is lost: the return page credits', async () => {
  const { world, bought } = await paidWorld()
  await confirm(world, bought)
  expect(await endingOf(world)).toEqual((await peaceOf('webhooks first')).ending)
})

// I7: credited within two ticks of the five-minute cron, whoever closed the tab.
test('every webhook is lost and nobody comes back: the second tick credits', async () => {
  const { world, bought } = await paidWorld()
  for (const _ of ['first', 'second']) {
    world.harness.clock.advance(5 * 60_000)
    await world.isolate().tick()
    await drain(world, bought)
  }
  expect(await endingOf(world)).toEqual((await peaceOf('webhooks first')).ending)
})

test('a webhook that comes days later changes nothing any more', async () => {
  const { world, bought, event } = await paidWorld()
  await crons(world, bought)
  const before = await world.harness.documents()
  world.harness.clock.advance(3 * 86_400_000)
  expect((await world.mail.post(event)).status).toBe(200)
  expect(await world.harness.documents()).toEqual(before)
})

test('a forged, an old and a foreign event change nothing', async () => {
  const { world, event } = await paidWorld()
  const before = await world.harness.documents()
  const body = JSON.stringify(event)
  const headers = { 'stripe-signature': `t=${event.created},v1=${'0'.repeat(64)}` }
  expect((await world.post('/api/webhooks/stripe', { headers, body })).status).toBe(400)
  const foreign = { ...event, id: 'evt_x', data: { object: { id: 'cs_test_of_somebody_else' } } }
  expect(await world.mail.post(foreign)).toMatchObject({
    status: 200,
    body: { outcome: 'ignored' },
  })
  expect(await world.harness.documents()).toEqual(before)
})

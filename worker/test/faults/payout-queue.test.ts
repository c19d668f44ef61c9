// The queue delivers a payout at least once, in any order, to many consumers; or loses it. People
// are paid once all the same.
import { describe, expect, onTestFinished, test } from 'vitest'
import { LEASE_MICROS } from '../../domain/payout-job.ts'
import { settlePage } from '../../use-cases/settle-page.ts'
import { CORRECTION, JOB, jobNow, payoutMail, rainNow } from '../payouts.ts'
import type { TestMessage } from '../test-queue.ts'
import { crashes } from './crash.ts'
import { startIsolate } from './isolate.ts'
import {
  type Act,
  auditPayout,
  decideOutcome,
  drainPayouts,
  payoutEnding,
  peacefulPayout,
  startPayoutWorld,
  tickAndDrain,
} from './payout-journey.ts'
import type { World } from './world.ts'

const FOR_EVER = { storeTimeoutMs: 3_600_000 }
const JOBS = { resolve: JOB, correct: CORRECTION } as const

/** Resolved; the message is taken out of the queue and still to be delivered. */
async function resolved(act: Act = 'resolve') {
  const world = await startPayoutWorld(act, FOR_EVER)
  onTestFinished(() => world.close())
  world.calls.follow({ meet: () => undefined })
  await decideOutcome(world, act)
  const { messages } = world.harness.queue.take()
  expect(messages.map(({ body }) => body)).toEqual([{ v: 1, kind: 'payout', jobId: JOBS[act] }])
  return world
}

const consume = (world: World, messages: readonly TestMessage[], isolate = world.isolate()) =>
  isolate.consume({ queue: 'kai-work', messages })

async function expectPeace(world: World, act: Act = 'resolve'): Promise<void> {
  await auditPayout(world)
  expect(await payoutEnding(world)).toEqual((await peacefulPayout(act)).ending)
}

test('the message is lost: the next tick finds the job', async () => {
  const world = await resolved()
  await tickAndDrain(world)
  await expectPeace(world)
})

test('the cron missed an hour, then fires twice', async () => {
  const world = await resolved()
  world.harness.clock.advance(60 * 60_000)
  await world.isolate().tick()
  await world.isolate().tick()
  expect(world.harness.queue.waiting()).toHaveLength(2)
  await drainPayouts(world)
  await tickAndDrain(world)
  await expectPeace(world)
})

test('delivered five times in one batch: paid once', async () => {
  const world = await resolved()
  const messages = Array.from({ length: 5 }, () => payoutMail())
  await consume(world, messages)
  expect(messages.map(({ endings }) => endings)).toEqual(messages.map(() => ['ack']))
  await drainPayouts(world)
  await expectPeace(world)
})

test('a message of the resolution comes after that of its correction', async () => {
  const world = await resolved('correct')
  const messages = [payoutMail(CORRECTION), payoutMail(JOB), payoutMail(CORRECTION)]
  await consume(world, messages)
  expect(messages.map(({ endings }) => endings)).toEqual(messages.map(() => ['ack']))
  await expectPeace(world, 'correct')
})

test('a message that comes before its job is done with: nothing is written', async () => {
  const world = await startPayoutWorld('resolve')
  onTestFinished(() => world.close())
  const before = await world.harness.documents()
  const message = payoutMail(CORRECTION)
  await consume(world, [message])
  expect(message.endings).toEqual(['ack'])
  expect(await world.harness.documents()).toEqual(before)
})

describe.each(['resolve', 'correct'] as const)('%s', (act) => {
  test('ten consumers at once: paid once', async () => {
    const world = await resolved(act)
    const ten = Array.from({ length: 10 }, () => [payoutMail(JOBS[act])])
    await Promise.all(ten.map((mail) => consume(world, mail, startIsolate(world.harness))))
    for (const [message] of ten) expect(message?.endings).toHaveLength(1)
    await auditPayout(world)
    await drainPayouts(world)
    await tickAndDrain(world)
    await expectPeace(world, act)
  })
})

describe('a consumer dies after its first page', () => {
  async function half() {
    const world = await resolved()
    // Query, read, commit of the first page; then the query of the second.
    world.calls.follow(crashes(world, [{ index: 4, applied: false }]))
    const message = payoutMail()
    await expect(consume(world, [message])).rejects.toThrow('died')
    world.calls.follow({ meet: () => undefined })
    expect(message.endings).toEqual([])
    expect(await jobNow(world.harness.services)).toMatchObject({ state: 'running', pages: 1 })
    return world
  }

  test('nobody else goes on while it may still live', async () => {
    const world = await half()
    const before = await world.harness.documents()
    const message = payoutMail(JOB, 2)
    await consume(world, [message])
    expect(message.endings).toEqual(['ack'])
    expect(await world.harness.documents()).toEqual(before)
    await tickAndDrain(world)
    await expectPeace(world)
  })

  test('once its lease is over, any message goes on', async () => {
    const world = await half()
    world.harness.clock.advance(LEASE_MICROS / 1000 + 1)
    await consume(world, [payoutMail(JOB, 2)])
    expect((await jobNow(world.harness.services)).state).toBe('done')
    await expectPeace(world)
  })

  test('the cron leaves it alone for two minutes more, then hands it on', async () => {
    const world = await half()
    world.harness.clock.advance(170_000)
    await world.isolate().tick()
    expect(world.harness.queue.waiting()).toEqual([])
    world.harness.clock.advance(10_000)
    await world.isolate().tick()
    expect(world.harness.queue.waiting()).toHaveLength(1)
    await drainPayouts(world)
    await expectPeace(world)
  })

  // The dead one's last page must not be paid a second time by a call that comes to life late.
  test('its last commit lands after somebody else went on: refused whole', async () => {
    const world = await resolved()
    let land: () => Promise<Response> = () => Promise.reject(new Error('nothing was held'))
    world.calls.follow({
      meet: (call) => {
        if (call.index !== 3) return undefined
        land = call.proceed
        world.crash()
        return new Promise(() => undefined)
      },
    })
    await expect(consume(world, [payoutMail()])).rejects.toThrow('died')
    world.calls.follow({ meet: () => undefined })
    await consume(world, [payoutMail(JOB, 2)])
    const before = await world.harness.documents()
    expect((await land()).status).toBe(400)
    expect(await world.harness.documents()).toEqual(before)
    await expectPeace(world)
  })
})

// Between its look and its page somebody else, whose lease is over by now, paid these people.
test('a page that somebody else paid meanwhile is dropped, and the next one paid', async () => {
  const world = await resolved()
  const { harness } = world
  world.calls.follow({
    meet: (call) => {
      if (call.index !== 1) return undefined
      return call.proceed().then(async (found) => {
        const other = { jobId: JOB, holder: 'other', sizeMax: 150, callsLeft: 40, before: null }
        const { outcome } = await settlePage(harness.services, other)
        expect(outcome.kind).toBe('applied')
        harness.clock.advance(LEASE_MICROS / 1000 + 1)
        return found
      })
    },
  })
  const message = payoutMail()
  await consume(world, [message])
  expect(message.endings).toEqual(['ack'])
  expect(await jobNow(harness.services)).toMatchObject({ state: 'done', pages: 2 })
  await expectPeace(world)
})

test('resolved is not paid: it says so until the last page', async () => {
  const world = await resolved()
  expect(await rainNow(world.harness.services)).toMatchObject({ status: 'resolving' })
  await consume(world, [payoutMail()])
  expect(await rainNow(world.harness.services)).toMatchObject({ status: 'resolved' })
  await expectPeace(world)
})

// The queue is full: whoever resolved gets an answer, and the people their tokens a little later.
test('neither resolving nor going on depends on a queue that takes nothing', async () => {
  const world = await startPayoutWorld('resolve')
  onTestFinished(() => world.close())
  world.harness.queue.state.down = true
  await decideOutcome(world, 'resolve')
  expect(world.harness.recorder.warnings()).toContain('payout_not_queued')
  world.harness.queue.state.down = false
  await tickAndDrain(world)
  await expectPeace(world)
})

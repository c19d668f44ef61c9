// A message that nobody could finish is money that somebody waits for: it is recorded before it is
// let go, and can be driven again through the same code.
import { expect, test } from 'vitest'
import { ATTEMPTS_MAX, DEAD_LETTER_QUEUE } from '../../jobs/queue.ts'
import { messageOf } from '../test-queue.ts'
import { booksOf } from './books.ts'
import { outage } from './breaks.ts'
import type { Plan } from './calls.ts'
import { endingOf } from './ending.ts'
import { audit, pay, start } from './steps.ts'
import { peaceOf } from './sweep.ts'
import { startPeacefulWorld, type World } from './world.ts'

const peace: Plan = { meet: () => undefined }
/** Only what asks for sessions fails: dead letters can be recorded. */
const noSessions: Plan = {
  meet: ({ name }) =>
    name === 'checkout.sessions.retrieve' ? Promise.reject(new TypeError('away')) : undefined,
}

const deadLetters = async ({ harness }: World) => booksOf(await harness.documents()).deadLetters

async function worldWithEvent() {
  const world = await startPeacefulWorld()
  const bought = await start(world)
  await pay(world, bought)
  world.calls.follow(noSessions)
  await world.mail.deliver()
  const [message] = world.harness.queue.take().messages
  if (!message) throw new Error('nothing was queued')
  return { world, body: message.body }
}

async function tryOnce(world: World, body: unknown, attempts: number, queue = 'kai-work') {
  const message = messageOf(body, attempts)
  await world.isolate().consume({ queue, messages: [message] })
  expect(message.endings).toHaveLength(1)
  return { ending: message.endings[0], delay: message.delays[0] ?? 0 }
}

test('it is retried ever later, then recorded, then driven again', async () => {
  const { world, body } = await worldWithEvent()
  let delay = 0
  for (let attempts = 1; attempts < ATTEMPTS_MAX; attempts += 1) {
    const tried = await tryOnce(world, body, attempts)
    expect(tried.ending).toBe('retry')
    expect(tried.delay).toBeGreaterThan(delay)
    delay = tried.delay
    expect(await deadLetters(world)).toEqual([])
  }
  expect((await tryOnce(world, body, ATTEMPTS_MAX)).ending).toBe('ack')
  const [letter, ...others] = await deadLetters(world)
  expect(others).toEqual([])
  expect(letter).toMatchObject({ reason: 'PAYMENTS_UNAVAILABLE', state: 'parked' })
  expect(world.harness.recorder.errors()).toContain('dead_letter_parked')

  world.calls.follow(peace)
  expect((await tryOnce(world, JSON.parse(letter?.body ?? ''), 1)).ending).toBe('ack')
  await audit(world)
  const { ending } = await peaceOf('webhooks first')
  expect(await endingOf(world)).toEqual({ ...(ending as object), deadLetters: 1 })
})

test('what cannot be read is recorded at once and holds up nobody', async () => {
  const { world, body } = await worldWithEvent()
  world.calls.follow(peace)
  const bad = [null, 'text', { v: 2, kind: 'event' }, { v: 1, kind: 'order', purchaseId: 'x' }]
  const messages = [...bad, body].map((each) => messageOf(each))
  await world.isolate().consume({ queue: 'kai-work', messages })
  for (const { endings } of messages) expect(endings).toEqual(['ack'])
  const letters = await deadLetters(world)
  expect(letters.map((letter) => JSON.parse(letter.body))).toEqual(expect.arrayContaining(bad))
  expect(letters).toHaveLength(bad.length)
  const { ending } = await peaceOf('webhooks first')
  expect(await endingOf(world)).toEqual({ ...(ending as object), deadLetters: bad.length })
})

// Acked before it is recorded, it would be gone for good.
test('what cannot be recorded is not let go, by either queue', async () => {
  const { world, body } = await worldWithEvent()
  world.calls.follow(outage({ index: 1, how: 'answers 503' }))
  expect((await tryOnce(world, 'unreadable', 1)).ending).toBe('retry')
  expect((await tryOnce(world, body, 1, DEAD_LETTER_QUEUE)).ending).toBe('retry')
  expect(await deadLetters(world)).toEqual([])
  expect(world.harness.recorder.errors()).toContain('dead_letter_not_parked')

  world.calls.follow(peace)
  expect((await tryOnce(world, body, 2, DEAD_LETTER_QUEUE)).ending).toBe('ack')
  expect(await deadLetters(world)).toMatchObject([{ body: JSON.stringify(body) }])
})

test('recorded twice it is one dead letter', async () => {
  const { world, body } = await worldWithEvent()
  await Promise.all([1, 2, 3].map(() => tryOnce(world, body, ATTEMPTS_MAX)))
  await tryOnce(world, body, ATTEMPTS_MAX)
  expect(await deadLetters(world)).toHaveLength(1)
})

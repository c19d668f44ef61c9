// A message that is acked without being done is a payment nobody ever hears of again.
import { describe, expect, test } from 'vitest'
import type { Harness } from '../test/harness.ts'
import { ORDER_ID } from '../test/orders.ts'
import { startHarness } from '../test/start.ts'
import { messageOf, type TestMessage } from '../test/test-queue.ts'
import { ATTEMPTS_MAX, consume, DEAD_LETTER_QUEUE } from './queue.ts'

const ORDER_JOB = { v: 1, kind: 'order', purchaseId: ORDER_ID }
const EVENT = { id: 'evt_1', type: 'charge.refunded', objectId: 'ch_1', createdAt: 5 }
const EVENT_JOB = { v: 1, kind: 'event', event: EVENT }

const run = (harness: Harness, messages: TestMessage[], queue = 'kai-work') =>
  consume(harness.services, { queue, messages })

async function parked(harness: Harness): Promise<{ body: string; reason: string }[]> {
  const documents = Object.entries(await harness.documents())
  return documents
    .filter(([path]) => path.startsWith('deadLetters/'))
    .map(([, text]) => JSON.parse(text).fields)
    .map(({ body, reason }) => ({ body: body.stringValue, reason: reason.stringValue }))
}

/** As an older version of the product left it. */
const keep = ({ services }: Harness) =>
  services.store.atomically({}, () => ({
    answer: null,
    changes: [
      {
        ref: { kind: 'event', id: EVENT.id },
        value: { ...EVENT, outcome: 'unhandled', purchaseId: null, expiresAt: null },
      },
    ],
  }))

const down = (harness: Harness) =>
  harness.intercept('firestore', () => new Response('', { status: 503 }))

describe('each message ends in exactly one way', () => {
  test('done: acked', async () => {
    const harness = startHarness()
    await keep(harness)
    const message = messageOf(EVENT_JOB)
    await run(harness, [message])
    expect(message.endings).toEqual(['ack'])
    expect((await harness.documents())['stripeEvents/evt_1']).toContain('ignored')
  })

  test('failed for now: retried, later each time, never later than five minutes', async () => {
    const harness = startHarness()
    const restore = down(harness)
    const messages = [1, 2, 5].map((attempts) => messageOf(ORDER_JOB, attempts))
    await run(harness, messages)
    expect(messages.map(({ endings }) => endings)).toEqual([['retry'], ['retry'], ['retry']])
    expect(messages.map(({ delays }) => delays[0])).toEqual([10, 20, 160])
    restore()
    expect(await parked(harness)).toEqual([])
  })

  test('failed six times: parked with its reason, then acked', async () => {
    const harness = startHarness()
    const message = messageOf(EVENT_JOB, ATTEMPTS_MAX)
    const restore = harness.intercept('firestore', async (request, next) => {
      const body = await request.clone().text()
      return body.includes('stripeEvents') ? new Response('', { status: 503 }) : next(request)
    })
    await run(harness, [message])
    restore()
    expect(message.endings).toEqual(['ack'])
    expect(await parked(harness)).toEqual([
      { body: JSON.stringify(EVENT_JOB), reason: 'STORE_UNAVAILABLE' },
    ])
    expect(harness.recorder.errors()).toEqual(['dead_letter_parked'])
  })

  test('one bad message of a batch takes no other with it', async () => {
    const harness = startHarness()
    const messages = [messageOf('?'), messageOf(EVENT_JOB), messageOf(ORDER_JOB)]
    await run(harness, messages)
    expect(messages.map(({ endings }) => endings)).toEqual([['ack'], ['ack'], ['ack']])
  })
})

describe('what cannot be read is parked, never dropped', () => {
  const unreadable: unknown[] = [
    null,
    undefined,
    'text',
    {},
    { ...ORDER_JOB, v: 2 },
    { ...ORDER_JOB, kind: 'unknown' },
    { ...ORDER_JOB, purchaseId: 'pur_short' },
    { v: 1, kind: 'payout', jobId: 'prd_without_version' },
    { ...ORDER_JOB, more: 1 },
    { v: 1, kind: 'lock', predictionId: '../balances/alice' },
    { v: 1, kind: 'lock', purchaseId: ORDER_ID },
    { ...EVENT_JOB, event: { ...EVENT, id: undefined } },
  ]
  for (const body of unreadable) {
    test(JSON.stringify(body) ?? 'undefined', async () => {
      const harness = startHarness()
      const message = messageOf(body)
      await run(harness, [message])
      expect(message.endings).toEqual(['ack'])
      expect(await parked(harness)).toEqual([
        { body: JSON.stringify(body) ?? 'null', reason: 'unreadable' },
      ])
    })
  }

  test('twice the same message is one dead letter', async () => {
    const harness = startHarness()
    await run(harness, [messageOf('?'), messageOf('?')])
    expect(await parked(harness)).toHaveLength(1)
  })
})

describe('when parking itself fails', () => {
  test('the message is retried, not acked: the platform keeps it', async () => {
    const harness = startHarness()
    const restore = down(harness)
    const messages = [messageOf('?'), messageOf(ORDER_JOB, 9)]
    await run(harness, messages)
    expect(messages.map(({ endings }) => endings)).toEqual([['retry'], ['retry']])
    expect(messages.map(({ delays }) => delays[0])).toEqual([300, 300])
    expect(harness.recorder.errors()).toEqual(['dead_letter_not_parked', 'dead_letter_not_parked'])
    restore()
    expect(await harness.documents()).toEqual({})
  })

  test("the platform's dead-letter queue ends up in the same place", async () => {
    const harness = startHarness()
    const restore = down(harness)
    const [first, again] = [messageOf(EVENT_JOB), messageOf(EVENT_JOB)]
    await run(harness, [first], DEAD_LETTER_QUEUE)
    expect(first.endings).toEqual(['retry'])
    restore()
    await run(harness, [again], DEAD_LETTER_QUEUE)
    expect(again.endings).toEqual(['ack'])
    // It is recorded there, not tried again.
    expect(await parked(harness)).toEqual([
      { body: JSON.stringify(EVENT_JOB), reason: 'max_retries' },
    ])
    expect(Object.keys(await harness.documents())).toHaveLength(1)
  })
})

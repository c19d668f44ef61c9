// A dead letter is a payment or a payout that nobody hears of again unless somebody sees to it.
import { describe, expect, test } from 'vitest'
import { consume } from '../jobs/queue.ts'
import { chainOf } from '../test/admins.ts'
import type { Harness } from '../test/harness.ts'
import { codeOf, must, orderNow, startPaid, walletOf } from '../test/shop.ts'
import { ADMIN, BOB } from '../test/start.ts'
import { messageOf as deliveryOf } from '../test/test-queue.ts'
import { readDeadLetter } from './read-dead-letter.ts'
import { closeDeadLetter, listDeadLetters, replayDeadLetter } from './see-to-dead-letter.ts'

const NEWEST = { limit: 10, after: null }

/** Stripe answers nobody, so the look at a paid order dies on the queue. */
async function start() {
  const { harness, s, placed: order } = await startPaid()
  const away = harness.intercept('stripe', () => new Response('', { status: 503 }))
  const job = { v: 1, kind: 'order', purchaseId: order.id } as const
  await run(harness, job)
  const [letter] = await listDeadLetters(s, { state: 'parked' }, NEWEST)
  if (!letter) throw new Error('nothing was parked')
  const replay = (adminId = ADMIN) => replayDeadLetter(s, { adminId, id: letter.id })
  return { harness, s, order, job, letter, away, replay }
}

const run = (harness: Harness, body: unknown) =>
  consume(harness.services, { queue: 'kai-work', messages: [deliveryOf(body, 6)] })

test('what died is listed with its reason; once the cause is gone, replaying does it', async () => {
  const { harness, s, order, job, letter, away, replay } = await start()
  expect(letter).toMatchObject({ reason: 'PAYMENTS_UNAVAILABLE', attempts: 6, decided: null })
  expect(await s.store.oldestParked()).toBe(letter.parkedAt)
  away()
  const { stripe, ours } = must(await readDeadLetter(s, letter.id))
  expect(stripe).toMatchObject({ paid: true, clientReferenceId: order.id })
  expect(stripe).not.toHaveProperty('personal')
  expect(ours).toMatchObject({ id: order.id, status: 'pending' })
  const done = must(await replay()).value
  expect(done).toMatchObject({ state: 'driven', decided: { by: ADMIN, reason: 'replayed' } })
  expect((await orderNow(s, order)).status).toBe('credited')
  expect(await s.store.oldestParked()).toBeNull()
  expect((await chainOf(s)).map(({ action }) => action)).toEqual(['deadLetter.replay'])
  // The same message may die once more, of something else.
  harness.intercept('firestore', async (request, next) => {
    const body = await request.clone().text()
    return body.includes('purchases') ? new Response('', { status: 503 }) : next(request)
  })
  await run(harness, job)
  expect(await s.store.oldestParked()).not.toBeNull()
})

// Letters pile up while Stripe is away: whoever sees to them then must at least see them.
test('a letter is read while Stripe is away, with what is known without it', async () => {
  const { s, order, letter, away } = await start()
  const silent = must(await readDeadLetter(s, letter.id))
  expect(silent).toMatchObject({ letter: { id: letter.id }, stripe: null, stripeAnswered: false })
  expect(silent.ours).toMatchObject({ id: order.id, status: 'pending' })
  away()
  expect(must(await readDeadLetter(s, letter.id))).toMatchObject({
    stripe: { paid: true },
    stripeAnswered: true,
  })
})

describe('twice', () => {
  test('at once, by two admins, credits once and is audited once', async () => {
    const { s, order, away, replay } = await start()
    away()
    const both = await Promise.all([replay(ADMIN), replay(BOB)])
    expect(both.map((one) => must(one).value.state)).toEqual(['driven', 'driven'])
    expect((await orderNow(s, order)).status).toBe('credited')
    expect(await walletOf(s, order.userId)).toMatchObject({ version: 1 })
    expect([...(await chainOf(s, ADMIN)), ...(await chainOf(s, BOB))]).toHaveLength(1)
  })

  test('one that was seen to is only told', async () => {
    const { harness, away, replay } = await start()
    away()
    must(await replay())
    const before = await harness.documents()
    expect(must(await replay(BOB))).toMatchObject({ replayed: true, value: { state: 'driven' } })
    expect(await harness.documents()).toEqual(before)
  })
})

test('while the cause is there it waits on, and no more is written', async () => {
  const { harness, s, letter, replay } = await start()
  const before = (await harness.documents())[`deadLetters/${letter.id}`]
  await expect(replay()).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
  expect((await harness.documents())[`deadLetters/${letter.id}`]).toBe(before)
  expect(await chainOf(s)).toEqual([])
})

test('what can not be read is not replayed; it is closed with a reason', async () => {
  const { harness, s } = await start()
  await run(harness, { v: 9, kind: 'order' })
  const [letter] = await listDeadLetters(s, {}, NEWEST)
  const id = letter?.reason === 'unreadable' ? letter.id : ''
  const input = { adminId: ADMIN, id }
  expect(codeOf(await replayDeadLetter(s, input))).toBe('DEAD_LETTER_UNREADABLE')
  const closed = must(await closeDeadLetter(s, input, 'From an old version.')).value
  expect(closed).toMatchObject({ state: 'closed', decided: { by: ADMIN, reason: null } })
  const [listed] = await listDeadLetters(s, { state: 'closed' }, NEWEST)
  expect(listed).toMatchObject({ id, decidedReason: 'From an old version.' })
  const none = { adminId: ADMIN, id: '0'.repeat(64) }
  expect(codeOf(await replayDeadLetter(s, none))).toBe('DEAD_LETTER_NOT_FOUND')
  expect(codeOf(await readDeadLetter(s, none.id))).toBe('DEAD_LETTER_NOT_FOUND')
})

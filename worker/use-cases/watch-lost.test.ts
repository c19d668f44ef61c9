// What no message could bring about waits for people: whatever is lost, nobody keeps both tokens
// and money unseen, and nothing that was only kept dies again and again for ever.
import { expect, test } from 'vitest'
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { casesOf } from '../test/books.ts'
import { byHand, text } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { drainQueue } from '../test/payouts.ts'
import { ADMIN } from '../test/people.ts'
import { must, order, walletOf } from '../test/shop.ts'
import { BOB, sdkFor, startHarness } from '../test/start.ts'
import { pushKeptEvents } from './push-kept-events.ts'
import { listDeadLetters, replayDeadLetter } from './see-to-dead-letter.ts'

/** Bought, credited, and nobody will hear of anything that happens at Stripe. */
async function deaf() {
  const harness = startHarness()
  harness.stripe.setWebhook(undefined)
  const bought = await order(harness)
  await harness.pay(bought.checkoutUrl)
  await tickOn(harness)
  await drainQueue(harness)
  const sdk = sdkFor(harness)
  const session = await sdk.checkout.sessions.retrieve(bought.sessionId)
  const refund = (amount: number) =>
    sdk.refunds.create({ payment_intent: String(session.payment_intent), amount })
  return { harness, s: harness.services, bought, refund, sdk }
}

async function tickOn(harness: Harness): Promise<void> {
  harness.clock.advance(5 * 60_000)
  await tick(harness.services, EVERY_FIVE_MINUTES)
}

const waiting = async ({ services }: Harness) =>
  (await listDeadLetters(services, { state: 'parked' }, { limit: 10, after: null })).map(
    ({ id, body, reason }) => ({ id, reason, about: JSON.parse(body).event?.objectId }),
  )

/** The queue takes messages, and none of them ever comes. */
async function losing(harness: Harness, ticks: number): Promise<void> {
  for (let each = 0; each < ticks; each += 1) {
    await tickOn(harness)
    harness.queue.take()
  }
}

test('what was told for an hour in vain is a dead letter, and its replay takes back', async () => {
  const { harness, s, refund } = await deaf()
  const lost = await refund(300)
  await losing(harness, 11)
  expect(await waiting(harness)).toEqual([])
  const late = await refund(200)
  await losing(harness, 1)
  const [letter, ...others] = await waiting(harness)
  expect(letter).toMatchObject({ reason: 'unheard', about: lost.id })
  // The late one was never told: it is looked at again.
  expect(others).toEqual([])
  expect(await walletOf(s)).toMatchObject({ available: 550 })
  must(await replayDeadLetter(s, { adminId: ADMIN, id: letter?.id ?? '' }))
  expect(await walletOf(s)).toMatchObject({ available: 275 })
  await losing(harness, 12)
  expect((await waiting(harness)).map(({ about }) => about)).toEqual([late.id])
})

test("somebody else's is asked about a few times, and is nobody's dead letter", async () => {
  const { harness, sdk } = await deaf()
  const { data } = await sdk.prices.list()
  const theirs = await sdk.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: String(data[0]?.id), quantity: 1 }],
    success_url: 'https://shop.test/',
    client_reference_id: 'their-own-7',
  })
  await harness.pay(theirs.url)
  const paid = await sdk.checkout.sessions.retrieve(theirs.id)
  await sdk.refunds.create({ payment_intent: String(paid.payment_intent) })
  const told: number[] = []
  for (let each = 0; each < 14; each += 1) {
    await tickOn(harness)
    told.push(harness.queue.waiting().filter((body) => JSON.stringify(body).includes('re_')).length)
    await drainQueue(harness)
  }
  expect(told).toEqual([1, 1, 1, ...Array(11).fill(0)])
  expect(await waiting(harness)).toEqual([])
})

// Stripe may know whose a refund is a moment later than what it is.
test("one that is nobody's at first is asked about again, whatever else is unheard", async () => {
  const { harness, refund, sdk } = await deaf()
  const other = await order(harness, 'other', BOB)
  await harness.pay(other.checkoutUrl)
  await tickOn(harness)
  await drainQueue(harness)
  const paid = await sdk.checkout.sessions.retrieve(other.sessionId)
  await sdk.refunds.create({ payment_intent: String(paid.payment_intent), amount: 300 })
  await losing(harness, 4)
  const late = await refund(200)
  let asked = 0
  harness.intercept('stripe', (request, next) => {
    if (!request.url.includes(`/refunds/${late.id}`)) return next(request)
    asked += 1
    const error = { type: 'invalid_request_error', code: 'resource_missing', message: '' }
    return asked === 1 ? Response.json({ error }, { status: 404 }) : next(request)
  })
  for (let each = 0; each < 3; each += 1) {
    await tickOn(harness)
    await drainQueue(harness)
  }
  expect(asked).toBeGreaterThan(1)
  expect(await walletOf(harness.services)).toMatchObject({ available: 440 })
})

test('what shows in the last look only is told, too, before it is given up', async () => {
  const { harness, refund } = await deaf()
  await refund(300)
  const hidden = await refund(200)
  const restore = harness.intercept('stripe', async (request, next) => {
    const answer = await next(request)
    if (!new URL(request.url).searchParams.has('created[gt]')) return answer
    const list = (await answer.json()) as { data: { id: string }[] }
    return Response.json({ ...list, data: list.data.filter(({ id }) => id !== hidden.id) })
  })
  await losing(harness, 11)
  restore()
  await tickOn(harness)
  await drainQueue(harness)
  expect(await walletOf(harness.services)).toMatchObject({ available: 275 })
})

const keep = (s: Harness['services'], id: string, objectId: string) =>
  s.store.atomically({}, () => {
    const event = { id, type: 'refund.created', objectId, createdAt: 5 }
    const value = { ...event, outcome: 'unhandled', purchaseId: null, expiresAt: null } as const
    return { answer: null, changes: [{ ref: { kind: 'event', id }, value }] }
  })

test('a kept event that always dies ends as its dead letter; others are done', async () => {
  const { harness, s, refund } = await deaf()
  const sound = await refund(300)
  await keep(s, 'evt_poison', 're_poison')
  await keep(s, 'evt_sound', sound.id)
  const restore = harness.intercept('stripe', (request, next) =>
    request.url.includes('re_poison')
      ? new Response('{"error":{}}', { status: 500 })
      : next(request),
  )
  await pushKeptEvents(s)
  await dieOf(harness)
  const [letter, ...others] = await waiting(harness)
  expect([letter?.about, others]).toEqual(['re_poison', []])
  expect(await walletOf(s)).toMatchObject({ available: 385 })
  expect(await pushKeptEvents(s)).toEqual([])
  expect(harness.queue.waiting()).toEqual([])
  restore()
  must(await replayDeadLetter(s, { adminId: ADMIN, id: letter?.id ?? '' }))
  expect((await harness.documents())['stripeEvents/evt_poison']).toContain('"ignored"')
})

test('a kept event that somebody bent keeps no other from its turn, and is named', async () => {
  const { harness, s, refund } = await deaf()
  const sound = await refund(300)
  await keep(s, 'evt_bent', 're_1')
  await byHand(harness, 'PATCH', 'stripeEvents/evt_bent', { id: text('other') })
  await keep(s, 'evt_sound', sound.id)
  await tickOn(harness)
  await drainQueue(harness)
  expect(await walletOf(s)).toMatchObject({ available: 385 })
  expect(await casesOf(harness)).toEqual(['recon_event_unreadable_evt_bent'])
})

/** Every message is delivered as often as the queue does. */
async function dieOf(harness: Harness): Promise<void> {
  const { messages } = harness.queue.take()
  for (const { body } of messages) {
    for (let attempts = 1; attempts <= 6; attempts += 1) {
      let isOver = false
      const message = {
        body,
        attempts,
        ack: () => {
          isOver = true
        },
        retry: () => undefined,
      }
      await consume(harness.services, { queue: 'kai-work', messages: [message] })
      if (isOver) break
    }
  }
}

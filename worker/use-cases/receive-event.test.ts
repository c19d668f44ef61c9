// 200 to Stripe means: done, or safely kept. Whatever we can't do now must not be lost.
import { describe, expect, test } from 'vitest'
import { consume } from '../jobs/queue.ts'
import { COMPLETED, eventOf, order, orderNow, walletOf } from '../test/shop.ts'
import { sdkFor, startHarness } from '../test/start.ts'
import { receiveEvent } from './receive-event.ts'

async function start() {
  const harness = startHarness()
  const placed = await order(harness)
  return { harness, s: harness.services, placed }
}

const eventsIn = (documents: Record<string, string>): string[] =>
  Object.keys(documents).filter((path) => path.startsWith('stripeEvents/'))

describe('a delivery of Stripe, signed and all', () => {
  test('of a payment credits it, and is recorded for 90 days', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    await harness.webhooks()
    expect((await orderNow(s, placed)).status).toBe('credited')
    const documents = await harness.documents()
    const [path = ''] = eventsIn(documents)
    const { fields } = JSON.parse(documents[path] ?? '{}')
    expect(fields.outcome).toEqual({ stringValue: 'done' })
    const [created, expires] = [fields.createdAt, fields.expiresAt].map(({ timestampValue }) =>
      Date.parse(timestampValue),
    )
    expect((expires ?? 0) - (created ?? 0)).toBe(90 * 86_400_000)
    expect(harness.recorder.errors()).toEqual([])
  })

  test('of a decline shows the buyer why', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl, { card_number: '4000000000000069' })
    await harness.webhooks()
    expect(await orderNow(s, placed)).toMatchObject({
      status: 'pending',
      failureReason: 'expired_card',
    })
  })
})

describe('each type has its meaning', () => {
  test('a charge or intent that succeeded never grants by itself', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    for (const type of ['charge.succeeded', 'payment_intent.succeeded', 'invoice.paid']) {
      expect(await receiveEvent(s, eventOf(type, placed.sessionId))).toBe('ignored')
    }
    expect(await walletOf(s)).toMatchObject({ available: 0 })
  })

  test("of somebody else's checkout on the same Stripe account is not ours to act on", async () => {
    const { harness, s } = await start()
    const { stripePriceId } = (await s.store.packages())[0] ?? {}
    const foreign = await sdkFor(harness).checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price: stripePriceId ?? '', quantity: 1 }],
      success_url: 'https://elsewhere.test',
    })
    await harness.pay(foreign.url)
    const sdk = sdkFor(harness)
    const paid = await sdk.checkout.sessions.retrieve(foreign.id)
    const [charge] = (await sdk.charges.list({ payment_intent: `${paid.payment_intent}` })).data
    const before = await harness.documents()
    const events = [
      eventOf(COMPLETED, foreign.id),
      eventOf(COMPLETED, 'cs_test_none'),
      eventOf(COMPLETED, 'not a session'),
      eventOf('payment_intent.payment_failed', 'pi_none'),
      eventOf('charge.refunded', charge?.id ?? ''),
      eventOf('refund.created', 're_none'),
      eventOf('charge.dispute.created', 'du_none'),
      eventOf('radar.early_fraud_warning.created', 'issfr_none'),
    ]
    for (const event of events) expect(await receiveEvent(s, event)).toBe('ignored')
    expect(await harness.documents()).toEqual(before)
  })
})

describe('when it cannot be done now', () => {
  for (const service of ['stripe', 'firestore'] as const) {
    test(`${service} is away: it is queued, and done from there later`, async () => {
      const { harness, s, placed } = await start()
      await harness.pay(placed.checkoutUrl)
      const restore = harness.intercept(service, () => new Response('{}', { status: 503 }))
      const event = eventOf(COMPLETED, placed.sessionId)
      expect(await receiveEvent(s, event)).toBe('queued')
      expect(harness.queue.waiting()).toEqual([{ v: 1, kind: 'event', event }])
      restore()
      const batch = harness.queue.take()
      await consume(s, batch)
      expect(batch.messages.map(({ endings }) => endings)).toEqual([['ack']])
      expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
    })
  }

  test('and the queue is away too: it throws, so that Stripe sends it again', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    const restore = harness.intercept('firestore', () => new Response('', { status: 503 }))
    harness.queue.state.down = true
    const receiving = receiveEvent(s, eventOf(COMPLETED, placed.sessionId))
    await expect(receiving).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    await harness.webhooks()
    restore()
    expect(await walletOf(s)).toMatchObject({ available: 0 })
    harness.clock.advance(60_000)
    await harness.webhooks()
    expect(await walletOf(s)).toMatchObject({ available: 550, version: 1 })
  })

  test('a bug of ours does not lose a paid event either: it is queued like an outage', async () => {
    const { harness, s, placed } = await start()
    await harness.pay(placed.checkoutUrl)
    const sha256 = () => {
      throw new RangeError('bug')
    }
    const broken = { ...s, hash: { sha256 } }
    expect(await receiveEvent(broken, eventOf(COMPLETED, placed.sessionId))).toBe('queued')
    expect(harness.queue.waiting()).toHaveLength(1)
  })
})

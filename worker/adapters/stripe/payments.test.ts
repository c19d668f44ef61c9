// Stripe through the port: what is asked, what comes back, and what is never asked twice.
import { describe, expect, test } from 'vitest'
import { SessionId } from '../../../shared/ids.ts'
import type { Order } from '../../domain/purchase.ts'
import { orderOf } from '../../test/orders.ts'
import { RETURN_TO, sdkFor, sell, startHarness } from '../../test/start.ts'

async function start() {
  const harness = startHarness()
  const { payments } = harness.services
  const sold = await sell(harness)
  const createdAt = harness.clock.now() * 1000
  const draft = orderOf({
    status: 'creating',
    stripePriceId: sold.stripePriceId,
    createdAt,
    expiresAt: createdAt + 40 * 60_000_000,
  })
  const order: Order = {
    ...draft,
    checkoutRequest: payments.draftCheckout(draft, RETURN_TO, 'snap'),
  }
  return { harness, payments, sold, order, sdk: sdkFor(harness) }
}

async function opened({ payments, order }: Awaited<ReturnType<typeof start>>) {
  const session = await payments.openCheckout(order)
  if (session === 'refused') throw new Error('refused')
  return session
}

describe('a checkout', () => {
  test('asks for the one package at its price, and names the order everywhere', async () => {
    const { order } = await start()
    expect(JSON.parse(order.checkoutRequest)).toEqual({
      mode: 'payment',
      currency: 'usd',
      adaptive_pricing: { enabled: false },
      client_reference_id: order.id,
      line_items: [{ price: order.stripePriceId, quantity: 1 }],
      metadata: { purchaseId: order.id, userId: order.userId, snapshot: 'snap' },
      payment_intent_data: { metadata: { purchaseId: order.id } },
      success_url: `${RETURN_TO}/wallet/purchases/${order.id}?result=paid`,
      cancel_url: `${RETURN_TO}/wallet/purchases/${order.id}?result=cancelled`,
      expires_at: order.expiresAt / 1_000_000,
    })
  })

  test('comes back open and unpaid, with a page to pay at', async () => {
    const started = await start()
    expect(await opened(started)).toMatchObject({
      status: 'open',
      paid: false,
      clientReferenceId: started.order.id,
      snapshot: 'snap',
      userIdHint: started.order.userId,
      currency: 'usd',
      subtotalCents: 999,
      livemode: false,
      url: expect.stringMatching(/^http/),
    })
  })

  test('asked for twice is the same session, not a second one', async () => {
    const started = await start()
    const sessions = [await opened(started), await opened(started)]
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(1)
    expect((await started.sdk.checkout.sessions.list()).data).toHaveLength(1)
  })

  test('that Stripe refuses for good is a value, asked once', async () => {
    const { harness, payments, order } = await start()
    const gone = { ...order, stripePriceId: 'price_gone' }
    const request = payments.draftCheckout(gone, RETURN_TO, 'snap')
    expect(await payments.openCheckout({ ...gone, checkoutRequest: request })).toBe('refused')
    expect(harness.pauses).toEqual([])
  })

  test('with another request under the same key is an outage: never a second session', async () => {
    const started = await start()
    await opened(started)
    const { payments, order, sdk } = started
    const request = payments.draftCheckout(order, 'http://localhost:9999', 'snap')
    const opening = payments.openCheckout({ ...order, checkoutRequest: request })
    await expect(opening).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    expect((await sdk.checkout.sessions.list()).data).toHaveLength(1)
  })
})

describe('a session asked for again', () => {
  test('tells who paid with what, and the card only by its last digits', async () => {
    const started = await start()
    const { harness, payments } = started
    const { id, url } = await opened(started)
    await harness.pay(url)
    const session = await payments.session(id)
    expect(session).toMatchObject({ status: 'complete', paid: true, subtotalCents: 999 })
    expect(session?.intent).toMatchObject({ state: 'succeeded', declineCode: null })
    expect(session?.personal).toMatchObject({
      card: { brand: 'visa', last4: '4242' },
      name: 'Test Buyer',
      receiptUrl: expect.stringContaining('/receipts/'),
    })
    expect(session?.cardFingerprint).toMatch(/^\w{16}$/)
    expect(JSON.stringify(session)).not.toContain('4242424242424242')
  })

  test('tells why a card was declined', async () => {
    const started = await start()
    const { id, url } = await opened(started)
    await started.harness.pay(url, { card_number: '4000000000009995' })
    expect(await started.payments.session(id)).toMatchObject({
      status: 'open',
      paid: false,
      intent: { declineCode: 'insufficient_funds' },
    })
  })

  test('that does not exist is null', async () => {
    const { payments } = await start()
    expect(await payments.session(SessionId.parse('cs_test_none'))).toBeNull()
  })
})

describe('a session whose creation was never answered', () => {
  async function crowd({ sdk, order }: Awaited<ReturnType<typeof start>>, count: number) {
    const request = JSON.parse(order.checkoutRequest)
    for (let n = 0; n < count; n += 1) {
      await sdk.checkout.sessions.create({ ...request, client_reference_id: `pur_other_${n}` })
    }
  }

  test('is found among those of that minute, also behind a full page of others', async () => {
    const started = await start()
    const { id } = await opened(started)
    await crowd(started, 130)
    expect((await started.payments.findSession(started.order))?.id).toBe(id)
  })

  test('that never came to be is null, once all were looked at', async () => {
    const started = await start()
    await crowd(started, 3)
    expect(await started.payments.findSession(started.order)).toBeNull()
  })

  test('of another day is not looked at', async () => {
    const started = await start()
    await opened(started)
    const later = { ...started.order, createdAt: started.order.createdAt + 86_400_000_000 }
    expect(await started.payments.findSession(later)).toBeNull()
  })

  test('is never called lost while there are more pages than we look through', async () => {
    const started = await start()
    let pages = 0
    started.harness.intercept('stripe', () => {
      pages += 1
      return Response.json({ object: 'list', has_more: true, data: [{ id: `cs_test_${pages}` }] })
    })
    const finding = started.payments.findSession(started.order)
    await expect(finding).rejects.toMatchObject({ code: 'PAYMENTS_UNAVAILABLE' })
    expect(pages).toBe(5)
  })
})

describe('the rest of the port', () => {
  test('a price says what Stripe charges, and null when there is none', async () => {
    const { payments, sold } = await start()
    expect(await payments.price(sold.stripePriceId)).toEqual({
      id: sold.stripePriceId,
      productId: sold.stripeProductId,
      cents: 999,
      currency: 'usd',
      active: true,
    })
    expect(await payments.price('price_none')).toBeNull()
  })

  test('a session is expired once; one that is paid stays paid', async () => {
    const started = await start()
    const { payments, harness } = started
    const { id, url } = await opened(started)
    await payments.expire(id)
    await payments.expire(id)
    expect(await payments.session(id)).toMatchObject({ status: 'expired', paid: false })
    expect((await harness.pay(url)).status).toBeGreaterThanOrEqual(400)
    const other = await payments.openCheckout({ ...started.order, id: otherId })
    if (other === 'refused') throw new Error('refused')
    await harness.pay(other.url)
    await payments.expire(other.id)
    expect(await payments.session(other.id)).toMatchObject({ paid: true })
  })

  test('a payment intent names its purchase, or nobody', async () => {
    const started = await start()
    const { id, url } = await opened(started)
    await started.harness.pay(url)
    const intentId = (await started.payments.session(id))?.intent?.id ?? ''
    expect(await started.payments.paymentOf('intent', intentId)).toEqual({
      intentId,
      purchaseId: started.order.id,
    })
    expect(await started.payments.paymentOf('intent', 'pi_none')).toBeNull()
  })

  test('health is the answer of Stripe itself', async () => {
    const { harness, payments } = await start()
    expect(await payments.healthy()).toBe(true)
    harness.intercept('stripe', () => new Response('', { status: 500 }))
    expect(await payments.healthy()).toBe(false)
  })
})

const otherId = orderOf().id.replace(/a/g, 'b') as Order['id']

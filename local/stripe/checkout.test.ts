// The hosted page decides what a buyer pays; each published card must do what Stripe's does.
import { expect, test } from 'vitest'
import { newSession, paidWith, startStack, submit } from './test-stack.ts'

// A buyer pays: the product credits tokens from these events and this session alone.
test('4242 pays: session, intent, charge and signed events agree', async () => {
  const stack = await startStack()
  const { created, response, session, intent, charge } = await paidWith(
    stack,
    '4242 4242 4242 4242',
  )
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe(`http://shop.test/done?session=${created.id}`)
  expect(session).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    amount_total: 999,
    amount_subtotal: 999,
    livemode: false,
    client_reference_id: 'pur_1',
    url: null,
  })
  expect(intent).toMatchObject({
    status: 'succeeded',
    amount_received: 999,
    metadata: { purchaseId: 'pur_1' },
  })
  expect(charge).toMatchObject({ paid: true, captured: true, amount: 999, refunded: false })
  expect(charge.payment_method_details?.card).toMatchObject({ brand: 'visa', last4: '4242' })
  expect(charge.billing_details.name).toBe('Test Buyer')
  expect((await fetch(charge.receipt_url ?? '')).status).toBe(200)
  await stack.events()
  expect(await stack.happened()).toEqual([
    'product.created',
    'price.created',
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'checkout.session.completed',
    'charge.updated',
  ])
  const [event] = stack.only('charge.succeeded')
  expect(event).toMatchObject({ livemode: false, pending_webhooks: 1, object: 'event' })
  expect(event?.data.object).toMatchObject({ balance_transaction: null })
  expect(event?.request?.id).toMatch(/^req_/)
  const [updated] = stack.only('charge.updated')
  expect(updated?.data.previous_attributes).toEqual({ balance_transaction: null })
  const [completed] = stack.only('checkout.session.completed')
  expect(completed?.request).toEqual({ id: null, idempotency_key: null })
  expect(stack.only('checkout.session.completed')[0]?.data.object).toMatchObject({
    id: created.id,
    payment_status: 'paid',
  })
})

// A declined buyer tries another card: one session, one intent, never two charges taken.
test('a decline leaves the session open, and a second card pays it', async () => {
  const stack = await startStack()
  const session = await newSession(stack)
  const page = await submit(session.url, { card_number: '4000000000000002' })
  expect(page.status).toBe(402)
  expect(await page.text()).toContain('Your card was declined.')
  const broke = await submit(session.url, { card_number: '4000000000009995' })
  expect(broke.status).toBe(402)
  await stack.events()
  const codes = stack.only('payment_intent.payment_failed').map((event) => {
    const intent = event.data.object as { last_payment_error: { decline_code: string } }
    return intent.last_payment_error.decline_code
  })
  expect(codes.toSorted()).toEqual(['generic_decline', 'insufficient_funds'])
  const paid = await submit(session.url, { card_number: '4242424242424242' })
  expect(paid.status).toBe(303)
  const intents = await stack.sdk.paymentIntents.list()
  expect(intents.data).toHaveLength(1)
  const charges = await stack.sdk.charges.list({ payment_intent: intents.data[0]?.id })
  expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'failed'])
})

// A bank debit is promised, not paid: crediting tokens on `completed` would give them away.
test('bank debits complete unpaid and settle later, either way', async () => {
  const stack = await startStack()
  const good = await paidWith(stack, 'bank_delayed_success')
  const bad = await paidWith(stack, 'bank_delayed_failure')
  for (const { session, intent, charge } of [good, bad]) {
    expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    expect(intent.status).toBe('processing')
    expect(charge).toMatchObject({ status: 'pending', paid: false })
  }
  expect((await stack.happened()).slice(2, 6)).toEqual([
    'payment_intent.created',
    'charge.pending',
    'payment_intent.processing',
    'checkout.session.completed',
  ])
  expect((await stack.control(`sessions/${good.session.id}/settle`)).status).toBe(200)
  expect((await stack.control(`sessions/${bad.session.id}/settle`)).status).toBe(200)
  expect((await stack.control(`sessions/${bad.session.id}/settle`)).status).toBe(400)
  expect(await stack.happened()).toEqual([
    'charge.succeeded',
    'payment_intent.succeeded',
    'checkout.session.async_payment_succeeded',
    'charge.failed',
    'payment_intent.payment_failed',
    'checkout.session.async_payment_failed',
  ])
  const read = (id: string) => stack.sdk.checkout.sessions.retrieve(id)
  expect((await read(good.session.id)).payment_status).toBe('paid')
  expect((await read(bad.session.id)).payment_status).toBe('unpaid')
})

test('with settleMs a bank debit settles by the clock', async () => {
  const stack = await startStack({ settleMs: 5_000 })
  const { session } = await paidWith(stack, 'bank_delayed_success')
  stack.clock.now += 4_000
  const before = await stack.sdk.checkout.sessions.retrieve(session.id)
  stack.clock.now += 2_000
  const after = await stack.sdk.checkout.sessions.retrieve(session.id)
  expect([before.payment_status, after.payment_status]).toEqual(['unpaid', 'paid'])
})

test('0259 pays and is then disputed', async () => {
  const stack = await startStack()
  const { session, charge } = await paidWith(stack, '4000000000000259')
  expect(session.payment_status).toBe('paid')
  // The dispute is told of before the payment: nothing may rest on their order.
  expect((await stack.happened()).slice(2)).toEqual([
    'payment_intent.created',
    'charge.succeeded',
    'charge.dispute.created',
    'charge.dispute.funds_withdrawn',
    'payment_intent.succeeded',
    'checkout.session.completed',
    'charge.updated',
  ])
  const disputes = await stack.sdk.disputes.list({ charge: charge.id })
  expect(disputes.data[0]).toMatchObject({ amount: 999, status: 'needs_response' })
})

test('cancel goes back and leaves the session open; a bad number is explained', async () => {
  const stack = await startStack()
  const session = await newSession(stack)
  const back = await submit(session.url, { action: 'cancel' })
  expect([back.status, back.headers.get('location')]).toEqual([303, 'http://shop.test/back'])
  const wrong = await submit(session.url, { card_number: '1234' })
  expect(wrong.status).toBe(400)
  expect(await wrong.text()).toContain('role="alert"')
  const old = await submit(session.url, { card_number: '4242424242424242', expiry: '01/20' })
  expect(old.status).toBe(400)
  const again = await stack.sdk.checkout.sessions.retrieve(session.id)
  expect(again).toMatchObject({ status: 'open', payment_intent: null })
})

// A double click must not charge twice, and must not strand the buyer.
test('paying twice at once charges once; the other answer leads on', async () => {
  const stack = await startStack()
  const session = await newSession(stack)
  const form = { card_number: '4242424242424242' }
  const both = await Promise.all([submit(session.url, form), submit(session.url, form)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409])
  const late = both.find(({ status }) => status === 409)
  expect(await late?.text()).toContain(`http://shop.test/done?session=${session.id}`)
  expect((await stack.sdk.charges.list()).data).toHaveLength(1)
})

test('an expired session takes no money and says so', async () => {
  const stack = await startStack()
  const session = await newSession(stack)
  await submit(session.url, { card_number: '4000000000000002' })
  stack.clock.now += 24 * 60 * 60 * 1000
  const page = await submit(session.url, { card_number: '4242424242424242' })
  expect(page.status).toBe(410)
  expect((await stack.sdk.checkout.sessions.retrieve(session.id)).status).toBe('expired')
  const types = await stack.events()
  expect(types).toContain('checkout.session.expired')
  expect(types).toContain('payment_intent.canceled')
  expect(types).not.toContain('charge.succeeded')
})

// The page shows text that admins typed: it must not become markup.
test('the page names package and amount, escapes both ways, and needs no script', async () => {
  const stack = await startStack()
  const session = await newSession(stack)
  const page = await fetch(session.url ?? '')
  const text = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(text).toContain('Starter &lt;pack&gt;')
  expect(text).toContain('$9.99')
  expect(text).toContain('TEST MODE')
  expect(text).not.toContain('<script')
  const echoed = await submit(session.url, { card_number: '"><script>alert(1)</script>' })
  expect(await echoed.text()).not.toContain('<script')
})

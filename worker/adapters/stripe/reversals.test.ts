// What Stripe says of a payment decides how many tokens are taken: a refund that is overlooked is a
// gift, one that is counted twice is theft.
import { expect, test } from 'vitest'
import { REFUND_ID } from '../../test/orders.ts'
import { order } from '../../test/shop.ts'
import { sdkFor, startHarness } from '../../test/start.ts'

async function startPaid() {
  const harness = startHarness()
  const placed = await order(harness)
  await harness.pay(placed.checkoutUrl)
  const { payments } = harness.services
  const intentId = (await payments.session(placed.sessionId))?.intent?.id ?? ''
  const sdk = sdkFor(harness)
  const [charge] = (await sdk.charges.list({ payment_intent: intentId })).data
  if (!charge) throw new Error('nothing was charged')
  const facts = async () => {
    const found = await payments.reversals(intentId)
    if (!found) throw new Error('no such payment')
    return found
  }
  return { harness, payments, placed, intentId, sdk, charge, facts }
}

test('a payment that nobody touched: charged, and nothing else', async () => {
  const { payments, facts } = await startPaid()
  expect(await facts()).toEqual({ chargedCents: 999, refunds: [], disputes: [] })
  expect(await payments.reversals('pi_none')).toBeNull()
})

test('each part of a payment names it and its purchase', async () => {
  const { harness, payments, placed, intentId, sdk, charge } = await startPaid()
  const refund = await sdk.refunds.create({ charge: charge.id, amount: 100 })
  await harness.control(`charges/${charge.id}/early_fraud_warning`)
  await harness.control(`charges/${charge.id}/dispute`)
  const [warning] = (await sdk.radar.earlyFraudWarnings.list()).data
  const [dispute] = (await sdk.disputes.list()).data
  const hint = { intentId, purchaseId: placed.id }
  expect(await payments.paymentOf('charge', charge.id)).toEqual(hint)
  expect(await payments.paymentOf('refund', refund.id)).toEqual(hint)
  expect(await payments.paymentOf('dispute', dispute?.id ?? '')).toEqual(hint)
  expect(await payments.paymentOf('warning', warning?.id ?? '')).toEqual(hint)
  expect(await payments.paymentOf('refund', 're_none')).toBeNull()
})

// Anybody at the dashboard may change metadata; a refund must take its tokens all the same.
test.each(['', `pur_${'b'.repeat(40)}`])(
  'metadata "%s" hides no payment of ours',
  async (purchaseId) => {
    const { payments, placed, intentId, sdk, charge } = await startPaid()
    await sdk.paymentIntents.update(intentId, { metadata: { purchaseId } })
    const hint = { intentId, purchaseId: placed.id }
    expect(await payments.paymentOf('charge', charge.id)).toEqual(hint)
    expect(await payments.paymentOf('intent', intentId)).toEqual(hint)
  },
)

test('a refund through us says so, and asked for twice it is one', async () => {
  const { payments, intentId, facts } = await startPaid()
  const wish = { id: REFUND_ID, intentId, cents: 300, reason: 'duplicate' } as const
  const sent = await payments.refund(wish)
  expect(sent).toMatchObject({ cents: 300, state: 'succeeded', refundId: REFUND_ID })
  expect(await payments.refund(wish)).toEqual(sent)
  expect((await facts()).refunds).toEqual([sent])
})

test('more than is left is refused for good', async () => {
  const { payments, intentId, facts } = await startPaid()
  const wish = { id: REFUND_ID, intentId, cents: 1000, reason: 'duplicate' } as const
  expect(await payments.refund(wish)).toBe('refused')
  expect((await facts()).refunds).toEqual([])
})

test('more refunds than fit on a page are all seen', async () => {
  const { sdk, charge, facts } = await startPaid()
  for (let n = 0; n < 101; n += 1) await sdk.refunds.create({ charge: charge.id, amount: 1 })
  const { refunds } = await facts()
  expect(new Set(refunds.map(({ id }) => id)).size).toBe(101)
})

test('a refund that failed is told as failed', async () => {
  const { harness, sdk, charge, facts } = await startPaid()
  const refund = await sdk.refunds.create({ charge: charge.id, amount: 300 })
  await harness.control(`refunds/${refund.id}`, { status: 'failed' })
  expect((await facts()).refunds).toMatchObject([{ cents: 300, state: 'failed', refundId: null }])
})

test('what a dispute withdrew is back once it is won', async () => {
  const { harness, sdk, charge, facts } = await startPaid()
  await harness.control(`charges/${charge.id}/dispute`, { amount: 500 })
  expect((await facts()).disputes).toMatchObject([{ state: 'open', withdrawnCents: 500 }])
  const [dispute] = (await sdk.disputes.list()).data
  await harness.control(`disputes/${dispute?.id}`, { outcome: 'won' })
  expect((await facts()).disputes).toMatchObject([{ state: 'won', withdrawnCents: 0 }])
})

test('a dispute in the currency of the card takes all of the charge', async () => {
  const { harness, charge, facts } = await startPaid()
  await harness.control(`charges/${charge.id}/dispute`)
  harness.intercept('stripe', async (request, next) => {
    const answer = await next(request)
    if (!request.url.includes('/v1/disputes')) return answer
    const list = (await answer.json()) as { data: object[] }
    const data = list.data.map((each) => ({ ...each, amount: 862, currency: 'eur' }))
    return Response.json({ ...list, data })
  })
  expect((await facts()).disputes).toMatchObject([{ state: 'open', withdrawnCents: 999 }])
})

test('an inquiry withdraws nothing, until it is escalated', async () => {
  const { harness, sdk, charge, facts } = await startPaid()
  await harness.control(`charges/${charge.id}/dispute`, { inquiry: true })
  expect((await facts()).disputes).toMatchObject([{ state: 'inquiry', withdrawnCents: 0 }])
  const [dispute] = (await sdk.disputes.list()).data
  await harness.control(`disputes/${dispute?.id}`, { outcome: 'escalated' })
  expect((await facts()).disputes).toMatchObject([{ state: 'open', withdrawnCents: 999 }])
})

test('half an answer is an outage, never half of the refunds', async () => {
  const { harness, payments, intentId, sdk, charge } = await startPaid()
  await sdk.refunds.create({ charge: charge.id, amount: 300 })
  for (const broken of ['/v1/refunds', '/v1/disputes', '/v1/payment_intents/']) {
    const restore = harness.intercept('stripe', (request, next) =>
      request.url.includes(broken) ? new Response('{}', { status: 200 }) : next(request),
    )
    await expect(payments.reversals(intentId)).rejects.toMatchObject({
      code: 'PAYMENTS_UNAVAILABLE',
    })
    restore()
  }
})

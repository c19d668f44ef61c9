// Money that goes back: refunds, failed refunds, disputes. The product takes tokens back from these
// objects, so their sums must be Stripe's.
import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { paidWith, startStack } from './test-stack.ts'

const refused = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable('the call was accepted'),
    (error: Stripe.errors.StripeError) => error,
  )

test('a charge is refunded in parts, never beyond its amount', async () => {
  const stack = await startStack()
  const { charge, intent } = await paidWith(stack, '4242424242424242')
  await stack.events()
  const { refunds, charges } = stack.sdk
  const part = await refunds.create({
    payment_intent: intent.id,
    amount: 400,
    reason: 'requested_by_customer',
    metadata: { by: 'admin' },
  })
  expect(part).toMatchObject({ amount: 400, status: 'succeeded', charge: charge.id })
  expect(await charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 400, refunded: false })
  const beyond = await refused(refunds.create({ charge: charge.id, amount: 600 }))
  expect(beyond).toMatchObject({ statusCode: 400, param: 'amount' })
  expect(await refunds.create({ charge: charge.id })).toMatchObject({ amount: 599 })
  const again = await refused(refunds.create({ charge: charge.id }))
  expect(again.code).toBe('charge_already_refunded')
  const full = await charges.retrieve(charge.id, { expand: ['refunds', 'balance_transaction'] })
  expect(full).toMatchObject({ amount_refunded: 999, refunded: true })
  expect(full.refunds?.data.map(({ amount }) => amount)).toEqual([599, 400])
  expect(full.balance_transaction).toMatchObject({ amount: 999, type: 'charge' })
  expect((await refunds.list({ payment_intent: intent.id })).data).toHaveLength(2)
  expect((await stack.events()).toSorted()).toEqual([
    'charge.refunded',
    'charge.refunded',
    'refund.created',
    'refund.created',
  ])
})

// A failed refund gave nothing back: the tokens belong to the buyer again.
test('a refund that fails later leaves the charge unrefunded', async () => {
  const stack = await startStack()
  const { charge } = await paidWith(stack, '4242424242424242')
  const refund = await stack.sdk.refunds.create({ charge: charge.id, amount: 300 })
  await stack.events()
  await stack.control(`refunds/${refund.id}`, { status: 'failed' })
  expect((await stack.control(`refunds/${refund.id}`, { status: 'failed' })).status).toBe(400)
  expect(await stack.sdk.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed' })
  const read = await stack.sdk.charges.retrieve(charge.id)
  expect(read).toMatchObject({ amount_refunded: 0, refunded: false })
  expect((await stack.events()).toSorted()).toEqual(['refund.failed', 'refund.updated'])
})

test('card 5126 fails its refunds by the clock; a bank debit’s refund arrives by it', async () => {
  const stack = await startStack({ settleMs: 1_000 })
  const card = await paidWith(stack, '4000000000005126')
  const bank = await paidWith(stack, 'bank_delayed_success')
  stack.clock.now += 1_000
  stack.local.tick()
  const failing = await stack.sdk.refunds.create({ charge: card.charge.id })
  const slow = await stack.sdk.refunds.create({ charge: bank.charge.id })
  expect([failing.status, slow.status]).toEqual(['succeeded', 'pending'])
  stack.clock.now += 1_000
  const read = async (id: string) => (await stack.sdk.refunds.retrieve(id)).status
  expect([await read(failing.id), await read(slow.id)]).toEqual(['failed', 'succeeded'])
})

test('a dispute takes the money, blocks refunds, and winning brings it back', async () => {
  const stack = await startStack()
  const { charge } = await paidWith(stack, '4000000000000259')
  const [dispute] = (await stack.sdk.disputes.list({ charge: charge.id })).data
  expect(dispute?.balance_transactions.map(({ amount }) => amount)).toEqual([-999])
  const blocked = await refused(stack.sdk.refunds.create({ charge: charge.id }))
  expect(blocked.code).toBe('charge_disputed')
  await stack.events()
  const evidence = { uncategorized_text: 'winning_evidence', customer_name: 'A' }
  const won = await stack.sdk.disputes.update(dispute?.id ?? '', { evidence })
  expect(won).toMatchObject({ status: 'won', evidence: { customer_name: 'A' } })
  expect(won.balance_transactions.map(({ amount }) => amount)).toEqual([-999, 999])
  expect((await stack.events()).toSorted()).toEqual([
    'charge.dispute.closed',
    'charge.dispute.funds_reinstated',
    'charge.dispute.updated',
  ])
  expect((await refused(stack.sdk.disputes.close(won.id))).message).toContain('already closed')
})

test('a dispute can be lost: by evidence, by accepting it, by the local control', async () => {
  const stack = await startStack()
  const ids: string[] = []
  for (let index = 0; index < 3; index += 1) {
    const { charge } = await paidWith(stack, '4000000000000259')
    ids.push((await stack.sdk.disputes.list({ charge: charge.id })).data[0]?.id ?? '')
  }
  const [first = '', second = '', third = ''] = ids
  const evidence = { uncategorized_text: 'losing_evidence' }
  expect((await stack.sdk.disputes.update(first, { evidence })).status).toBe('lost')
  expect((await stack.sdk.disputes.close(second)).status).toBe('lost')
  await stack.control(`disputes/${third}`, { outcome: 'lost' })
  expect((await stack.sdk.disputes.retrieve(third)).status).toBe('lost')
})

test('an inquiry moves no money until it is escalated', async () => {
  const stack = await startStack()
  const { charge } = await paidWith(stack, '4242424242424242')
  await stack.events()
  const opened = await stack.control(`charges/${charge.id}/dispute`, { inquiry: true, amount: 500 })
  const { id } = (await opened.json()) as { id: string }
  expect(await stack.sdk.disputes.retrieve(id)).toMatchObject({
    amount: 500,
    status: 'warning_needs_response',
    balance_transactions: [],
  })
  expect(await stack.events()).toEqual(['charge.dispute.created'])
  await stack.control(`disputes/${id}`, { outcome: 'escalated' })
  expect((await stack.sdk.disputes.retrieve(id)).balance_transactions[0]).toMatchObject({
    amount: -500,
  })
  expect(await stack.events()).toContain('charge.dispute.funds_withdrawn')
})

test('an early fraud warning names its charge', async () => {
  const stack = await startStack()
  const { charge } = await paidWith(stack, '4242424242424242')
  await stack.control(`charges/${charge.id}/early_fraud_warning`)
  const { data } = await stack.sdk.radar.earlyFraudWarnings.list({ charge: charge.id })
  expect(data[0]).toMatchObject({ actionable: true, charge: charge.id })
  expect(await stack.events()).toContain('radar.early_fraud_warning.created')
})

// Fraud checks compare fingerprints: one card, one fingerprint, across buyers and restarts.
test('a card has one fingerprint, another card another', async () => {
  const stack = await startStack()
  const print = async (number: string) =>
    (await paidWith(stack, number)).charge.payment_method_details?.card?.fingerprint
  const visa = await print('4242424242424242')
  expect(await print('4242 4242 4242 4242')).toBe(visa)
  expect(await print('5555555555554444')).not.toBe(visa)
})

test('unknown controls and bad bodies are refused, and the controls are listed', async () => {
  const stack = await startStack()
  expect((await stack.control('nothing')).status).toBe(404)
  expect((await stack.control('disputes/x', { outcome: 'maybe' })).status).toBe(400)
  const listed = await fetch(`${stack.url}/__local/`)
  expect(JSON.stringify(await listed.json())).toContain('POST /__local/sessions/:id/settle')
})

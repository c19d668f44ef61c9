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
  await stack.happened()
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
  expect(await stack.happened()).toEqual([
    'refund.created',
    'charge.refunded',
    'refund.created',
    'charge.refunded',
  ])
})

// A failed refund gave nothing back: the tokens belong to the buyer again.
test('a refund that fails later leaves the charge unrefunded', async () => {
  const stack = await startStack()
  const { charge } = await paidWith(stack, '4242424242424242')
  const refund = await stack.sdk.refunds.create({ charge: charge.id, amount: 300 })
  await stack.happened()
  await stack.control(`refunds/${refund.id}`, { status: 'failed' })
  expect((await stack.control(`refunds/${refund.id}`, { status: 'failed' })).status).toBe(400)
  const failed = await stack.sdk.refunds.retrieve(refund.id)
  expect(failed).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' })
  const read = await stack.sdk.charges.retrieve(charge.id)
  expect(read).toMatchObject({ amount_refunded: 0, refunded: false })
  expect(await stack.happened()).toEqual([
    'refund.updated',
    'charge.refund.updated',
    'refund.failed',
  ])
  const [taken, returned] = await Promise.all(
    [refund.balance_transaction, failed.failure_balance_transaction].map((id) =>
      stack.sdk.balanceTransactions.retrieve(String(id)),
    ),
  )
  expect([taken?.amount, returned?.amount]).toEqual([-300, 300])
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
  await stack.happened()
  const evidence = { uncategorized_text: 'winning_evidence', customer_name: 'A' }
  const { id = '' } = dispute ?? {}
  const reviewed = await stack.sdk.disputes.update(id, { evidence })
  expect(reviewed).toMatchObject({ status: 'under_review', evidence: { customer_name: 'A' } })
  const won = await stack.sdk.disputes.retrieve(id)
  expect(won).toMatchObject({ status: 'won', is_charge_refundable: true })
  expect(won.balance_transactions.map(({ amount }) => amount)).toEqual([-999, 999])
  expect(await stack.happened()).toEqual([
    'charge.dispute.updated',
    'charge.updated',
    'charge.dispute.funds_reinstated',
    'charge.dispute.closed',
  ])
  expect((await refused(stack.sdk.disputes.close(id))).message).toBe(
    'This dispute is already closed',
  )
  expect(await stack.sdk.refunds.create({ charge: charge.id })).toMatchObject({ amount: 999 })
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
  expect((await stack.sdk.disputes.update(first, { evidence })).status).toBe('under_review')
  expect((await stack.sdk.disputes.retrieve(first)).status).toBe('lost')
  expect((await stack.sdk.disputes.close(second)).status).toBe('lost')
  await stack.control(`disputes/${third}`, { outcome: 'lost' })
  expect((await stack.sdk.disputes.retrieve(third)).status).toBe('lost')
})

test('an inquiry moves no money until it is escalated', async () => {
  const stack = await startStack()
  const { charge } = await paidWith(stack, '4242424242424242')
  await stack.happened()
  const opened = await stack.control(`charges/${charge.id}/dispute`, { inquiry: true, amount: 500 })
  const { id } = (await opened.json()) as { id: string }
  expect(await stack.sdk.disputes.retrieve(id)).toMatchObject({
    amount: 500,
    status: 'warning_needs_response',
    balance_transactions: [],
  })
  expect(await stack.happened()).toEqual(['charge.dispute.created'])
  await stack.control(`disputes/${id}`, { outcome: 'escalated' })
  expect((await stack.sdk.disputes.retrieve(id)).balance_transactions[0]).toMatchObject({
    amount: -500,
  })
  expect(await stack.happened()).toContain('charge.dispute.funds_withdrawn')
})

test('evidence without a verdict is under review; silence loses when it is due', async () => {
  const stack = await startStack()
  const open = async () => {
    const { charge } = await paidWith(stack, '4000000000002685')
    const [dispute] = (await stack.sdk.disputes.list({ charge: charge.id })).data
    return dispute as Stripe.Dispute
  }
  const [defended, ignored] = [await open(), await open()]
  expect(defended).toMatchObject({ reason: 'product_not_received', status: 'needs_response' })
  const evidence = { uncategorized_text: 'we sent it' }
  await stack.sdk.disputes.update(defended.id, { evidence })
  stack.clock.now = (ignored.evidence_details.due_by ?? 0) * 1000
  const read = (id: string) => stack.sdk.disputes.retrieve(id)
  expect((await read(defended.id)).status).toBe('under_review')
  expect(await read(ignored.id)).toMatchObject({
    status: 'lost',
    evidence_details: { past_due: true },
  })
})

test('an inquiry takes refunds, may be escalated, and is closed without winners', async () => {
  const stack = await startStack({ settleMs: 4_000 })
  const { charge } = await paidWith(stack, '4000000000001976')
  const [inquiry] = (await stack.sdk.disputes.list({ charge: charge.id })).data
  const id = inquiry?.id ?? ''
  expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] })
  await stack.sdk.refunds.create({ charge: charge.id, amount: 200 })
  const evidence = { uncategorized_text: 'escalate_inquiry_evidence' }
  const answered = await stack.sdk.disputes.update(id, { evidence })
  expect(answered.status).toBe('warning_under_review')
  stack.clock.now += 4_000
  const escalated = await stack.sdk.disputes.retrieve(id)
  expect(escalated.status).toBe('needs_response')
  expect(escalated.balance_transactions.map(({ amount }) => amount)).toEqual([-999])
  const blocked = await refused(stack.sdk.refunds.create({ charge: charge.id, amount: 1 }))
  expect(blocked.code).toBe('charge_disputed')

  const other = await paidWith(stack, '4000000000001976')
  const [second] = (await stack.sdk.disputes.list({ charge: other.charge.id })).data
  await stack.control(`disputes/${second?.id}`, { outcome: 'won' })
  expect(await stack.sdk.disputes.retrieve(second?.id ?? '')).toMatchObject({
    status: 'warning_closed',
    balance_transactions: [],
  })
})

// Else the buyer would get the money twice, and the shop would pay for it.
test('a refund on its way is stopped by a chargeback; one that arrived is not', async () => {
  const stack = await startStack({ settleMs: 1_000 })
  const slow = await paidWith(stack, '4000000000007726')
  const pending = await stack.sdk.refunds.create({ charge: slow.charge.id, amount: 100 })
  expect(pending.status).toBe('pending')
  await stack.control(`charges/${slow.charge.id}/dispute`)
  expect(await stack.sdk.refunds.retrieve(pending.id)).toMatchObject({
    status: 'failed',
    failure_reason: 'charge_for_pending_refund_disputed',
  })
  const other = await paidWith(stack, '4000000000007726')
  const refund = await stack.sdk.refunds.create({ charge: other.charge.id, amount: 100 })
  await stack.happened()
  stack.clock.now += 1_000
  expect((await stack.sdk.refunds.retrieve(refund.id)).status).toBe('succeeded')
  expect(await stack.happened()).toEqual(['refund.updated', 'charge.refund.updated'])
  await stack.control(`charges/${other.charge.id}/dispute`)
  expect((await stack.sdk.refunds.retrieve(refund.id)).status).toBe('succeeded')
})

test('an early fraud warning names its charge', async () => {
  const stack = await startStack()
  const { charge } = await paidWith(stack, '4242424242424242')
  await stack.control(`charges/${charge.id}/early_fraud_warning`)
  const { data } = await stack.sdk.radar.earlyFraudWarnings.list({ charge: charge.id })
  expect(data[0]).toMatchObject({ actionable: true, charge: charge.id })
  expect(await stack.happened()).toContain('radar.early_fraud_warning.created')
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

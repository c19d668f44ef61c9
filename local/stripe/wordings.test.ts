// The product sorts refusals by code and parameter, and people read the words in its log: what is
// refused otherwise here would pass here and fail in production.
import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { paidWith, startStack } from './test-stack.ts'

type Asked = Readonly<Record<string, string>>

const sell = (sdk: Stripe, more: Asked) =>
  sdk.checkout.sessions.create({ success_url: 'http://shop.test', ...more } as object)
const refund = (sdk: Stripe, params: Asked) =>
  sdk.refunds.create(params as Stripe.RefundCreateParams)

interface Wording {
  readonly ask: (sdk: Stripe) => Promise<unknown>
  readonly status: number
  readonly code?: string
  readonly param?: string
}

const absent = { status: 404, code: 'resource_missing' } as const
const WORDINGS: Readonly<Record<string, Wording>> = {
  'Invalid mode: must be one of payment, setup, or subscription': {
    ask: (sdk) => sell(sdk, { mode: 'x' }),
    status: 400,
    param: 'mode',
  },
  'Received unknown parameter: foo': {
    ask: (sdk) => sell(sdk, { mode: 'payment', foo: '1' }),
    status: 400,
    code: 'parameter_unknown',
    param: 'foo',
  },
  'Received unknown parameters: foo, bar': {
    ask: (sdk) => sell(sdk, { mode: 'payment', foo: '1', bar: '2' }),
    status: 400,
    code: 'parameter_unknown',
    param: 'foo',
  },
  'Missing required param: line_items.': {
    ask: (sdk) => sell(sdk, { mode: 'payment' }),
    status: 400,
    code: 'parameter_missing',
    param: 'line_items',
  },
  'One of the following params should be provided for this request: payment_intent or charge.': {
    ask: (sdk) => refund(sdk, {}),
    status: 400,
  },
  'This value must be greater than or equal to 1.': {
    ask: (sdk) => refund(sdk, { charge: 'ch_x', amount: '0' }),
    status: 400,
    code: 'parameter_invalid_integer',
    param: 'amount',
  },
  'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer': {
    ask: (sdk) => refund(sdk, { charge: 'ch_x', reason: 'x' }),
    status: 400,
    param: 'reason',
  },
  "No such charge: 'ch_x'": {
    ask: (sdk) => refund(sdk, { charge: 'ch_x' }),
    ...absent,
    param: 'id',
  },
  "No such refund: 're_x'": {
    ask: (sdk) => sdk.refunds.retrieve('re_x'),
    ...absent,
    param: 'refund',
  },
  "No such dispute: 'du_x'": {
    ask: (sdk) => sdk.disputes.retrieve('du_x'),
    ...absent,
    param: 'dispute',
  },
  "No such payment_intent: 'pi_x'": {
    ask: (sdk) => sdk.paymentIntents.retrieve('pi_x'),
    ...absent,
    param: 'intent',
  },
  "No such price: 'price_x'": {
    ask: (sdk) => sdk.prices.retrieve('price_x'),
    ...absent,
    param: 'price',
  },
}

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable('the call was accepted'),
    (error: Stripe.errors.StripeError) => error,
  )

test.each(Object.entries(WORDINGS))('%s', async (message, { ask, status, code, param }) => {
  const { sdk } = await startStack()
  const error = await refusalOf(ask(sdk))
  expect(error.type).toBe('StripeInvalidRequestError')
  const said = [error.message, error.statusCode, error.code, error.param]
  expect(said).toEqual([message, status, code, param])
})

test('what a charge refuses names it', async () => {
  const stack = await startStack()
  const { charge } = await paidWith(stack, '4242424242424242')
  const beyond = await refusalOf(refund(stack.sdk, { charge: charge.id, amount: '1000' }))
  const limit = 'Refund amount ($10.00) is greater than unrefunded amount on charge ($9.99)'
  expect([beyond.message, beyond.code, beyond.param]).toEqual([limit, undefined, 'amount'])
  const whole = await stack.sdk.refunds.create({ charge: charge.id })
  const again = await refusalOf(refund(stack.sdk, { charge: charge.id }))
  const twice = `Charge ${charge.id} has already been refunded.`
  expect([again.message, again.code]).toEqual([twice, 'charge_already_refunded'])
  const cancelled = await refusalOf(stack.sdk.refunds.cancel(whole.id))
  expect(cancelled.message).toBe('Canceling this refund is unsupported.')

  const disputed = await paidWith(stack, '4000000000000259')
  const blocked = await refusalOf(refund(stack.sdk, { charge: disputed.charge.id }))
  const back = `Charge ${disputed.charge.id} has been charged back; cannot issue a refund.`
  expect([blocked.message, blocked.code]).toEqual([back, 'charge_disputed'])

  const declined = await paidWith(stack, '4000000000000002')
  const nothing = await refusalOf(refund(stack.sdk, { payment_intent: declined.intent.id }))
  expect(nothing.message).toBe(
    `This PaymentIntent (${declined.intent.id}) does not have a successful charge to refund.`,
  )
})

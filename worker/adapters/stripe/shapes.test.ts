// Stripe's objects have many optional corners; each has one meaning for us, and none throws.
import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { toPrice, toSession } from './shapes.ts'

/** What the code reads of a session; the rest of Stripe's object doesn't matter here. */
function session(more: object = {}): Stripe.Checkout.Session {
  const read = {
    id: 'cs_test_1',
    url: 'https://pay.test/1',
    status: 'open',
    payment_status: 'unpaid',
    client_reference_id: 'pur_1',
    metadata: { userId: 'alice' },
    currency: 'usd',
    amount_subtotal: 999,
    livemode: false,
    payment_intent: null,
    customer_details: null,
    ...more,
  }
  return read as object as Stripe.Checkout.Session
}

const intent = (more: object): object => ({
  payment_intent: {
    id: 'pi_1',
    status: 'requires_payment_method',
    last_payment_error: null,
    latest_charge: null,
    ...more,
  },
})

describe('paid means paid', () => {
  test('only by the one word that says so: a free or unpaid session never credits', () => {
    const paidBy = (payment_status: string) => toSession(session({ payment_status })).paid
    expect(['paid', 'unpaid', 'no_payment_required', ''].map(paidBy)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test('what Stripe leaves out stays unknown instead of becoming something', () => {
    const bare = session({ currency: null, amount_subtotal: null, metadata: null, url: null })
    expect(toSession({ ...bare, client_reference_id: null, status: null })).toMatchObject({
      currency: '',
      subtotalCents: null,
      userIdHint: null,
      url: null,
      clientReferenceId: null,
      status: 'open',
      intent: null,
      personal: {},
      cardFingerprint: null,
    })
  })
})

describe('a payment intent', () => {
  const intentOf = (more: object) => toSession(session(intent(more))).intent

  test('that was not expanded says nothing', () => {
    expect(toSession(session({ payment_intent: 'pi_1' })).intent).toBeNull()
  })

  test('is succeeded, processing, failed or waiting', () => {
    const error = { last_payment_error: { code: 'card_declined' } }
    expect(intentOf({ status: 'succeeded' })?.state).toBe('succeeded')
    expect(intentOf({ status: 'processing' })?.state).toBe('processing')
    expect(intentOf({ status: 'canceled' })?.state).toBe('failed')
    expect(intentOf({ status: 'requires_payment_method' })?.state).toBe('waiting')
    expect(intentOf({ status: 'requires_payment_method', ...error })?.state).toBe('failed')
    // Paid at the second try: the first one's error is history.
    expect(intentOf({ status: 'succeeded', ...error })?.state).toBe('succeeded')
  })

  test('names the most precise reason Stripe gives', () => {
    const declined = (last_payment_error: object | null) =>
      intentOf({ last_payment_error })?.declineCode
    expect(declined({ code: 'card_declined', decline_code: 'insufficient_funds' })).toBe(
      'insufficient_funds',
    )
    expect(declined({ code: 'expired_card' })).toBe('expired_card')
    expect(declined({})).toBe('card_declined')
    expect(declined(null)).toBeNull()
  })
})

describe('personal details', () => {
  const charge = (more: object) =>
    toSession(
      session({
        ...intent({
          latest_charge: { billing_details: { name: null }, receipt_url: null, ...more },
        }),
        customer_details: { name: 'From the form' },
      }),
    )

  test('come from the charge, the name also from the form', () => {
    const card = { brand: 'visa', last4: '4242', fingerprint: 'print' }
    const full = charge({
      payment_method_details: { card },
      billing_details: { name: 'On the card' },
      receipt_url: 'https://r.test',
    })
    expect(full.personal).toEqual({
      card: { brand: 'visa', last4: '4242' },
      name: 'On the card',
      receiptUrl: 'https://r.test',
    })
    expect(full.cardFingerprint).toBe('print')
    expect(charge({}).personal).toEqual({ name: 'From the form' })
  })

  test('of a bank debit have no card', () => {
    const bank = charge({ payment_method_details: { us_bank_account: { last4: '6789' } } })
    expect(bank.personal).not.toHaveProperty('card')
    expect(bank.cardFingerprint).toBeNull()
  })
})

test('a price is known by its product, expanded or not; one without amount has none', () => {
  const price = { id: 'price_1', unit_amount: 5, currency: 'usd', active: true }
  const read = (more: object) => toPrice({ ...price, ...more } as object as Stripe.Price)
  expect(read({ product: 'prod_1' })).toMatchObject({ productId: 'prod_1', cents: 5 })
  expect(read({ product: { id: 'prod_1' } }).productId).toBe('prod_1')
  expect(read({ product: 'prod_1', unit_amount: null }).cents).toBeNull()
})

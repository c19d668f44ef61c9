// Banks, other currencies and new words of Stripe: each has one meaning here, the careful one.
import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { toDispute, toPaymentHint, toRefund } from './reversal-shapes.ts'

const refund = (status: string | null) =>
  toRefund({ id: 're_1', amount: 5, status, metadata: null, created: 1 } as Stripe.Refund).state

test('a refund counts unless it is known to have failed', () => {
  expect(['failed', 'canceled'].map(refund)).toEqual(['failed', 'failed'])
  expect(refund('succeeded')).toBe('succeeded')
  expect(['pending', 'requires_action', null].map(refund)).toEqual([
    'pending',
    'pending',
    'pending',
  ])
})

const CHARGED = { cents: 999, currency: 'usd', received: { amount: 830, currency: 'chf' } }

function dispute(status: string, moved: number[] = [], more: object = {}, charged = CHARGED) {
  const balance_transactions = moved.map((amount) => ({ amount, currency: 'chf' }))
  const about = { id: 'du_1', amount: 900, currency: 'usd', reason: 'x', created: 1 }
  const facts = { ...about, status, balance_transactions, ...more }
  return toDispute(facts as object as Stripe.Dispute, charged)
}

test('a dispute in a state that nobody knows is one that people look at', () => {
  const states = ['warning_under_review', 'under_review', 'prevented', 'warning_closed', 'new word']
  expect(states.map((status) => dispute(status).state)).toEqual([
    'inquiry',
    'open',
    'over',
    'over',
    'open',
  ])
})

// The account may hold another currency than the buyer paid in.
test('what a bank withdrew is told in the cents of the charge', () => {
  expect(dispute('open').withdrawnCents).toBe(0)
  expect(dispute('open', [-830]).withdrawnCents).toBe(900)
  expect(dispute('won', [-830, 830]).withdrawnCents).toBe(0)
  expect(dispute('won', [-830, 415]).withdrawnCents).toBe(450)
  expect(dispute('lost', [-830, 830, -830]).withdrawnCents).toBe(900)
})

// Counted as cents, 862 euros' cents would leave its buyer 14 of 100 tokens along with the money.
test('of a dispute in another currency counts what it took of what we got for the charge', () => {
  const euros = { amount: 862, currency: 'eur' }
  expect(dispute('open', [], euros).withdrawnCents).toBe(0)
  expect(dispute('open', [-830], euros).withdrawnCents).toBe(999)
  expect(dispute('open', [-415], euros).withdrawnCents).toBe(500)
  // Rates move: never more than was paid.
  expect(dispute('open', [-850], euros).withdrawnCents).toBe(999)
  expect(dispute('won', [-415, 415], euros).withdrawnCents).toBe(0)
  // Nothing to compare it with: all of what it withdrew counts as all of the charge.
  const elsewhere = { ...CHARGED, received: { amount: 999, currency: 'usd' } }
  expect(dispute('open', [-415], euros, elsewhere).withdrawnCents).toBe(999)
})

test('what belongs to no payment intent is nobody of ours', () => {
  const part = (more: object) => toPaymentHint({ object: 'charge', ...more } as Stripe.Charge)
  expect(part({ payment_intent: null })).toBeNull()
  expect(part({ payment_intent: 'pi_1' })).toEqual({ intentId: 'pi_1', purchaseId: null })
  expect(part({ payment_intent: { id: 'pi_1', metadata: {} } })?.purchaseId).toBeNull()
})

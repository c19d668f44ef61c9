// An admin who meets a form that is then refused has promised a refund to somebody already.
import { expect, test } from 'vitest'
import type { AdminPurchaseView } from '../../shared/api/ledger.ts'
import type { ReviewedPayment } from '../../shared/api/reviews.ts'
import { UserId } from '../../shared/ids.ts'
import { refundableBeside, refundableOf } from './refundable.ts'

type Purchase = Pick<AdminPurchaseView, 'status' | 'userId' | 'dispute' | 'refunding'>
const ALICE = UserId.parse('alice')
const paid: Purchase = { status: 'credited', userId: ALICE, dispute: 'none', refunding: null }
const payment = {
  chargedCents: 999,
  refundedCents: 300,
  withdrawnCents: 0,
  refunds: [],
  disputes: [],
}
const dispute = (state: 'inquiry' | 'open' | 'won' | 'lost' | 'over') => ({
  ...payment,
  disputes: [
    { id: 'dp_1', state, cents: 999, withdrawnCents: 0, reason: 'fraudulent', createdAt: '' },
  ],
})
const whyOf = (...asked: Parameters<typeof refundableOf>) => {
  const answer = refundableOf(...asked)
  return answer.may ? answer.mostCents : answer.why
}

test('what is left of a payment may go back; a look at Stripe decides, not what we knew', () => {
  expect(whyOf(paid, payment, 'boss')).toBe(699)
  expect(whyOf(paid, { ...payment, refundedCents: 999 }, 'boss')).toBe('all')
  expect(whyOf({ ...paid, dispute: 'open' }, payment, 'boss')).toBe(699)
  for (const state of ['open', 'lost'] as const) {
    expect([state, whyOf(paid, dispute(state), 'boss')]).toEqual([state, 'disputed'])
  }
  for (const state of ['inquiry', 'won', 'over'] as const) {
    expect([state, whyOf(paid, dispute(state), 'boss')]).toEqual([state, 699])
  }
})

test('what can not be refunded says why', () => {
  expect(whyOf(paid, payment, ALICE)).toBe('own')
  expect(whyOf(paid, null, 'boss')).toBe('unpaid')
  expect(whyOf({ ...paid, status: 'pending' }, null, 'boss')).toBe('unpaid')
  expect(whyOf({ ...paid, status: 'pending' }, payment, 'boss')).toBe('ungranted')
  expect(whyOf({ ...paid, status: 'pending' }, undefined, 'boss')).toBe('unknown')
  expect(whyOf({ ...paid, status: 'review' }, payment, 'boss')).toBe('review')
  expect(whyOf({ ...paid, status: 'refused' }, payment, 'boss')).toBe('refused')
  const refunding = 'rfd_1' as NonNullable<Purchase['refunding']>
  expect(whyOf({ ...paid, refunding }, payment, 'boss')).toBe('underWay')
  expect(whyOf(paid, undefined, 'boss')).toBe('unknown')
  expect(whyOf({ ...paid, dispute: 'lost' }, undefined, 'boss')).toBe('disputed')
})

type Session = NonNullable<ReviewedPayment['session']>
const session: Session = {
  status: 'complete',
  paid: true,
  clientReferenceId: null,
  currency: 'usd',
  subtotalCents: 499,
  livemode: false,
  paymentIntentId: 'pi_2',
}
const sums = { chargedCents: 499, refundedCents: 0, withdrawnCents: 0, dispute: 'none' } as const
const order = { userId: ALICE, refunding: null, paymentIntentId: 'pi_1' } as const

// Money of a buyer who got nothing for it must have a way back that an admin finds.
test('every payment but the granted one goes back whole beside its order', () => {
  const beside = (
    status: Purchase['status'],
    more: Partial<Session> | null = {},
    moved: object = {},
    by = 'boss',
  ) => {
    const paid = { session: more && { ...session, ...more }, payment: { ...sums, ...moved } }
    const answer = refundableBeside({ ...order, status }, paid, by)
    return answer.may ? answer.mostCents : answer.why
  }
  for (const status of ['review', 'refused', 'credited'] as const) {
    expect([status, beside(status)]).toEqual([status, 499])
    expect([status, beside(status, {}, { refundedCents: 499 })]).toEqual([status, 'all'])
    expect([status, beside(status, {}, { dispute: 'open' })]).toEqual([status, 'disputed'])
    expect([status, beside(status, {}, {}, ALICE)]).toEqual([status, 'own'])
  }
  const granted = { paymentIntentId: 'pi_1' }
  expect(beside('credited', granted)).toBe('granted')
  expect(beside('refused', granted)).toBe(499)
  expect(beside('pending')).toBe('ungranted')
  expect(beside('review', { paid: false })).toBe('unpaid')
  expect(beside('review', null)).toBe('unpaid')
})

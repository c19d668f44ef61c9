// An admin who meets a form that is then refused has promised a refund to somebody already.
import { expect, test } from 'vitest'
import type { AdminPurchaseView } from '../../shared/api/ledger.ts'
import { UserId } from '../../shared/ids.ts'
import { refundableOf } from './refundable.ts'

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
  expect(whyOf({ ...paid, status: 'pending' }, undefined, 'boss')).toBe('unpaid')
  expect(whyOf({ ...paid, status: 'review' }, payment, 'boss')).toBe('review')
  const refunding = 'rfd_1' as NonNullable<Purchase['refunding']>
  expect(whyOf({ ...paid, refunding }, payment, 'boss')).toBe('underWay')
  expect(whyOf(paid, undefined, 'boss')).toBe('unknown')
  expect(whyOf({ ...paid, dispute: 'lost' }, undefined, 'boss')).toBe('disputed')
})

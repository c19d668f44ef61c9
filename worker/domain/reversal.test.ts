// What is taken back follows from what went back, whatever came first: a split that depended on the
// order would leave a buyer short of tokens, or the house of its bonus.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { sha256 } from '../test/movements.ts'
import { orderOf } from '../test/orders.ts'
import { append, emptyWallet, type TokenTransaction, type Wallet } from './ledger.ts'
import type { Order } from './purchase.ts'
import {
  lookedAt,
  type Paid,
  type PaymentFacts,
  reversalOf,
  targetOf,
  totalOf,
} from './reversal.ts'

const HOUR = 3_600_000_000
const DAY = 24 * HOUR
const OWN = 'pi_1'
const NOW = 1_800_000_000_000_000

const paid = (refundedCents: number, withdrawnCents = 0, chargedCents = 999): Paid => ({
  chargedCents,
  refundedCents,
  withdrawnCents,
})
const credited = (more: Partial<Order> = {}): Order => orderOf({ status: 'credited', ...more })

interface Book {
  readonly order: Order
  readonly wallet: Wallet
  readonly rows: readonly TokenTransaction[]
}
const START: Book = { order: credited(), wallet: emptyWallet(orderOf().userId), rows: [] }

function told(book: Book, next: Paid): Book {
  const order = { ...book.order, paid: next }
  const reversal = reversalOf(order, book.order.paid, 'request')
  if (!reversal) return { ...book, order }
  const { wallet, row } = append(book.wallet, reversal.movement, NOW, sha256)
  return { order: reversal.order, wallet, rows: [...book.rows, row] }
}

test('half of the cents take half of the tokens and half of the bonus, rounded down', () => {
  expect(targetOf(credited(), paid(500))).toEqual({ tokens: 250, bonus: 25 })
  expect(targetOf(credited(), paid(999))).toEqual({ tokens: 500, bonus: 50 })
  expect(targetOf(credited(), paid(1))).toEqual({ tokens: 0, bonus: 0 })
})

test('never more than was granted, whatever was refunded and disputed at once', () => {
  expect(targetOf(credited(), paid(999, 999))).toEqual({ tokens: 500, bonus: 50 })
})

test('a payment of which nothing is known takes nothing', () => {
  expect(targetOf(credited(), paid(0, 0, 0))).toEqual({ tokens: 0, bonus: 0 })
})

// The largest purchase times the largest charge is far beyond what a double holds exactly.
test('large amounts are exact', () => {
  const order = { tokens: tokens(1_000_000_000), bonusTokens: tokens(999_999_999) }
  const target = targetOf(order, paid(999_999_998, 0, 999_999_999))
  expect(totalOf(target)).toBe(1_999_999_996)
  expect(target.bonus).toBe(Math.floor((999_999_999 * 1_999_999_996) / 1_999_999_999))
})

const anyPaid = fc
  .record({ refunded: fc.nat(999), withdrawn: fc.nat(999) })
  .map(({ refunded, withdrawn }) => paid(refunded, withdrawn))

test('any way to the same refunds and disputes ends in the same tokens, bonus and debt', () => {
  const property = (ways: Paid[], end: Paid) => {
    const around = [...ways, end].reduce(told, START)
    const straight = told(START, end)
    expect(around.order.taken).toEqual(straight.order.taken)
    expect(around.wallet).toMatchObject({
      available: straight.wallet.available,
      owed: straight.wallet.owed,
    })
    for (const { amount, postings } of around.rows) {
      expect(amount).toBeGreaterThan(0)
      expect(postings.every((posting) => posting.amount > 0)).toBe(true)
    }
  }
  fc.assert(fc.property(fc.array(anyPaid, { maxLength: 5 }), anyPaid, property))
})

test('what was taken and given back is the sum of the rows, and each has its own name', () => {
  const book = [paid(300), paid(300, 699), paid(300), paid(0)].reduce(told, START)
  expect(book.rows.map(({ type, amount, metadata }) => [type, amount, metadata.cause])).toEqual([
    ['refund', 165, 'card_refund'],
    ['refund', 385, 'dispute'],
    ['reinstate', 385, 'dispute'],
    ['reinstate', 165, 'card_refund'],
  ])
  expect(book.rows.map(({ id }) => id.split('_').at(-1))).toEqual(['1', '2', '3', '4'])
  expect(book.order.taken).toEqual({ tokens: 0, bonus: 0 })
  expect(book.wallet).toMatchObject({ available: 0, owed: 0, version: 4 })
})

test('nothing is taken before it was granted, nor of what people look into', () => {
  for (const status of ['creating', 'pending', 'expired', 'mismatch', 'refused'] as const) {
    expect(reversalOf(credited({ status, paid: paid(999) }), paid(0), 'r')).toBeNull()
  }
})

const facts = (more: Partial<PaymentFacts> = {}): PaymentFacts => ({
  chargedCents: 999,
  refunds: [],
  disputes: [],
  ...more,
})
const refund = (state: 'pending' | 'succeeded' | 'failed', cents = 300, createdAt = NOW) => ({
  ...{ id: `re_${state}`, cents, state, refundId: null, createdAt },
})
const dispute = (
  state: PaymentFacts['disputes'][number]['state'],
  withdrawnCents = 0,
  createdAt = NOW,
) => ({ id: 'du_1', state, cents: 999, withdrawnCents, reason: 'fraudulent', createdAt })

test('a refund that failed is no refund; one on its way is', () => {
  const refunds = [refund('pending', 100), refund('succeeded', 20), refund('failed', 3)]
  expect(lookedAt(credited(), OWN, facts({ refunds }), NOW).paid.refundedCents).toBe(120)
})

test('every look counts, also one that finds nothing new', () => {
  const once = lookedAt(credited(), OWN, facts(), NOW)
  expect(lookedAt(once, OWN, facts(), NOW).looks).toBe(2)
})

test('of several disputes the order shows the one that asks most of us', () => {
  const shown = (...states: PaymentFacts['disputes'][number]['state'][]) => {
    const disputes = states.map((state) => dispute(state))
    return lookedAt(credited(), OWN, facts({ disputes }), NOW).dispute
  }
  expect(shown()).toBe('none')
  expect(shown('over')).toBe('none')
  expect(shown('won', 'lost')).toBe('lost')
  expect(shown('lost', 'inquiry')).toBe('inquiry')
  expect(shown('inquiry', 'open', 'won')).toBe('open')
})

// Stripe's webhook of a failed refund or a closed dispute may be lost like any other.
test.each([
  ['a refund on its way', facts({ refunds: [refund('pending')] })],
  ['an open dispute', facts({ disputes: [dispute('open', 999)] })],
  ['an inquiry', facts({ disputes: [dispute('inquiry')] })],
  ['a dispute that is won and not paid back', facts({ disputes: [dispute('won', 999)] })],
])('%s is looked at again: hourly for a day, then daily without end', (_, underWay) => {
  const next = (age: number) => lookedAt(credited(), OWN, underWay, NOW + age).nextCheckAt
  expect(next(0)).toBe(NOW + HOUR)
  expect(next(DAY)).toBe(NOW + 2 * DAY)
  expect(next(400 * DAY)).toBe(NOW + 401 * DAY)
})

// A bank can return a refund that had arrived, and take up a dispute that it had closed.
test.each([
  ['a refund that arrived', 30, facts({ refunds: [refund('succeeded')] })],
  ['a lost dispute', 90, facts({ disputes: [dispute('lost', 999)] })],
  ['a won dispute', 90, facts({ disputes: [dispute('won')] })],
  ['an inquiry that is over', 90, facts({ disputes: [dispute('over')] })],
])('%s is looked at daily for %i days', (_, days, over) => {
  const next = (age: number) => lookedAt(credited(), OWN, over, NOW + age).nextCheckAt
  expect(next(0)).toBe(NOW + DAY)
  expect(next(days * DAY - 1)).toBe(NOW + (days + 1) * DAY - 1)
  expect(next(days * DAY)).toBeNull()
})

test('of several the one that is due first decides when to look', () => {
  const both = facts({ refunds: [refund('succeeded')], disputes: [dispute('open', 300)] })
  expect(lookedAt(credited(), OWN, both, NOW).nextCheckAt).toBe(NOW + HOUR)
})

test('what can never change is not looked at again', () => {
  const over = facts({ refunds: [refund('failed')] })
  expect(lookedAt(credited({ nextCheckAt: 5 }), OWN, over, NOW).nextCheckAt).toBeNull()
})

test('an order that is not paid yet keeps its own next look', () => {
  const order = orderOf({ status: 'pending', nextCheckAt: 5 })
  expect(lookedAt(order, OWN, facts({ refunds: [refund('pending')] }), NOW).nextCheckAt).toBe(5)
})

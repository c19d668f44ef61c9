// Who may order what, and when an unpaid order is looked at again.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { ORDER_ID, orderOf } from '../test/orders.ts'
import { ALICE, holding } from '../test/people.ts'
import { SAMPLES } from '../test/samples.ts'
import { emptyWallet, type Wallet } from './ledger.ts'
import { NO_LIMITS, type OwnLimits } from './limits.ts'
import {
  agrees,
  countPurchase,
  isClosed,
  isSettled,
  mayOrder,
  nextCheckAfter,
  type OrderStatus,
  type PriceFacts,
  rankOf,
  type TokenPackage,
  withOpenOrder,
  withoutOpenOrder,
} from './purchase.ts'

const SOLD: TokenPackage = SAMPLES.package
const PRICE: PriceFacts = {
  id: 'price_1',
  productId: 'prod_1',
  cents: 999,
  currency: 'usd',
  active: true,
}
const wallet = (more: Partial<Wallet> = {}): Wallet => ({ ...emptyWallet(ALICE), ...more })
const THREE = { pur_a: 1, pur_b: 1, pur_c: 1 }

const DAY = 86_400_000_000
/** Noon of some day. */
const NOW = 20_000 * DAY + DAY / 2

function refusal(
  buyer: Wallet,
  sold: TokenPackage | null,
  price: PriceFacts | null,
  now = NOW,
): FailureCode | 'allowed' {
  const result = mayOrder(buyer, sold, price, now)
  return result.ok ? 'allowed' : result.failure.code
}

describe('refusals', () => {
  test('nobody pays for a package that is gone, off sale, or priced otherwise at Stripe', () => {
    expect(refusal(wallet(), SOLD, PRICE)).toBe('allowed')
    expect(refusal(wallet(), null, null)).toBe('PACKAGE_NOT_FOUND')
    expect(refusal(wallet(), { ...SOLD, isActive: false }, PRICE)).toBe('PACKAGE_INACTIVE')
    expect(refusal(wallet(), { ...SOLD, outOfSync: true }, PRICE)).toBe('PACKAGE_OUT_OF_SYNC')
    expect(refusal(wallet(), SOLD, null)).toBe('PACKAGE_OUT_OF_SYNC')
    expect(refusal(wallet(), SOLD, { ...PRICE, cents: 998 })).toBe('PACKAGE_OUT_OF_SYNC')
  })

  test('an account that is closing, erased or restricted starts no purchase', () => {
    expect(refusal(wallet({ state: 'closing' }), SOLD, PRICE)).toBe('ACCOUNT_CLOSING')
    expect(refusal(wallet({ state: 'erased' }), SOLD, PRICE)).toBe('ACCOUNT_CLOSING')
    expect(refusal(wallet({ holds: holding('purchases') }), SOLD, PRICE)).toBe(
      'PURCHASES_RESTRICTED',
    )
    expect(refusal(wallet({ holds: holding('all') }), SOLD, PRICE)).toBe('PURCHASES_RESTRICTED')
    expect(refusal(wallet({ holds: holding('commitments') }), SOLD, PRICE)).toBe('allowed')
  })

  test('a third open order is allowed, a fourth is not', () => {
    const { pur_c: _, ...two } = THREE
    expect(refusal(wallet({ openOrders: two }), SOLD, PRICE)).toBe('allowed')
    expect(refusal(wallet({ openOrders: THREE }), SOLD, PRICE)).toBe('OPEN_ORDERS_EXCEEDED')
  })

  test('of several reasons the first of the catalogue is named, whatever the others', () => {
    const facts = fc.record({
      isThere: fc.boolean(),
      isActive: fc.boolean(),
      outOfSync: fc.boolean(),
      state: fc.constantFrom('active' as const, 'closing' as const),
      holds: fc.constantFrom({}, holding('all')),
      openOrders: fc.constantFrom({}, THREE),
      onBreak: fc.boolean(),
      atLimit: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, ({ isThere, isActive, outOfSync, onBreak, atLimit, ...buyer }) => {
        const reasons: [FailureCode, boolean][] = [
          ['PACKAGE_OUT_OF_SYNC', outOfSync],
          ['PACKAGE_INACTIVE', !isActive],
          ['OPEN_ORDERS_EXCEEDED', buyer.openOrders === THREE],
          ['ACCOUNT_CLOSING', buyer.state === 'closing'],
          ['PURCHASES_RESTRICTED', 'admin' in buyer.holds],
          ['SELF_EXCLUDED', onBreak],
          ['LIMIT_EXCEEDED', atLimit],
        ]
        const holding = reasons.flatMap(([code, holds]) => (holds ? [code] : []))
        const all: FailureCode[] = isThere ? holding : [...holding, 'PACKAGE_NOT_FOUND']
        const first = Object.keys(FAILURES).find((code) => all.includes(code as FailureCode))
        const sold = isThere ? { ...SOLD, isActive, outOfSync } : null
        const limits = {
          ...NO_LIMITS,
          excludedUntil: onBreak ? NOW + 1 : NOW,
          purchaseCentsPerDay: atLimit ? 998 : null,
        }
        expect(refusal(wallet({ ...buyer, limits }), sold, PRICE)).toBe(first ?? 'allowed')
      }),
    )
  })
})

// A person asked us to stop them: one cent over is a promise broken.
describe('the own limit of a day', () => {
  const limits: OwnLimits = { ...NO_LIMITS, purchaseCentsPerDay: 3000 }
  const spent = (purchasedCents: number, openCents = 0, day = 20_000): Wallet =>
    wallet({
      limits,
      day: { day, committedTokens: 9_999, purchasedCents },
      openOrders: openCents > 0 ? { pur_a: openCents } : {},
    })

  test('counts what was credited today and what may still be paid', () => {
    expect(refusal(spent(2001), SOLD, PRICE)).toBe('allowed')
    expect(refusal(spent(2002), SOLD, PRICE)).toBe('LIMIT_EXCEEDED')
    expect(refusal(spent(0, 2001), SOLD, PRICE)).toBe('allowed')
    expect(refusal(spent(0, 2002), SOLD, PRICE)).toBe('LIMIT_EXCEEDED')
    expect(refusal(spent(1000, 1002), SOLD, PRICE)).toBe('LIMIT_EXCEEDED')
  })

  test('begins anew at midnight UTC, but for orders that are still open', () => {
    const midnight = 20_001 * DAY
    expect(refusal(spent(3000), SOLD, PRICE, midnight - 1)).toBe('LIMIT_EXCEEDED')
    expect(refusal(spent(3000), SOLD, PRICE, midnight)).toBe('allowed')
    expect(refusal(spent(3000, 2002), SOLD, PRICE, midnight)).toBe('LIMIT_EXCEEDED')
  })

  // Else a Worker whose clock is behind would hand out yesterday's allowance again.
  test('never goes back to an earlier day', () => {
    expect(refusal(spent(3000, 0, 20_001), SOLD, PRICE)).toBe('LIMIT_EXCEEDED')
  })

  test('is used on the day of the credit, and a late clock books on the later day', () => {
    const before = spent(1000)
    expect(countPurchase(before, 999, NOW).day.purchasedCents).toBe(1999)
    const tomorrow = countPurchase(before, 999, NOW + DAY)
    expect(tomorrow.day).toEqual({ day: 20_001, committedTokens: 0, purchasedCents: 999 })
    expect(countPurchase(tomorrow, 1, NOW).day.purchasedCents).toBe(1000)
    expect(countPurchase(tomorrow, 1, NOW).day.day).toBe(20_001)
  })
})

test('a price agrees only when it is the one named, active, in dollars, equal to the cent', () => {
  expect(agrees(SOLD, PRICE)).toBe(true)
  const others = [
    { id: 'price_other' },
    { cents: null },
    { cents: 1000 },
    { currency: 'eur' },
    { active: false },
  ]
  expect(others.map((other) => agrees(SOLD, { ...PRICE, ...other }))).toEqual(
    others.map(() => false),
  )
})

test('an order takes one slot and gives the same one back, once or twice', () => {
  const order = orderOf()
  const taken = withOpenOrder(wallet({ openOrders: { pur_a: 5 } }), order)
  expect(taken.openOrders).toEqual({ pur_a: 5, [ORDER_ID]: 999 })
  expect(withOpenOrder(taken, order).openOrders).toEqual(taken.openOrders)
  const given = withoutOpenOrder(taken, ORDER_ID)
  expect(given.openOrders).toEqual({ pur_a: 5 })
  expect(withoutOpenOrder(given, ORDER_ID).openOrders).toEqual({ pur_a: 5 })
})

test('states rank as in money-rules 4, and closed ones wait for nothing', () => {
  const ranks: Record<OrderStatus, number> = {
    creating: 0,
    pending: 1,
    awaiting_payment: 2,
    expired: 3,
    failed: 3,
    mismatch: 4,
    credited: 5,
    refused: 5,
  }
  for (const [status, rank] of Object.entries(ranks) as [OrderStatus, number][]) {
    const order = orderOf({ status })
    expect([status, rankOf(order), isClosed(order), isSettled(order)]).toEqual([
      status,
      rank,
      rank >= 3,
      rank >= 4,
    ])
  }
})

describe('when Stripe is asked again', () => {
  const MINUTE = 60_000_000
  const created = 1_700_000_000_000_000
  const minutesAfter = (minutes: number): number =>
    (nextCheckAfter(created, created + minutes * MINUTE) - created) / MINUTE

  test('after 2, 10 and 30 minutes, then hourly, then daily', () => {
    expect([0, 1, 2, 5, 10, 29].map(minutesAfter)).toEqual([2, 2, 10, 10, 30, 30])
    expect([30, 89, 90, 600].map(minutesAfter)).toEqual([90, 90, 150, 630])
    expect([24 * 60, 48 * 60, 13 * 24 * 60].map(minutesAfter)).toEqual([1470, 2910, 18_750])
  })

  test('always later than now, and never more than a day later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 24 * 60 * MINUTE }), (age) => {
        const wait = nextCheckAfter(created, created + age) - (created + age)
        expect(wait).toBeGreaterThan(0)
        expect(wait).toBeLessThanOrEqual(24 * 60 * MINUTE)
      }),
    )
  })
})

// A saving that flatters is a false price; a picture that hides the bonus sells nothing.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bestValue,
  discsOf,
  firstWithin,
  type Offer,
  savingPercent,
  smallestWith,
} from './packages.ts'

const small: Offer = { tokens: 100, bonusTokens: 0, priceUsdCents: 100 }
const large: Offer = { tokens: 1000, bonusTokens: 250, priceUsdCents: 1000 }

test('the saving counts the bonus and is measured against the dearest token', () => {
  expect(savingPercent(large, [small, large])).toBe(20)
  expect(savingPercent(small, [small, large])).toBe(0)
  expect(savingPercent(small, [small])).toBe(0)
})

test('a saving is never told larger than it is', () => {
  const third: Offer = { tokens: 300, bonusTokens: 0, priceUsdCents: 299 }
  expect(savingPercent(third, [small, third])).toBe(0)
})

// Who is short by a few tokens must not be sold a thousand, nor too few to go on.
test('the smallest package that covers a shortfall is chosen, its bonus counted', () => {
  const offers = [large, small]
  expect(smallestWith(offers, 1)).toBe(small)
  expect(smallestWith(offers, 100)).toBe(small)
  expect(smallestWith(offers, 101)).toBe(large)
  expect(smallestWith(offers, 1250)).toBe(large)
  expect(smallestWith(offers, 1251)).toBe(large)
  expect(smallestWith([], 1)).toBeNull()
})

test('of packages alike the cheaper one covers it', () => {
  const dear = { ...small, priceUsdCents: 120 }
  expect(smallestWith([dear, small], 50)).toBe(small)
})

// Chosen already, and then refused: whoever set a limit is led into it.
test('what is offered first keeps to the own limit', () => {
  const [plain, popular] = [
    { ...small, popular: false },
    { ...large, popular: true },
  ]
  expect(firstWithin([plain, popular], null)).toBe(popular)
  expect(firstWithin([plain, popular], 1_000)).toBe(popular)
  expect(firstWithin([plain, popular], 999)).toBe(plain)
  expect(firstWithin([plain, popular], 99)).toBeNull()
})

test('the best value is where a token costs least, if it costs less at all', () => {
  expect(bestValue([small, large])).toBe(large)
  expect(bestValue([small, { ...small }])).toBeNull()
  expect(bestValue([small])).toBeNull()
})

const offer = fc.record({
  tokens: fc.integer({ min: 1, max: 1_000_000_000 }),
  bonusTokens: fc.nat(1_000_000_000),
  priceUsdCents: fc.integer({ min: 1, max: 1_000_000_000 }),
})

test('every package has a coin, every bonus shows, no stack leaves its picture', () => {
  fc.assert(
    fc.property(fc.array(offer, { minLength: 1, maxLength: 6 }), (offers) => {
      for (const one of offers) {
        const { paid, bonus } = discsOf(one, offers)
        expect(paid).toBeGreaterThanOrEqual(1)
        expect(bonus > 0).toBe(one.bonusTokens > 0)
        expect(paid + bonus).toBeLessThanOrEqual(10)
      }
    }),
  )
})

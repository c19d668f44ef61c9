// A saving that flatters is a false price; a picture that hides the bonus sells nothing.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { discsOf, type Offer, savingPercent } from './packages.ts'

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

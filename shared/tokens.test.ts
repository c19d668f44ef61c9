// An amount that is not a whole number of tokens is a bug somewhere, and must stop there.
import fc from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import {
  AMOUNT_MAX,
  addTokens,
  NO_TOKENS,
  subtractTokens,
  type Tokens,
  tokens,
  type UsdCents,
  usdCents,
} from './tokens.ts'

const MAX = Number.MAX_SAFE_INTEGER
const whole = fc.integer({ min: 0, max: MAX })

test('nobody holds a fraction, a negative or an inexact number of tokens', () => {
  for (const bad of [0.5, -1, MAX + 1, Number.NaN, Infinity, -Infinity, 1e300]) {
    expect(() => tokens(bad)).toThrow()
  }
  expect([tokens(0), tokens(1), tokens(MAX)]).toEqual([0, 1, MAX])
  expect(NO_TOKENS).toBe(0)
})

test('nobody is charged nothing, a fraction of a cent, or more than the catalogue may name', () => {
  for (const bad of [0, -1, 0.5, AMOUNT_MAX + 1, Number.NaN]) {
    expect(() => usdCents(bad)).toThrow()
  }
  expect([usdCents(1), usdCents(AMOUNT_MAX)]).toEqual([1, AMOUNT_MAX])
})

test('a sum is exact or it throws: it never wraps, rounds or goes below zero', () => {
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      const exact = BigInt(a) + BigInt(b)
      if (exact > BigInt(MAX)) expect(() => addTokens(tokens(a), tokens(b))).toThrow()
      else expect(BigInt(addTokens(tokens(a), tokens(b)))).toBe(exact)
      if (b > a) expect(() => subtractTokens(tokens(a), tokens(b))).toThrow()
      else expect(BigInt(subtractTokens(tokens(a), tokens(b)))).toBe(BigInt(a) - BigInt(b))
    }),
  )
})

// Never run: the type checker reads it, and fails when one of the lines below compiles.
function misuses(held: Tokens, price: UsdCents): void {
  // @ts-expect-error tokens and cents never mix
  addTokens(held, price)
  // @ts-expect-error nor the other way round
  subtractTokens(price, held)
  // @ts-expect-error a bare number is no amount until it was checked
  addTokens(held, 5)
  // @ts-expect-error what was computed outside must be checked again
  const sum: Tokens = held + held
  // @ts-expect-error a price is no number of tokens
  const paid: Tokens = price
  // @ts-expect-error a number of tokens is no price
  const cost: UsdCents = held
  void [sum, paid, cost]
}

test('tokens and cents are different types', () => {
  expect(misuses).toBeTypeOf('function')
  expectTypeOf(tokens(1)).not.toEqualTypeOf(usdCents(1))
  expectTypeOf(addTokens).parameter(0).toEqualTypeOf<Tokens>()
})

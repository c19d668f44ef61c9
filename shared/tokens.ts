// Amounts. Tokens and cents never mix, and neither is ever a float.
import * as z from 'zod'

/** Largest amount one request or catalogue entry may name; balances go to 2^53 - 1. */
export const AMOUNT_MAX = 1_000_000_000

export const Tokens = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).brand<'Tokens'>()
export type Tokens = z.infer<typeof Tokens>

export const UsdCents = z.number().int().min(1).max(AMOUNT_MAX).brand<'UsdCents'>()
export type UsdCents = z.infer<typeof UsdCents>

/** Throws on anything but an integer 0..2^53-1: by then that is a bug, not an input. */
export const tokens = (count: number): Tokens => Tokens.parse(count)
export const usdCents = (count: number): UsdCents => UsdCents.parse(count)

export const NO_TOKENS = tokens(0)

export const addTokens = (a: Tokens, b: Tokens): Tokens => tokens(a + b)
export const subtractTokens = (a: Tokens, b: Tokens): Tokens => tokens(a - b)

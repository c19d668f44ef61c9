// Odds: what a winning stake returns, in basis points. 18,500 pays 1.85 tokens for each one staked.
import * as z from 'zod'
import { type Tokens, tokens } from './tokens.ts'

export const ODDS_BPS_MIN = 10_001
export const ODDS_BPS_MAX = 1_000_000
const EVEN_BPS = 10_000n

export const OddsBps = z.int().min(ODDS_BPS_MIN).max(ODDS_BPS_MAX)

/**
 * Stake times odds, stake included; what doesn't make a whole token stays with the house.
 * In BigInt: the product passes 2^53. Throws RangeError when the result would.
 */
export function winningOf(stake: Tokens, oddsBps: number): Tokens {
  return tokens(Number((BigInt(stake) * BigInt(oddsBps)) / EVEN_BPS))
}

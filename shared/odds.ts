// Odds: what a winning stake returns, in basis points. 18,500 pays 1.85 tokens for each one staked.
import * as z from 'zod'
import { ODDS_BPS_MAX, ODDS_BPS_MIN } from './bounds.ts'
import { type Tokens, tokens } from './tokens.ts'
import { winningCount } from './winning.ts'

export const OddsBps = z.int().min(ODDS_BPS_MIN).max(ODDS_BPS_MAX)

/** Stake times odds, stake included. Throws when the result passes 2^53. */
export const winningOf = (stake: Tokens, oddsBps: number): Tokens =>
  tokens(winningCount(stake, oddsBps))

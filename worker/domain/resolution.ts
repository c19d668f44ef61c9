// What hangs on a prediction's outcome, and an outcome that one admin proposed for another to
// approve: above a threshold nobody decides alone whom so many tokens go to. Pure.
import type { Outcome } from '../../shared/api/predictions.ts'
import { refuse } from '../../shared/failure.ts'
import type { PredictionId, ResolutionId } from '../../shared/ids.ts'
import { type Tokens, tokens } from '../../shared/tokens.ts'
import { canonicalJson } from './canonical.ts'
import type { Sha256 } from './ledger.ts'
import type { Prediction, ResolveRequest } from './prediction.ts'
import type { Proposal } from './proposal.ts'

interface Side {
  readonly count: number
  readonly stakes: number
  /** Stakes included. */
  readonly winnings: number
}
export interface Stakes {
  readonly yes: Side
  readonly no: Side
}
/** What an outcome comes to. */
export interface OutcomeSums {
  readonly winners: number
  readonly losers: number
  readonly refunds: number
  readonly stakes: Tokens
  readonly payouts: Tokens
  /** Stakes lost less profits paid. */
  readonly houseResult: number
  readonly atStake: Tokens
}
export interface ProposedResolution extends Proposal {
  readonly id: ResolutionId
  readonly predictionId: PredictionId
  readonly outcome: Outcome
  /** The resolution to correct; null: this is the first one. */
  readonly corrects: number | null
  readonly requestHash: string
  /** Of everything that its sums follow from. */
  readonly seenHash: string
  readonly sums: OutcomeSums
}

/**
 * The same for every outcome: one that pays nobody takes everybody's stakes, so what is paid says
 * too little of what a wrong word would do.
 */
export const atStake = ({ yes, no }: Stakes): Tokens =>
  tokens(Math.max(yes.stakes + no.stakes, yes.winnings, no.winnings))

export function sumsOf(all: Stakes, outcome: Outcome): OutcomeSums {
  const { yes, no } = all
  const stakes = tokens(yes.stakes + no.stakes)
  const whole = { stakes, atStake: atStake(all) }
  if (outcome === 'void') {
    const refunds = yes.count + no.count
    return { ...whole, winners: 0, losers: 0, refunds, payouts: stakes, houseResult: 0 }
  }
  const [won, lost] = outcome === 'yes' ? [yes, no] : [no, yes]
  return {
    ...whole,
    winners: won.count,
    losers: lost.count,
    refunds: 0,
    payouts: tokens(won.winnings),
    houseResult: lost.stakes - (won.winnings - won.stakes),
  }
}

/** Words, terms, state and stakes: whoever approves means what the proposer saw. */
export function seenHashOf(prediction: Prediction, stakes: Stakes, sha256: Sha256): string {
  const { proposalId: _, ...seen } = prediction
  const sides = [stakes.yes, stakes.no].map((side) => [side.count, side.stakes, side.winnings])
  return sha256(canonicalJson([seen, sides]))
}

/** What was asked for. Corrections need a reason, and a proposal never is without. */
export const requestOf = ({ outcome, corrects, private: reason }: ProposedResolution) =>
  ({
    outcome,
    reason,
    ...(corrects !== null && { resolutionVersion: corrects }),
  }) satisfies ResolveRequest

export const noResolution = () =>
  refuse('RESOLUTION_NOT_FOUND', 'Choose one of the listed proposals.')

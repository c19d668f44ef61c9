// What a resolution does to one commitment, money-rules 1 and 6. Pure; amounts are the stored ones.
import type { CommitmentStatus, Outcome } from '../../shared/api/predictions.ts'
import { NO_TOKENS, subtractTokens, type Tokens } from '../../shared/tokens.ts'
import type { Commitment } from './commitment.ts'
import { settleRowId } from './keys.ts'
import { availableOf, committedOf, type Micros, type Movement, post } from './ledger.ts'

export interface Verdict {
  readonly status: Exclude<CommitmentStatus, 'active'>
  readonly payout: Tokens
  readonly cause?: 'void' | 'late'
}

/** `late`: it came after the lock and was no bet, so it is returned whatever the outcome. */
export function verdictOf(commitment: Commitment, outcome: Outcome, late: boolean): Verdict {
  const { tokensCommitted, potentialWinning, position } = commitment
  if (late) return { status: 'refunded', payout: tokensCommitted, cause: 'late' }
  if (outcome === 'void') return { status: 'refunded', payout: tokensCommitted, cause: 'void' }
  if (position === outcome) return { status: 'won', payout: potentialWinning }
  return { status: 'lost', payout: NO_TOKENS }
}

export interface Resolution {
  readonly version: number
  readonly outcome: Outcome
  /** Hash of what was asked, for the rows. */
  readonly requestHash: string
}

/** The rows of one commitment in order: the reversal of its last settlement, then the new one. */
export function settlementOf(
  commitment: Commitment,
  verdict: Verdict,
  resolution: Resolution,
  now: Micros,
): { readonly movements: readonly Movement[]; readonly commitment: Commitment } {
  const before = commitment.settledVersion
  return {
    movements: [
      ...(before > 0 ? [reversalOf(commitment, resolution)] : []),
      movementOf(commitment, verdict, resolution),
    ],
    commitment: {
      ...commitment,
      status: verdict.status,
      payout: verdict.payout,
      settledVersion: resolution.version,
      resolvedAt: now,
    },
  }
}

function movementOf(commitment: Commitment, verdict: Verdict, resolution: Resolution): Movement {
  const id = settleRowId(commitment.id, resolution.version)
  const stake = commitment.tokensCommitted
  const own = availableOf(commitment.userId)
  const held = committedOf(commitment.userId)
  const base = baseOf(commitment, resolution, verdict.cause)
  switch (verdict.status) {
    case 'won':
      return {
        ...base,
        id,
        type: 'win',
        amount: verdict.payout,
        primary: [
          ...post(held, own, stake),
          ...post('house:book', own, subtractTokens(verdict.payout, stake)),
        ],
        earned: verdict.payout,
      }
    case 'lost':
      return { ...base, id, type: 'loss', amount: stake, primary: post(held, 'house:book', stake) }
    case 'refunded':
      return {
        ...base,
        id,
        type: 'refund',
        amount: stake,
        primary: post(held, own, stake),
        spent: -stake,
      }
  }
}

/** Mirrors the primary postings only; the ledger computes the debt posting anew. */
function reversalOf(commitment: Commitment, resolution: Resolution): Movement {
  const { tokensCommitted: stake, payout, status } = commitment
  const id = `reverse_${settleRowId(commitment.id, commitment.settledVersion)}`
  const own = availableOf(commitment.userId)
  const held = committedOf(commitment.userId)
  const cause = `corrected_${status}`
  const base = { ...baseOf(commitment, resolution, cause), id, type: 'reversal' as const }
  if (status === 'won') {
    const profit = subtractTokens(payout, stake)
    const primary = [...post(own, held, stake), ...post(own, 'house:book', profit)]
    return { ...base, amount: payout, primary, earned: -payout }
  }
  if (status === 'lost') {
    return { ...base, amount: stake, primary: post('house:book', held, stake) }
  }
  return { ...base, amount: stake, primary: post(own, held, stake), spent: stake }
}

function baseOf(commitment: Commitment, resolution: Resolution, cause: string | undefined) {
  const { id, predictionId, predictionTitle, position, oddsBps } = commitment
  return {
    relatedId: predictionId,
    predictionId,
    resolutionVersion: resolution.version,
    metadata: {
      predictionTitle,
      commitmentId: id,
      position,
      oddsBps,
      ...(cause !== undefined && { cause }),
    },
    requestHash: resolution.requestHash,
  }
}

// How predictions and commitments look to API clients. Only what is named here gets out.
import type {
  AdminPrediction,
  CommitmentView,
  PredictionView,
} from '../../shared/api/predictions.ts'
import { toInstant, toInstantOrNull } from '../../shared/instant.ts'
import { tokens } from '../../shared/tokens.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Micros } from '../domain/ledger.ts'
import type { Prediction } from '../domain/prediction.ts'
import type { SideTotals } from '../ports.ts'

type Totals = Pick<SideTotals, 'yes' | 'no'>

export function predictionView(
  prediction: Prediction,
  totals: Totals,
  correctedAt: Micros | null = null,
): PredictionView {
  const { id, title, description, category, status, oddsBps, outcome } = prediction
  const { minTokens, maxTokens, resolutionVersion } = prediction
  return {
    id,
    title,
    description,
    category,
    status,
    closesAt: toInstant(prediction.closesAt),
    oddsBps: { yes: oddsBps.yes, no: oddsBps.no },
    minTokens,
    maxTokens,
    totals: { yes: tokens(totals.yes), no: tokens(totals.no) },
    outcome,
    resolutionVersion,
    earlierWords: prediction.earlierWords.map(({ until, ...words }) => ({
      ...words,
      until: toInstant(until),
    })),
    ...(correctedAt !== null && { correctedAt: toInstant(correctedAt) }),
  }
}

export function adminPredictionView(
  prediction: Prediction,
  totals: Totals,
  correctedAt?: Micros | null,
): AdminPrediction {
  return {
    ...predictionView(prediction, totals, correctedAt),
    createdAt: toInstant(prediction.createdAt),
    lockedAt: toInstantOrNull(prediction.lockedAt),
    resolvedAt: toInstantOrNull(prediction.resolvedAt),
  }
}

export function commitmentView(commitment: Commitment): CommitmentView {
  const { id, predictionId, predictionTitle, tokensCommitted, position } = commitment
  const { oddsBps, potentialWinning, status, payout } = commitment
  return {
    id,
    predictionId,
    predictionTitle,
    tokensCommitted,
    position,
    oddsBps,
    potentialWinning,
    status,
    payout,
    committedAt: toInstant(commitment.committedAt),
    resolvedAt: toInstantOrNull(commitment.resolvedAt),
  }
}

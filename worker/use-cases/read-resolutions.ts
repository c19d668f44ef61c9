// Outcomes that need a second admin: all of them, and the last one of a prediction.
import { ok, type Result } from '../../shared/failure.ts'
import type { PayoutJobId, PredictionId, ResolutionId } from '../../shared/ids.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import { noResolution, type ProposedResolution } from '../domain/resolution.ts'
import type { Page, ResolutionFilter, Services } from '../ports.ts'
import { type WithText, withWords } from './proposals.ts'
import { type ReadPrediction, readAnyPrediction } from './read-predictions.ts'

type Needs = Pick<Services, 'store' | 'vault' | 'log' | 'clock'>

export type ReadResolution = WithText<ProposedResolution>

/** Newest first. */
export async function listResolutions(
  s: Needs,
  filter: ResolutionFilter,
  page: Page,
): Promise<ReadResolution[]> {
  return withWords(s, 'resolutions', await s.store.resolutions(filter, page))
}

/** Refuses RESOLUTION_NOT_FOUND. */
export async function readResolution(s: Needs, id: ResolutionId): Promise<Result<ReadResolution>> {
  const { found } = await s.store.read({ found: { kind: 'resolution', id } })
  const [read] = await withWords(s, 'resolutions', found ? [found] : [])
  return read ? ok(read) : noResolution()
}

type Approved = Pick<ProposedResolution, 'predictionId' | 'state' | 'corrects'>

export const payoutOf = ({ predictionId, state, corrects }: Approved): PayoutJobId | null =>
  state === 'approved' ? payoutJobIdOf(predictionId, (corrects ?? 0) + 1) : null

export interface PredictionCase extends ReadPrediction {
  readonly proposal: ReadResolution | null
}

/** Refuses PREDICTION_NOT_FOUND. */
export async function readPredictionCase(
  s: Needs,
  id: PredictionId,
): Promise<Result<PredictionCase>> {
  const read = await readAnyPrediction(s, id)
  if (!read.ok) return read
  const { proposalId } = read.value.prediction
  if (proposalId === null) return ok({ ...read.value, proposal: null })
  const { last } = await s.store.read({ last: { kind: 'resolution', id: proposalId } })
  const [proposal = null] = await withWords(s, 'resolutions', last ? [last] : [])
  return ok({ ...read.value, proposal })
}

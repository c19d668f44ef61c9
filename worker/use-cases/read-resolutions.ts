// Outcomes that need a second admin: all of them, and the last one of a prediction.
import { ok, type Result } from '../../shared/failure.ts'
import type { PayoutJobId, PredictionId, ResolutionId } from '../../shared/ids.ts'
import type { Found } from '../domain/difference.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import { noResolution, type ProposedResolution } from '../domain/resolution.ts'
import type { Page, ResolutionFilter, Services } from '../ports.ts'
import { withRead } from './found.ts'
import { type WithText, withWords } from './proposals.ts'
import { type ReadPrediction, readAnyPrediction } from './read-predictions.ts'

type Needs = Pick<Services, 'store' | 'vault' | 'log' | 'clock'>

export type ReadResolution = WithText<ProposedResolution>

/** Newest first. */
export async function listResolutions(
  s: Needs,
  filter: ResolutionFilter,
  page: Page,
): Promise<Found<ReadResolution>[]> {
  const found = await s.store.resolutions(filter, page)
  return withRead(found, (all) => withWords(s, 'resolutions', all))
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
  /** null: there was none, or nobody can read it. */
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
  const { last } = await s.store.look({ last: { kind: 'resolution', id: proposalId } })
  const own = last?.value?.id === proposalId ? [last.value] : []
  const [proposal = null] = await withWords(s, 'resolutions', own)
  return ok({ ...read.value, proposal })
}

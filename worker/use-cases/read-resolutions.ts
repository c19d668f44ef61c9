// Outcomes that need a second admin: all of them, and the last one of a prediction.
import { ok, type Result } from '../../shared/failure.ts'
import type { PayoutJobId, PredictionId, ResolutionId } from '../../shared/ids.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import { noResolution, type ProposedResolution } from '../domain/resolution.ts'
import type { Page, ResolutionFilter, Services } from '../ports.ts'
import { placeOf, rejectionPlace, type WithText } from './proposals.ts'
import { type ReadPrediction, readAnyPrediction } from './read-predictions.ts'
import { readTexts } from './sealing.ts'

type Needs = Pick<Services, 'store' | 'vault' | 'log' | 'clock'>

/** With what its proposer wrote, and who turned it down. */
export type ReadResolution = Omit<WithText<ProposedResolution>, 'rejection'> & {
  readonly rejection: string | null
}

/** In one call. */
export async function withWords(
  s: Pick<Needs, 'store' | 'vault' | 'log'>,
  all: readonly ProposedResolution[],
): Promise<ReadResolution[]> {
  const reasons = all.map(({ id, userId, private: sealed }) => {
    return { userId, place: placeOf('resolutions', id), sealed }
  })
  const rejections = all.map(({ id, decidedBy: userId, rejection: sealed }) => {
    return { userId, place: rejectionPlace(id), sealed }
  })
  const texts = await readTexts(s, [...reasons, ...rejections])
  return all.map((one, at) => {
    return { ...one, text: texts[at] ?? null, rejection: texts[all.length + at] ?? null }
  })
}

/** Newest first. */
export async function listResolutions(
  s: Needs,
  filter: ResolutionFilter,
  page: Page,
): Promise<ReadResolution[]> {
  return withWords(s, await s.store.resolutions(filter, page))
}

/** Refuses RESOLUTION_NOT_FOUND. */
export async function readResolution(s: Needs, id: ResolutionId): Promise<Result<ReadResolution>> {
  const { found } = await s.store.read({ found: { kind: 'resolution', id } })
  const [read] = await withWords(s, found ? [found] : [])
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
  const [proposal = null] = await withWords(s, last ? [last] : [])
  return ok({ ...read.value, proposal })
}

// What hangs on a prediction's outcome for the house, before anybody resolves it.
import { ok, type Result } from '../../shared/failure.ts'
import type { PredictionId } from '../../shared/ids.ts'
import { sumsOf } from '../domain/resolution.ts'
import type { Services, SideStakes } from '../ports.ts'
import { noPrediction } from './prediction-change.ts'

export type ExposedSide = SideStakes & { readonly houseResult: number }
export interface ReadExposure {
  readonly predictionId: PredictionId
  readonly yes: ExposedSide
  readonly no: ExposedSide
}

/** Refuses PREDICTION_NOT_FOUND. */
export async function readExposure(
  { store }: Pick<Services, 'store'>,
  predictionId: PredictionId,
): Promise<Result<ReadExposure>> {
  const [{ prediction }, yes, no] = await Promise.all([
    store.read({ prediction: { kind: 'prediction', id: predictionId } }),
    store.stakesIn(predictionId, 'yes'),
    store.stakesIn(predictionId, 'no'),
  ])
  if (!prediction) return noPrediction()
  const all = { yes, no }
  return ok({
    predictionId,
    yes: { ...yes, houseResult: sumsOf(all, 'yes').houseResult },
    no: { ...no, houseResult: sumsOf(all, 'no').houseResult },
  })
}

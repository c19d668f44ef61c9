// Opens a draft for commitments.
import { ok, type Result } from '../../shared/failure.ts'
import { open, type Prediction } from '../domain/prediction.ts'
import { adminChange, type Done } from './admin-change.ts'
import {
  type Needs,
  noPrediction,
  type PredictionAct,
  predictionRefs,
  withGates,
} from './prediction-change.ts'

/** Refuses PREDICTION_NOT_FOUND, PREDICTION_CLOSED, PREDICTION_STATE. */
export function openPrediction(
  s: Needs,
  { adminId, id, key = s.random.uuid() }: PredictionAct,
): Promise<Result<Done<Prediction>>> {
  const act = { adminId, route: 'open-prediction', key, request: { id } }
  return adminChange(s, act, predictionRefs(id), ({ prediction: before }, now) => {
    if (!before) return noPrediction()
    const opened = open(before, now)
    if (!opened.ok) return opened
    // From here on the commit must succeed.
    const value = opened.value
    const fact = { action: 'prediction.open', target: id, before, after: value }
    return ok({ value, changes: withGates(value), fact })
  })
}

// Changes words, odds, bounds or closing time of a prediction that is not locked.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { type Edit, edit, type Prediction } from '../domain/prediction.ts'
import { adminChange, type Done } from './admin-change.ts'
import {
  type Needs,
  noPrediction,
  type PredictionAct,
  predictionRefs,
  withGates,
} from './prediction-change.ts'

export interface EditPredictionInput extends PredictionAct {
  readonly change: Edit
}

/** Refuses PREDICTION_NOT_FOUND, CONFLICT_OF_INTEREST, and as `edit` does. */
export async function editPrediction(
  s: Needs,
  { adminId, id, change, key = s.random.uuid() }: EditPredictionInput,
): Promise<Result<Done<Prediction>>> {
  const conflicted = await s.store.holdsCommitment(id, adminId)
  const act = { adminId, route: 'edit-prediction', key, request: { id, change } }
  return adminChange(s, act, predictionRefs(id), ({ prediction: before }, now) => {
    if (!before) return noPrediction()
    if (conflicted) {
      return refuse('CONFLICT_OF_INTEREST', 'Ask an admin who has not committed tokens to it.')
    }
    const edited = edit(before, change, now)
    if (!edited.ok) return edited
    const value = edited.value
    if (canonicalJson(value) === canonicalJson(before)) return ok({ value })
    // From here on the commit must succeed.
    const fact = { action: 'prediction.edit', target: id, before, after: value }
    return ok({ value, changes: withGates(value), fact })
  })
}

// Drafts a prediction. Its id follows from the admin's key, and every document must be new: a
// repeated request can't make a second one.
import { ok, type Result } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import { predictionIdOf } from '../domain/keys.ts'
import { draft, type Prediction, type Wording } from '../domain/prediction.ts'
import { type AdminAct, adminChange, type Done, receiptOf } from './admin-change.ts'
import { type Needs, withGates } from './prediction-change.ts'

export interface CreatePredictionInput {
  readonly adminId: UserId
  readonly wording: Wording
  readonly key?: string | undefined
}

/** Refuses REQUEST_INVALID, IDEMPOTENCY_KEY_REUSED. */
export function createPrediction(
  s: Needs,
  { adminId, wording, key = s.random.uuid() }: CreatePredictionInput,
): Promise<Result<Done<Prediction>>> {
  const act: AdminAct = { adminId, route: 'create-prediction', key, request: wording }
  const id = predictionIdOf(receiptOf(s, act))
  return adminChange(s, act, {}, (_, now) => {
    const drafted = draft(id, wording, now)
    if (!drafted.ok) return drafted
    // From here on the commit must succeed.
    const value = drafted.value
    const fact = { action: 'prediction.create', target: id, before: null, after: value }
    return ok({ value, changes: withGates(value), fact })
  })
}

// Ends the betting for good. The lock's creation is the moment: a commitment born after it is none.
import { ok, type Result } from '../../shared/failure.ts'
import type { PredictionId } from '../../shared/ids.ts'
import type { Micros } from '../domain/ledger.ts'
import { lock, type Prediction } from '../domain/prediction.ts'
import type { Change } from '../ports.ts'
import { adminChange, type Changed, type Done, systemActor } from './admin-change.ts'
import {
  type Needs,
  noPrediction,
  type PredictionAct,
  predictionRefs,
  withGates,
} from './prediction-change.ts'

/** Refuses PREDICTION_NOT_FOUND, PREDICTION_STATE. */
export function lockPrediction(
  s: Needs,
  { adminId, id, key = s.random.uuid() }: PredictionAct,
): Promise<Result<Done<Prediction>>> {
  const act = { adminId, route: 'lock-prediction', key, request: { id } }
  return adminChange(s, act, predictionRefs(id), ({ prediction: before }, now) =>
    before ? locked(before, now) : noPrediction(),
  )
}

/** By the clock. One that is locked already, gone, or closes later by now is left as it is. */
export async function lockDue(s: Needs, id: PredictionId): Promise<void> {
  const adminId = systemActor(s, id)
  const act = { adminId, route: 'lock-due', key: id, request: { id } }
  await adminChange(s, act, predictionRefs(id), ({ prediction: before }, now) => {
    const due = before?.status === 'open' && before.closesAt <= now
    return due ? locked(before, now) : ok({ value: before })
  })
}

function locked(before: Prediction, now: Micros): Result<Changed<Prediction>> {
  const closed = lock(before, now)
  if (!closed.ok) return closed
  // From here on the commit must succeed.
  const value = closed.value
  const { id } = value
  const born: Change = { ref: { kind: 'lock', id }, value: { predictionId: id } }
  const fact = { action: 'prediction.lock', target: id, before, after: value }
  return ok({ value, changes: [...withGates(value), born], fact })
}

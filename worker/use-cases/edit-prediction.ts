// Changes words, odds, bounds or closing time of a prediction that is not locked.
import { Outage, ok, type Result, refuse } from '../../shared/failure.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { type Edit, edit, type Prediction } from '../domain/prediction.ts'
import { adminChange, type Changed, type Done, type Unchanged } from './admin-change.ts'
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

/** Only the admin's own bets, made in the same moment, ask for another look. */
const LOOKS_MAX = 4

/** Refuses PREDICTION_NOT_FOUND, CONFLICT_OF_INTEREST, and as `edit` does. */
export async function editPrediction(
  s: Needs,
  input: EditPredictionInput,
): Promise<Result<Done<Prediction>>> {
  const { key = s.random.uuid() } = input
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const done = await editUnlessMoved(s, { ...input, key })
    if (!done.ok) return done
    const { value, replayed } = done.value
    if (value !== MOVED) return ok({ value, replayed })
  }
  throw new Outage('STORE_BUSY', 'the wallet moved again and again')
}

/** The admin's wallet is no longer as it was when their commitments were looked for. */
const MOVED = 'moved'

async function editUnlessMoved(
  s: Needs,
  { adminId, id, change, key }: EditPredictionInput & { readonly key: string },
): Promise<Result<Done<Prediction | typeof MOVED>>> {
  const wallet = { kind: 'wallet', id: adminId } as const
  // Before the look: a bet made after it moves the wallet, which the commit guards.
  const { wallet: looked } = await s.store.read({ wallet })
  const conflicted = await s.store.holdsCommitment(id, adminId)
  const act = { adminId, route: 'edit-prediction', key, request: { id, change } }
  type Decided = Result<Changed<Prediction | typeof MOVED> | Unchanged<Prediction | typeof MOVED>>
  return adminChange(s, act, { ...predictionRefs(id), wallet }, (seen, now): Decided => {
    const before = seen.prediction
    if (!before) return noPrediction()
    if (conflicted) {
      return refuse('CONFLICT_OF_INTEREST', 'Ask an admin who has not committed tokens to it.')
    }
    if (seen.wallet?.version !== looked?.version) return ok({ value: MOVED })
    const edited = edit(before, change, now)
    if (!edited.ok) return edited
    const value = edited.value
    if (canonicalJson(value) === canonicalJson(before)) return ok({ value })
    // From here on the commit must succeed.
    const fact = { action: 'prediction.edit', target: id, before, after: value }
    const guards = seen.wallet ? [wallet] : []
    return ok({ value, changes: withGates(value), guards, fact })
  })
}

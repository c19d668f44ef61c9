// What a resolution stands on, read before it is decided, and read again when it moved meanwhile.
import { Outage, ok, type Result, refuse } from '../../shared/failure.ts'
import type { PredictionId, UserId } from '../../shared/ids.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import { LEDGER_REF } from '../domain/ledger-state.ts'
import { isOver, type PayoutJob } from '../domain/payout-job.ts'
import type { Prediction } from '../domain/prediction.ts'
import type { ProposedResolution } from '../domain/resolution.ts'
import type { Services, SideStakes } from '../ports.ts'
import type { Done } from './admin-change.ts'
import { hurryPayout } from './payout-message.ts'
import { noPrediction } from './prediction-change.ts'

export interface Ground {
  readonly prediction: Prediction
  readonly yes: SideStakes
  readonly no: SideStakes
}
interface About {
  readonly adminId: UserId
  readonly predictionId: PredictionId
}

/** Refuses PREDICTION_NOT_FOUND, CONFLICT_OF_INTEREST. */
export async function groundOf(
  s: Pick<Services, 'store'>,
  { adminId, predictionId }: About,
): Promise<Result<Ground>> {
  const ref = { kind: 'prediction', id: predictionId } as const
  // Before the others: what they say of a prediction that was locked by then can't change any more.
  const { prediction } = await s.store.read({ prediction: ref })
  if (!prediction) return noPrediction()
  const [isHolder, yes, no] = await Promise.all([
    s.store.holdsCommitment(predictionId, adminId),
    s.store.stakesIn(predictionId, 'yes'),
    s.store.stakesIn(predictionId, 'no'),
  ])
  return isHolder ? conflicted() : ok({ prediction, yes, no })
}

export const conflicted = () => refuse('CONFLICT_OF_INTEREST', 'Somebody else must resolve it.')

export const groundRefs = ({ id, resolutionVersion: version, proposalId }: Prediction) =>
  ({
    prediction: { kind: 'prediction', id },
    /** Of a replay. */
    current: { kind: 'payoutJob', id: payoutJobIdOf(id, Math.max(version, 1)) },
    next: { kind: 'payoutJob', id: payoutJobIdOf(id, version + 1) },
    last: { kind: 'resolution', id: proposalId ?? 'none' },
    ledger: LEDGER_REF,
  }) as const

/** It is no longer as it was when its commitments were looked at. */
export const MOVED = 'moved'

export function hasMoved({ prediction: looked }: Ground, now: Prediction): boolean {
  return (
    looked.status !== now.status ||
    looked.resolutionVersion !== now.resolutionVersion ||
    looked.proposalId !== now.proposalId
  )
}

export interface Resolved {
  readonly prediction: Prediction
  /** null: nobody is paid before another admin approves. */
  readonly payout: PayoutJob | null
  readonly proposal: ProposedResolution | null
  /** Tokens committed per side. */
  readonly totals: { readonly yes: number; readonly no: number }
}

/** It moves only by an admin's act, so a second look is nearly always enough. */
const LOOKS_MAX = 4

export async function resolveOn(
  s: Pick<Services, 'store' | 'queue' | 'log'>,
  about: About,
  commit: (ground: Ground) => Promise<Result<Done<Resolved | typeof MOVED>>>,
): Promise<Result<Done<Resolved>>> {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const ground = await groundOf(s, about)
    if (!ground.ok) return ground
    const done = await commit(ground.value)
    if (!done.ok) return done
    const { value, replayed } = done.value
    if (value !== MOVED) {
      const { payout } = value
      if (payout && !isOver(payout)) await hurryPayout(s, payout.id)
      return ok({ value, replayed })
    }
  }
  throw new Outage('STORE_BUSY', 'the prediction moved again and again')
}

// Resolves a prediction, or corrects its resolution: outcome, payout job, audit and receipt in one
// commit. Nobody is paid yet: that is the job's work.
import { Outage, ok, type Result, refuse } from '../../shared/failure.ts'
import type { PredictionId, UserId } from '../../shared/ids.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { payoutJobIdOf } from '../domain/keys.ts'
import type { Micros } from '../domain/ledger.ts'
import { isFrozen, LEDGER_REF } from '../domain/ledger-state.ts'
import { isOver, newJob, type PayoutJob } from '../domain/payout-job.ts'
import { type Prediction, type ResolveRequest, resolve } from '../domain/prediction.ts'
import type { Seen, Services, SideStakes } from '../ports.ts'
import {
  type AdminAct,
  adminChange,
  type Changed,
  type Done,
  type Unchanged,
} from './admin-change.ts'
import { hurryPayout } from './payout-message.ts'
import { noPrediction } from './prediction-change.ts'
import { sealText } from './sealing.ts'

export interface ResolveInput {
  readonly adminId: UserId
  readonly predictionId: PredictionId
  readonly request: ResolveRequest
  /** Without one, each request is its own change. */
  readonly key?: string | undefined
}
export interface Resolved {
  readonly prediction: Prediction
  readonly payout: PayoutJob
  /** Tokens committed per side. */
  readonly totals: { readonly yes: number; readonly no: number }
}
type Needs = Pick<Services, 'store' | 'queue' | 'vault' | 'hash' | 'clock' | 'random' | 'log'>

/** It moves only by an admin's act, so a second look is nearly always enough. */
const LOOKS_MAX = 4

/** Refuses PREDICTION_NOT_FOUND, CONFLICT_OF_INTEREST, and as `resolve` of the domain does. */
export async function resolvePrediction(
  s: Needs,
  input: ResolveInput,
): Promise<Result<Done<Resolved>>> {
  const { key = s.random.uuid() } = input
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const ground = await groundOf(s, input)
    if (!ground.ok) return ground
    const done = await commitResolution(s, { ...input, key }, ground.value)
    if (!done.ok) return done
    const { value, replayed } = done.value
    if (value !== MOVED) {
      if (!isOver(value.payout)) await hurryPayout(s, value.payout.id)
      return ok({ value, replayed })
    }
  }
  throw new Outage('STORE_BUSY', 'the prediction moved again and again')
}

/** What a resolution stands on, read before it is decided. */
export interface Ground {
  readonly prediction: Prediction
  readonly yes: SideStakes
  readonly no: SideStakes
}

/** Refuses PREDICTION_NOT_FOUND, CONFLICT_OF_INTEREST. */
export async function groundOf(
  s: Pick<Services, 'store'>,
  { adminId, predictionId }: Pick<ResolveInput, 'adminId' | 'predictionId'>,
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
  if (isHolder) return refuse('CONFLICT_OF_INTEREST', 'Somebody else must resolve it.')
  return ok({ prediction, yes, no })
}

/** It is no longer as it was when its commitments were looked at. */
const MOVED = 'moved'

interface Keyed extends ResolveInput {
  readonly key: string
}

function commitResolution(
  s: Needs,
  { adminId, predictionId, request, key }: Keyed,
  ground: Ground,
): Promise<Result<Done<Resolved | typeof MOVED>>> {
  const { outcome, reason, resolutionVersion } = request
  const asked = { predictionId, outcome, reason, resolutionVersion }
  const act: AdminAct = { adminId, route: 'resolve-prediction', key, request: asked }
  const refs = refsOf(ground.prediction, adminId)
  const requestHash = s.hash.sha256(canonicalJson(asked))
  return adminChange(s, act, refs, (seen, now) =>
    decide(s, { ground, adminId, request, requestHash }, seen, now),
  )
}

const refsOf = ({ id, resolutionVersion: version }: Prediction, adminId: UserId) =>
  ({
    prediction: { kind: 'prediction', id },
    /** Of a replay. */
    current: { kind: 'payoutJob', id: payoutJobIdOf(id, Math.max(version, 1)) },
    next: { kind: 'payoutJob', id: payoutJobIdOf(id, version + 1) },
    ledger: LEDGER_REF,
    dataKey: { kind: 'dataKey', id: adminId },
  }) as const

/** Where the audit log keeps why; sealed with the data of who wrote it, for it may name somebody. */
export const correctionPlaceOf = (id: string, version: number): string =>
  `auditLog/${id}/v${version}`

interface Asked extends Pick<ResolveInput, 'adminId' | 'request'> {
  readonly ground: Ground
  readonly requestHash: string
}

function decide(
  s: Pick<Services, 'vault'>,
  { ground, adminId, request, requestHash }: Asked,
  { prediction, current, ledger, dataKey }: Seen<ReturnType<typeof refsOf>>,
  now: Micros,
): Result<Changed<Resolved | typeof MOVED> | Unchanged<Resolved | typeof MOVED>> {
  if (!prediction) return noPrediction()
  const { status, resolutionVersion } = ground.prediction
  if (prediction.status !== status || prediction.resolutionVersion !== resolutionVersion) {
    return ok({ value: MOVED })
  }
  const resolved = resolve(prediction, request, now)
  if (!resolved.ok) return resolved
  const totals = { yes: ground.yes.stakes, no: ground.no.stakes }
  if (!resolved.value) {
    if (!current) throw new TypeError('a resolution without its payout')
    return ok({ value: { prediction, payout: current, totals } })
  }
  if (isFrozen(ledger)) return refuse('LEDGER_FROZEN', 'Payouts wait until the books agree.')
  // From here on the resolution must succeed.
  const { id, resolutionVersion: version } = resolved.value
  const payout = newJob(
    {
      id: payoutJobIdOf(id, version),
      predictionId: id,
      resolutionVersion: version,
      outcome: request.outcome,
      requestHash,
      expected: ground.yes.count + ground.no.count,
    },
    now,
  )
  const action = version > 1 ? 'prediction.correct' : 'prediction.resolve'
  const wish = { userId: adminId, dataKey, place: correctionPlaceOf(id, version) }
  const why = request.reason ? sealText(s, wish, request.reason) : null
  const after = { ...resolved.value, ...(why && { private: why.sealed }) }
  return ok({
    value: { prediction: resolved.value, payout, totals },
    changes: [
      { ref: { kind: 'prediction', id }, value: resolved.value },
      { ref: { kind: 'payoutJob', id: payout.id }, value: payout },
      ...(why?.changes ?? []),
    ],
    fact: { action, target: id, before: prediction, after },
  })
}

// Resolves a prediction, or corrects its resolution: outcome, payout job, audit and receipt in one
// commit. Nobody is paid yet: that is the job's work. When much is at stake it is only proposed,
// and another admin makes that commit.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { PredictionId, UserId } from '../../shared/ids.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { payoutJobIdOf, resolutionIdOf } from '../domain/keys.ts'
import type { Micros } from '../domain/ledger.ts'
import { isFrozen, type LedgerState } from '../domain/ledger-state.ts'
import { newJob } from '../domain/payout-job.ts'
import { type Prediction, type ResolveRequest, resolve } from '../domain/prediction.ts'
import { isWaiting, undecided } from '../domain/proposal.ts'
import { atStake, type ProposedResolution, seenHashOf, sumsOf } from '../domain/resolution.ts'
import type { Change, Ref, Seen, Services } from '../ports.ts'
import {
  type AdminAct,
  adminChange,
  type Changed,
  type Done,
  receiptOf,
  type Unchanged,
} from './admin-change.ts'
import { noPrediction } from './prediction-change.ts'
import { placeOf } from './proposals.ts'
import {
  type Ground,
  groundRefs,
  hasMoved,
  MOVED,
  type Resolved,
  resolveOn,
} from './resolution-ground.ts'
import { sealText } from './sealing.ts'

export interface ResolveInput {
  readonly adminId: UserId
  readonly predictionId: PredictionId
  readonly request: ResolveRequest
  /** With more at stake another admin must approve it. */
  readonly secondAdminTokens: number
  /** Without one, each request is its own change. */
  readonly key?: string | undefined
}
type Needs = Pick<Services, 'store' | 'queue' | 'vault' | 'hash' | 'clock' | 'random' | 'log'>

/**
 * Refuses PREDICTION_NOT_FOUND, CONFLICT_OF_INTEREST, as `resolve` of the domain does,
 * RESOLUTION_PROPOSED, LEDGER_FROZEN.
 */
export function resolvePrediction(s: Needs, input: ResolveInput): Promise<Result<Done<Resolved>>> {
  const { key = s.random.uuid() } = input
  return resolveOn(s, input, (ground) => resolveOnce(s, { ...input, key }, ground))
}

interface Wish extends ResolveInput {
  readonly act: AdminAct
  readonly requestHash: string
}
interface Keyed extends ResolveInput {
  readonly key: string
}
type Decided = Changed<Resolved | typeof MOVED> | Unchanged<Resolved | typeof MOVED>
type Refs = ReturnType<typeof groundRefs> & { readonly dataKey: Ref<'dataKey'> }

function resolveOnce(
  s: Needs,
  input: Keyed,
  ground: Ground,
): Promise<Result<Done<Resolved | typeof MOVED>>> {
  const { adminId, predictionId, request, key } = input
  const { outcome, reason, resolutionVersion } = request
  const asked = { predictionId, outcome, reason, resolutionVersion }
  const act: AdminAct = { adminId, route: 'resolve-prediction', key, request: asked }
  const wish = { ...input, act, requestHash: s.hash.sha256(canonicalJson(asked)) }
  const refs: Refs = { ...groundRefs(ground.prediction), dataKey: { kind: 'dataKey', id: adminId } }
  return adminChange(s, act, refs, (seen, now) => decide(s, ground, wish, seen, now))
}

function decide(
  s: Needs,
  ground: Ground,
  wish: Wish,
  seen: Seen<Refs>,
  now: Micros,
): Result<Decided> {
  const { prediction, current, last } = seen
  if (!prediction) return noPrediction()
  if (hasMoved(ground, prediction)) return ok({ value: MOVED })
  const { request, requestHash, secondAdminTokens } = wish
  const resolved = resolve(prediction, request, now)
  if (!resolved.ok) return resolved
  if (!resolved.value) {
    if (!current) throw new TypeError('a resolution without its payout')
    return ok({
      value: { prediction, payout: current, proposal: null, totals: totalsOf(ground) },
    })
  }
  if (last && isWaiting(last, now)) {
    const detail = 'Approve or reject the outcome that was proposed.'
    return refuse('RESOLUTION_PROPOSED', detail, { proposalId: last.id })
  }
  const still = { ...ground, prediction }
  if (atStake(still) > secondAdminTokens) return propose(s, still, wish, seen, now)
  const { sealed, keys } = sealReason(s, resolved.value, wish, seen)
  const how = { before: prediction, after: resolved.value, requestHash, why: { private: sealed } }
  return commitOutcome(still, { ...how, keys }, seen, now)
}

/** Where the audit log keeps why: sealed with the data of who wrote it, it may name somebody. */
export const correctionPlaceOf = (id: string, version: number): string =>
  `auditLog/${id}/v${version}`

function sealReason(
  s: Needs,
  { id, resolutionVersion }: Prediction,
  { adminId, request }: Wish,
  { dataKey }: Pick<Seen<Refs>, 'dataKey'>,
) {
  if (!request.reason) return { sealed: undefined, keys: [] }
  const place = correctionPlaceOf(id, resolutionVersion)
  const { sealed, changes } = sealText(s, { userId: adminId, dataKey, place }, request.reason)
  return { sealed, keys: changes }
}

const totalsOf = ({ yes, no }: Ground) => ({ yes: yes.stakes, no: no.stakes })

interface How {
  readonly before: Prediction
  readonly after: Prediction
  readonly requestHash: string
  /** For the audit log. */
  readonly why: Readonly<Record<string, unknown>>
  /** What opens it. */
  readonly keys: readonly Change[]
}

/** The one way in which a prediction comes to its outcome, by one admin or by two. */
export function commitOutcome(
  ground: Ground,
  { before, after, requestHash, why, keys }: How,
  { ledger }: { readonly ledger: LedgerState | null },
  now: Micros,
): Result<Changed<Resolved>> {
  if (isFrozen(ledger)) return refuse('LEDGER_FROZEN', 'Payouts wait until the books agree.')
  const { id, resolutionVersion: version, outcome } = after
  if (outcome === null) throw new TypeError('a resolution without an outcome')
  // From here on the resolution must succeed.
  const payout = newJob(
    {
      id: payoutJobIdOf(id, version),
      predictionId: id,
      resolutionVersion: version,
      outcome,
      requestHash,
      expected: ground.yes.count + ground.no.count,
    },
    now,
  )
  const action = version > 1 ? 'prediction.correct' : 'prediction.resolve'
  const said = Object.entries(why).filter(([, value]) => value !== undefined)
  return ok({
    value: { prediction: after, payout, proposal: null, totals: totalsOf(ground) },
    changes: [
      { ref: { kind: 'prediction', id }, value: after },
      { ref: { kind: 'payoutJob', id: payout.id }, value: payout },
      ...keys,
    ],
    fact: { action, target: id, before, after: { ...after, ...Object.fromEntries(said) } },
  })
}

function propose(
  s: Needs,
  ground: Ground,
  { act, adminId, request, requestHash }: Wish,
  { dataKey }: Pick<Seen<Refs>, 'dataKey'>,
  now: Micros,
): Result<Changed<Resolved>> {
  const { outcome, reason, resolutionVersion: corrects = null } = request
  if (!reason) {
    return refuse('REQUEST_INVALID', 'body.reason is needed: another admin must approve it.')
  }
  // From here on the proposal must succeed.
  const id = resolutionIdOf(receiptOf(s, act))
  const { id: predictionId } = ground.prediction
  const place = placeOf('resolutions', id)
  const { sealed, changes: keys } = sealText(s, { userId: adminId, dataKey, place }, reason)
  const seenHash = seenHashOf(ground.prediction, ground, s.hash.sha256)
  const about = { id, userId: adminId, predictionId, outcome, corrects, requestHash, seenHash }
  const sums = sumsOf(ground, outcome)
  const made = undecided(sealed, adminId, now)
  const proposal: ProposedResolution = { ...about, sums, ...made }
  const prediction: Prediction = { ...ground.prediction, proposalId: id }
  return ok({
    value: { prediction, payout: null, proposal, totals: totalsOf(ground) },
    changes: [
      { ref: { kind: 'prediction', id: predictionId }, value: prediction },
      { ref: { kind: 'resolution', id }, value: proposal },
      ...keys,
    ],
    fact: { action: 'prediction.propose', target: predictionId, before: null, after: proposal },
  })
}

// An outcome that one admin proposed: another one approves it, which resolves the prediction as if
// it had needed nobody else, or turns it down.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { ResolutionId, UserId } from '../../shared/ids.ts'
import type { Micros } from '../domain/ledger.ts'
import { resolve } from '../domain/prediction.ts'
import { decided, mayDecideAs } from '../domain/proposal.ts'
import {
  noResolution,
  type ProposedResolution,
  requestOf,
  seenHashOf,
} from '../domain/resolution.ts'
import type { Change, Ref, Seen, Services } from '../ports.ts'
import { adminChange, type Changed, type Done, type Unchanged } from './admin-change.ts'
import { noPrediction } from './prediction-change.ts'
import { rejectionPlace } from './proposals.ts'
import {
  conflicted,
  type Ground,
  groundRefs,
  hasMoved,
  MOVED,
  type Resolved,
  resolveOn,
} from './resolution-ground.ts'
import { commitOutcome } from './resolve-prediction.ts'
import { sealText } from './sealing.ts'

type Needs = Pick<Services, 'store' | 'queue' | 'vault' | 'hash' | 'clock' | 'random' | 'log'>

export interface DecideInput {
  readonly adminId: UserId
  readonly id: ResolutionId
  readonly key?: string | undefined
}

/**
 * Refuses RESOLUTION_NOT_FOUND, CONFLICT_OF_INTEREST, SELF_APPROVAL_FORBIDDEN, PROPOSAL_EXPIRED,
 * PROPOSAL_DECIDED, PROPOSAL_STALE, RESOLUTION_FINAL, LEDGER_FROZEN.
 */
export async function approveResolution(
  s: Needs,
  { adminId, id, key = s.random.uuid() }: DecideInput,
): Promise<Result<Done<Resolved>>> {
  const resolution = { kind: 'resolution', id } as const
  const { found } = await s.store.read({ found: resolution })
  if (!found) return noResolution()
  const act = { adminId, route: 'approve-resolution', key, request: { id } }
  return resolveOn(s, { adminId, predictionId: found.predictionId }, (ground) => {
    const refs: Refs = { ...groundRefs(ground.prediction), resolution }
    return adminChange(s, act, refs, (seen, now) => approve(s, ground, seen, { adminId, now }))
  })
}

type Refs = ReturnType<typeof groundRefs> & { readonly resolution: Ref<'resolution'> }

function approve(
  s: Pick<Needs, 'hash'>,
  ground: Ground,
  seen: Seen<Refs>,
  { adminId, now }: { readonly adminId: UserId; readonly now: Micros },
): Result<Changed<Resolved | typeof MOVED> | Unchanged<Resolved | typeof MOVED>> {
  const { prediction, resolution } = seen
  if (!prediction) return noPrediction()
  if (!resolution) return noResolution()
  if (hasMoved(ground, prediction)) return ok({ value: MOVED })
  const may = mayDecideAs(resolution, 'approved', adminId, now)
  if (!may.ok) return may
  const { id, requestHash, proposedBy, seenHash, private: sealed } = may.value
  // Of two the clock that saw it expire was right: another one waits, or waited, since.
  if (prediction.proposalId !== id) return refuse('PROPOSAL_EXPIRED', 'Another one came after it.')
  if (seenHashOf(prediction, ground, s.hash.sha256) !== seenHash) return stale()
  const resolved = resolve(prediction, requestOf(may.value), now)
  if (!resolved.ok) return resolved
  if (!resolved.value) return stale()
  const why = { private: sealed, proposalId: id, proposedBy }
  const how = { before: prediction, after: resolved.value, requestHash, why, keys: [] }
  const done = commitOutcome(ground, how, seen, now)
  if (!done.ok) return done
  const proposal = decided(may.value, 'approved', adminId, now)
  const changes: Change[] = [
    ...done.value.changes,
    { ref: { kind: 'resolution', id }, value: proposal },
  ]
  return ok({ ...done.value, value: { ...done.value.value, proposal }, changes })
}

const stale = () =>
  refuse('PROPOSAL_STALE', 'The prediction is not as it was when this was proposed.')

export interface RejectInput extends DecideInput {
  readonly reason: string
}

/** Refuses as approving does, up to PROPOSAL_DECIDED. Who has a stake in it has no say in it. */
export async function rejectResolution(
  s: Needs,
  { adminId, id, reason, key = s.random.uuid() }: RejectInput,
): Promise<Result<Done<ProposedResolution>>> {
  const resolution = { kind: 'resolution', id } as const
  const { found } = await s.store.read({ found: resolution })
  if (!found) return noResolution()
  if (await s.store.holdsCommitment(found.predictionId, adminId)) return conflicted()
  const refs = { resolution, dataKey: { kind: 'dataKey', id: adminId } } as const
  const act = { adminId, route: 'reject-resolution', key, request: { id, reason } }
  return adminChange(s, act, refs, (seen, now) => {
    const may = seen.resolution
      ? mayDecideAs(seen.resolution, 'rejected', adminId, now)
      : noResolution()
    if (!may.ok) return may
    // From here on the commit must succeed.
    const before = may.value
    const wish = {
      userId: adminId,
      dataKey: seen.dataKey,
      place: rejectionPlace('resolutions', id),
    }
    const { sealed, changes: keys } = sealText(s, wish, reason)
    const value = { ...decided(before, 'rejected', adminId, now), rejection: sealed }
    const changes: Change[] = [{ ref: resolution, value }, ...keys]
    const fact = { action: 'prediction.reject', target: before.predictionId, before, after: value }
    return ok({ value, changes, fact })
  })
}

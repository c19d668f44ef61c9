// What one admin proposes and another decides: an adjustment, a ruling, or an outcome. Pure.
import type { ProposalState } from '../../shared/api/proposals.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Micros } from './ledger.ts'

export interface Proposal {
  readonly id: string
  /** Whom it is about; of what is about nobody alone, who proposed it. */
  readonly userId: UserId
  /** What the proposer wrote, sealed with the data of that person. */
  readonly private: string
  readonly state: Exclude<ProposalState, 'expired'>
  readonly proposedBy: UserId
  readonly createdAt: Micros
  readonly decidedBy: UserId | null
  readonly decidedAt: Micros | null
  /** Why it was turned down, sealed with the data of who did. */
  readonly rejection: string | null
}

export const WAITS_DAYS_MAX = 7
export const WAITS_MICROS_MAX = WAITS_DAYS_MAX * 86_400_000_000
export const expiryOf = ({ createdAt }: Proposal): Micros => createdAt + WAITS_MICROS_MAX

export const stateAt = (proposal: Proposal, now: Micros): ProposalState =>
  proposal.state === 'proposed' && now >= expiryOf(proposal) ? 'expired' : proposal.state

export const isWaiting = (proposal: Proposal, now: Micros): boolean =>
  stateAt(proposal, now) === 'proposed'

/** What every proposal begins with. */
export const undecided = (
  sealed: string,
  proposedBy: UserId,
  createdAt: Micros,
): Omit<Proposal, 'id' | 'userId'> => ({
  private: sealed,
  state: 'proposed',
  proposedBy,
  createdAt,
  decidedBy: null,
  decidedAt: null,
  rejection: null,
})

export type Verdict = 'approved' | 'rejected'

export const decided = <P extends Proposal>(
  proposal: P,
  state: Verdict,
  decidedBy: UserId,
  decidedAt: Micros,
): P => ({ ...proposal, state, decidedBy, decidedAt })

/** Refuses SELF_APPROVAL_FORBIDDEN, PROPOSAL_EXPIRED, PROPOSAL_DECIDED. */
export function mayDecideAs<P extends Proposal>(
  proposal: P,
  verdict: Verdict,
  adminId: UserId,
  now: Micros,
): Result<P> {
  // Who proposed it may take it back.
  if (verdict === 'approved' && adminId === proposal.proposedBy) {
    return refuse('SELF_APPROVAL_FORBIDDEN', 'Another admin decides it, who did not propose it.')
  }
  const state = stateAt(proposal, now)
  if (state === 'expired') return refuse('PROPOSAL_EXPIRED', 'Propose it again.')
  if (state !== 'proposed') return refuse('PROPOSAL_DECIDED', `It was ${state} already.`)
  return ok(proposal)
}

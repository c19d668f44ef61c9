// What one admin proposes and another decides: an adjustment, or a ruling. Pure.
import type { ProposalState } from '../../shared/api/proposals.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Micros } from './ledger.ts'

export interface Proposal {
  readonly id: string
  /** Whom it is about. */
  readonly userId: UserId
  /** What the proposer wrote, sealed: it is about a person. */
  readonly private: string
  readonly state: Exclude<ProposalState, 'expired'>
  readonly proposedBy: UserId
  readonly createdAt: Micros
  readonly decidedBy: UserId | null
  readonly decidedAt: Micros | null
}

export const WAITS_DAYS_MAX = 7
export const WAITS_MICROS_MAX = WAITS_DAYS_MAX * 86_400_000_000
export const expiryOf = ({ createdAt }: Proposal): Micros => createdAt + WAITS_MICROS_MAX

export const stateAt = (proposal: Proposal, now: Micros): ProposalState =>
  proposal.state === 'proposed' && now >= expiryOf(proposal) ? 'expired' : proposal.state

export function mayStillDecide<P extends Proposal>(proposal: P, now: Micros): Result<P> {
  const state = stateAt(proposal, now)
  if (state === 'expired') return refuse('PROPOSAL_EXPIRED', 'Propose it again.')
  if (state !== 'proposed') return refuse('PROPOSAL_DECIDED', `It was ${state} already.`)
  return ok(proposal)
}

// An adjustment: what one admin proposes to add or take, and another one moves. Pure.
import type { AdjustmentReason } from '../../shared/api/adjustments.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { AdjustmentId, UserId } from '../../shared/ids.ts'
import type { Tokens } from '../../shared/tokens.ts'
import { adjustRowId } from './keys.ts'
import { availableOf, type Micros, type Movement, post, type Wallet } from './ledger.ts'
import { mayDecideAs, type Proposal, type Verdict } from './proposal.ts'

export interface Adjustment extends Proposal {
  readonly id: AdjustmentId
  readonly direction: 'add' | 'take'
  readonly tokens: Tokens
  readonly reason: AdjustmentReason
}

/** Nobody adjusts a wallet that is being closed: what is in it must be given up as it is. */
export function mayAdjust(wallet: Wallet): Result<null> {
  if (wallet.state === 'active') return ok(null)
  return refuse('ACCOUNT_CLOSING', 'The account is being closed; its balance stays as it is.')
}

export const noAdjustment = () =>
  refuse('ADJUSTMENT_NOT_FOUND', 'Choose one of the listed adjustments.')

/** Whether this admin may decide it; refusals in catalogue order. */
export function mayDecide(
  adjustment: Adjustment | null,
  verdict: Verdict,
  adminId: UserId,
  now: Micros,
): Result<Adjustment> {
  if (!adjustment) return noAdjustment()
  const { proposedBy, userId } = adjustment
  // Whom it concerns has no say in it, but may take back what they proposed.
  if (adminId === userId && !(verdict === 'rejected' && adminId === proposedBy)) {
    const detail = 'Another admin decides it, who neither proposed it nor has the wallet.'
    return refuse('SELF_APPROVAL_FORBIDDEN', detail)
  }
  return mayDecideAs(adjustment, verdict, adminId, now)
}

/** One row; what is not there to be taken is owed. */
export function adjustmentMovement(adjustment: Adjustment, requestHash: string): Movement {
  const { id, userId, direction, tokens, reason } = adjustment
  const own = availableOf(userId)
  return {
    id: adjustRowId(id),
    type: 'adjustment',
    amount: tokens,
    relatedId: null,
    metadata: { cause: reason },
    primary:
      direction === 'add' ? post('house:adjust', own, tokens) : post(own, 'house:adjust', tokens),
    requestHash,
  }
}

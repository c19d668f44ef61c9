// An adjustment: what one admin proposes to add or take, and another one moves. Pure.
import type { AdjustmentReason, AdjustmentState } from '../../shared/api/adjustments.ts'
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { AdjustmentId, UserId } from '../../shared/ids.ts'
import type { Tokens } from '../../shared/tokens.ts'
import { adjustRowId } from './keys.ts'
import { availableOf, type Micros, type Movement, post, type Wallet } from './ledger.ts'

export interface Adjustment {
  readonly id: AdjustmentId
  readonly userId: UserId
  readonly direction: 'add' | 'take'
  readonly tokens: Tokens
  readonly reason: AdjustmentReason
  /** What the proposer wrote, sealed: it is about a person. */
  readonly private: string
  readonly state: Exclude<AdjustmentState, 'expired'>
  readonly proposedBy: UserId
  readonly createdAt: Micros
  readonly decidedBy: UserId | null
  readonly decidedAt: Micros | null
}

export const WAITS_DAYS_MAX = 7
const WAITS_MICROS_MAX = WAITS_DAYS_MAX * 86_400_000_000
export const expiryOf = ({ createdAt }: Adjustment): Micros => createdAt + WAITS_MICROS_MAX

export const stateAt = (adjustment: Adjustment, now: Micros): AdjustmentState =>
  adjustment.state === 'proposed' && now >= expiryOf(adjustment) ? 'expired' : adjustment.state

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
  verdict: 'approved' | 'rejected',
  adminId: UserId,
  now: Micros,
): Result<Adjustment> {
  if (!adjustment) return noAdjustment()
  const { proposedBy, userId } = adjustment
  const isOwn = adminId === proposedBy
  // Who proposed it may take it back; whom it concerns has no say in it.
  if (verdict === 'approved' ? isOwn || adminId === userId : !isOwn && adminId === userId) {
    const detail = 'Another admin decides it, who neither proposed it nor has the wallet.'
    return refuse('SELF_APPROVAL_FORBIDDEN', detail)
  }
  const state = stateAt(adjustment, now)
  if (state === 'expired') return refuse('ADJUSTMENT_EXPIRED', 'Propose it again.')
  if (state !== 'proposed') return refuse('ADJUSTMENT_DECIDED', `It was ${state} already.`)
  return ok(adjustment)
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

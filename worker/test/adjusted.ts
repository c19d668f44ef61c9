// Tokens that the house gave or took: as two admins decided it, so that honest books stay honest.
import { AdjustmentId, type UserId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { type Adjustment, adjustmentMovement } from '../domain/adjustment.ts'
import { append, type Wallet } from '../domain/ledger.ts'
import type { Change } from '../ports.ts'
import { sha256 } from './movements.ts'
import { ADMIN, ADMIN2 } from './people.ts'

export const adjustedIdOf = (userId: UserId, version: number): AdjustmentId =>
  AdjustmentId.parse(`adj_${sha256(`${userId} ${version}`).slice(0, 20)}`)

export function adjusted(
  before: Wallet,
  direction: Adjustment['direction'],
  amount: number,
  now: number,
) {
  const { userId, version } = before
  const value: Adjustment = {
    ...{ id: adjustedIdOf(userId, version), userId, direction, tokens: tokens(amount) },
    ...{ reason: 'goodwill', private: '', state: 'approved' },
    ...{ proposedBy: ADMIN, createdAt: now, decidedBy: ADMIN2, decidedAt: now },
    rejection: null,
  }
  const { wallet, row } = append(before, adjustmentMovement(value, 'endowed'), now, sha256)
  const change: Change = { ref: { kind: 'adjustment', id: value.id }, value }
  return { wallet, row, change }
}

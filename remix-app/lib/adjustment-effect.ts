// What an adjustment would do to a balance, as the ledger books it: tokens that are added repay
// what is owed first, and what is not there to be taken is owed.
import type { ProposeAdjustment } from '../../shared/api/adjustments.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'

export interface Standing {
  readonly available: number
  readonly committed: number
  readonly owed: number
}

export const standingOf = (balance: BalanceView): Standing => ({
  available: balance.availableTokens,
  committed: balance.committedTokens,
  owed: balance.owedTokens,
})

export function effectOf(
  before: Standing,
  { direction, tokens }: Pick<ProposeAdjustment, 'direction' | 'tokens'>,
): Standing {
  const sum = before.available + (direction === 'add' ? tokens : -tokens)
  if (sum < 0) return { ...before, available: 0, owed: before.owed - sum }
  const repaid = Math.min(sum, before.owed)
  return { ...before, available: sum - repaid, owed: before.owed - repaid }
}

// Whether a wallet takes purchases, or commitments, just now.
import type { BalanceView } from '../../shared/api/wallet.ts'

export type Spending = 'purchases' | 'commitments'
type Standing = Pick<BalanceView, 'restriction' | 'excludedUntil' | 'closing'>

/** By KAI, by a break of its owner, or because the account is being closed. */
export const isPaused = (
  { restriction, excludedUntil, closing }: Standing,
  what: Spending,
): boolean => closing || excludedUntil !== null || restriction === what || restriction === 'all'

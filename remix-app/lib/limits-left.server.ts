// What the own limits leave of today; null = no limit is set.
import type { LimitsView } from '../../shared/api/account.ts'

export const tokensLeft = ({ commitTokensPerDay: cap, today }: LimitsView): number | null =>
  cap === null ? null : Math.max(0, cap - today.committedTokens)

export const centsLeft = ({ purchaseUsdCentsPerDay: cap, today }: LimitsView): number | null =>
  cap === null ? null : Math.max(0, cap - today.purchasedUsdCents)

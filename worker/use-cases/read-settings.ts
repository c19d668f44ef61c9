// What is in force: bounds, and who is an admin. Whoever changed something is known by the chain of
// it; Firebase says whether they still are one.
import { Outage } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import { AMOUNT_MAX } from '../../shared/tokens.ts'
import { CORRECTION_DAYS_MAX } from '../domain/prediction.ts'
import { WAITS_DAYS_MAX } from '../domain/proposal.ts'
import { CHECKOUT_MICROS, OPEN_ORDERS_MAX } from '../domain/purchase.ts'
import type { Account, Services } from '../ports.ts'
import { EXPORT_ROWS_MAX } from './export-rows.ts'
import { listChains } from './read-audit.ts'
import { KEPT_DAYS } from './receive-event.ts'

const MINUTE_MICROS = 60_000_000

export const BOUNDS = {
  caps: {
    amountTokens: AMOUNT_MAX,
    openOrders: OPEN_ORDERS_MAX,
    exportRows: EXPORT_ROWS_MAX,
    payoutCorrectionDays: CORRECTION_DAYS_MAX,
  },
  waits: { checkoutMinutes: CHECKOUT_MICROS / MINUTE_MICROS, adjustmentDays: WAITS_DAYS_MAX },
  // Keys are promised for a month, and kept for good.
  retention: { stripeEventDays: KEPT_DAYS, idempotencyDays: 30, ledgerMonths: null },
} as const

/** As many as one look-up names, but for whoever asks. */
const ADMINS_MAX = 99

export interface Admins {
  readonly userIds: readonly UserId[]
  /** null: the sign-in service does not answer. */
  readonly accounts: readonly Account[] | null
  readonly isPartial: boolean
}

export async function readAdmins(
  s: Pick<Services, 'store' | 'hash' | 'identity'>,
  asking: UserId,
): Promise<Admins> {
  const { items, next } = await listChains(s, 'people', { limit: ADMINS_MAX, after: null })
  const userIds = [...new Set([asking, ...items.map(({ head }) => head.actor)])]
  const known = { userIds, isPartial: next !== null }
  try {
    return { ...known, accounts: await s.identity.accounts({ userIds }) }
  } catch (error) {
    if (error instanceof Outage) return { ...known, accounts: null }
    throw error
  }
}

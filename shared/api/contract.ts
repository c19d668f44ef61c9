// Every operation of the API, in the order of the reference page.
import { ACCOUNT_OPERATIONS } from './account.ts'
import { ADJUSTMENT_OPERATIONS } from './adjustments.ts'
import { AUDIT_OPERATIONS } from './audit.ts'
import { CONSOLE_OPERATIONS } from './console.ts'
import { DEAD_LETTER_OPERATIONS } from './dead-letters.ts'
import { EXPOSURE_OPERATIONS } from './exposure.ts'
import { LEDGER_OPERATIONS } from './ledger.ts'
import type { Operation } from './operation.ts'
import { PACKAGE_OPERATIONS } from './packages.ts'
import { PAYOUT_OPERATIONS } from './payouts.ts'
import { PREDICTION_OPERATIONS } from './predictions.ts'
import { PURCHASE_OPERATIONS } from './purchases.ts'
import { RECONCILIATION_OPERATIONS } from './reconciliations.ts'
import { REFUND_OPERATIONS } from './refunds.ts'
import { RESOLUTION_OPERATIONS } from './resolutions.ts'
import { REVIEW_OPERATIONS } from './reviews.ts'
import { SESSION_OPERATIONS } from './session.ts'
import { STATS_OPERATIONS } from './stats.ts'
import { TOKEN_OPERATIONS } from './tokens.ts'
import { USER_OPERATIONS } from './users.ts'
import { WALLET_OPERATIONS } from './wallet.ts'

export const OPERATIONS: readonly Operation[] = [
  ...SESSION_OPERATIONS,
  ...TOKEN_OPERATIONS,
  ...PACKAGE_OPERATIONS,
  ...WALLET_OPERATIONS,
  ...PREDICTION_OPERATIONS,
  ...RESOLUTION_OPERATIONS,
  ...EXPOSURE_OPERATIONS,
  ...PAYOUT_OPERATIONS,
  ...PURCHASE_OPERATIONS,
  ...REFUND_OPERATIONS,
  ...ADJUSTMENT_OPERATIONS,
  ...REVIEW_OPERATIONS,
  ...USER_OPERATIONS,
  ...DEAD_LETTER_OPERATIONS,
  ...RECONCILIATION_OPERATIONS,
  ...STATS_OPERATIONS,
  ...LEDGER_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...CONSOLE_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
]

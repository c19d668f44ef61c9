// Every operation's handler; the compiler refuses a contract that has one more or one less.
import { accountHandlers } from './account.ts'
import { adminAdjustmentHandlers } from './admin/adjustments.ts'
import { adminAuditHandlers } from './admin/audit.ts'
import { adminConsoleHandlers } from './admin/console.ts'
import { adminDeadLetterHandlers } from './admin/dead-letters.ts'
import { adminLedgerHandlers } from './admin/ledger.ts'
import { adminPackageHandlers } from './admin/packages.ts'
import { adminPayoutHandlers } from './admin/payouts.ts'
import { adminPredictionHandlers } from './admin/predictions.ts'
import { adminPurchaseHandlers } from './admin/purchases.ts'
import { adminReconciliationHandlers } from './admin/reconciliations.ts'
import { adminRefundHandlers } from './admin/refunds.ts'
import { adminResolutionHandlers } from './admin/resolutions.ts'
import { adminReviewHandlers } from './admin/reviews.ts'
import { adminStatsHandlers } from './admin/stats.ts'
import { adminUserHandlers } from './admin/users.ts'
import { createHealth, healthHandlers } from './health.ts'
import type { Handlers } from './mount.ts'
import { predictionHandlers } from './predictions.ts'
import { sessionHandlers } from './session.ts'
import { tokenHandlers } from './tokens.ts'
import { walletHandlers } from './wallet.ts'
import { webhookHandlers } from './webhooks.ts'

export const createHandlers = (health = createHealth()): Handlers => ({
  ...healthHandlers(health),
  ...sessionHandlers,
  ...tokenHandlers,
  ...walletHandlers,
  ...webhookHandlers,
  ...predictionHandlers,
  ...accountHandlers,
  ...adminPackageHandlers,
  ...adminPredictionHandlers,
  ...adminResolutionHandlers,
  ...adminPayoutHandlers,
  ...adminPurchaseHandlers,
  ...adminRefundHandlers,
  ...adminAdjustmentHandlers,
  ...adminReviewHandlers,
  ...adminUserHandlers,
  ...adminDeadLetterHandlers,
  ...adminReconciliationHandlers,
  ...adminStatsHandlers(health),
  ...adminLedgerHandlers,
  ...adminAuditHandlers,
  ...adminConsoleHandlers,
})

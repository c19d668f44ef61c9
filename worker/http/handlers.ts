// Every operation's handler; the compiler refuses a contract that has one more or one less.
import { adminPackageHandlers } from './admin/packages.ts'
import { adminPayoutHandlers } from './admin/payouts.ts'
import { createHealthHandlers } from './health.ts'
import type { Handlers } from './mount.ts'
import { sessionHandlers } from './session.ts'
import { tokenHandlers } from './tokens.ts'
import { walletHandlers } from './wallet.ts'
import { webhookHandlers } from './webhooks.ts'

export const createHandlers = (): Handlers => ({
  ...createHealthHandlers(),
  ...sessionHandlers,
  ...tokenHandlers,
  ...walletHandlers,
  ...webhookHandlers,
  ...adminPackageHandlers,
  ...adminPayoutHandlers,
})

// What comparing the books found, and the freeze that a broken supply causes.
import * as z from 'zod'
import type { Operation } from './operation.ts'
import { words } from './predictions.ts'
import { Instant } from './tokens.ts'

export const ThawLedger = z.strictObject({
  reason: words(500).describe('Why payouts may go on'),
})
export const LedgerView = z.object({
  frozen: z.object({ at: Instant, reason: z.string() }).nullable().describe('null: payouts go on'),
})
export type LedgerView = z.infer<typeof LedgerView>

export const RECONCILIATION_OPERATIONS = [
  {
    id: 'thawLedger',
    method: 'POST',
    path: '/api/admin/reconciliations/thaw',
    summary: 'Let payouts go on after a freeze, with the reason',
    caller: 'admin',
    limit: 'admin',
    body: ThawLedger,
    idempotencyKey: 'optional',
    status: 200,
    answer: LedgerView,
    failures: ['ACCOUNT_DISABLED', 'LEDGER_NOT_FROZEN'],
  },
] as const satisfies readonly Operation[]

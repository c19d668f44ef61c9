// What comparing the books found, and the freeze that a broken supply causes.
import * as z from 'zod'
import { ReportId } from '../ids.ts'
import type { Operation } from './operation.ts'
import { limit, words } from './predictions.ts'
import { Cursor, Instant } from './tokens.ts'

const REPORT_KINDS = ['ledger', 'night'] as const

export const ThawLedger = z.strictObject({
  reason: words(500).describe('Why payouts may go on'),
})
export const LedgerView = z.object({
  frozen: z.object({ at: Instant, reason: z.string() }).nullable().describe('null: payouts go on'),
})
export type LedgerView = z.infer<typeof LedgerView>

const count = z.int().min(0)
export const ReportView = z.object({
  id: ReportId,
  kind: z.enum(REPORT_KINDS).describe('New rows, or a seventh of everybody in full'),
  startedAt: Instant,
  finishedAt: Instant,
  rows: count,
  people: count,
  payouts: count,
  differences: count.describe('Each has a case'),
  supply: z
    .enum(['agrees', 'broken', 'not_compared'])
    .describe('All balances against all rows; a night compares no sums'),
  digest: z.string().nullable().describe('Of the heads in the archive'),
})
export type ReportView = z.infer<typeof ReportView>
export const ReportList = z.object({
  items: z.array(ReportView),
  nextCursor: z.string().nullable(),
  ledger: LedgerView,
})
export type ReportList = z.infer<typeof ReportList>
const ReportQuery = z.strictObject({
  kind: z.enum(REPORT_KINDS).optional(),
  limit,
  cursor: Cursor.optional(),
})

export const RECONCILIATION_OPERATIONS = [
  {
    id: 'listReconciliations',
    method: 'GET',
    path: '/api/admin/reconciliations',
    summary: 'What comparing the books found, newest first',
    caller: 'admin',
    limit: 'admin',
    query: ReportQuery,
    status: 200,
    answer: ReportList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getReconciliation',
    method: 'GET',
    path: '/api/admin/reconciliations/{id}',
    summary: 'One comparison of the books',
    caller: 'admin',
    limit: 'admin',
    params: z.object({ id: ReportId }),
    status: 200,
    answer: ReportView,
    failures: ['RECONCILIATION_NOT_FOUND'],
  },
  {
    id: 'thawLedger',
    method: 'POST',
    path: '/api/admin/ledger/thaw',
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

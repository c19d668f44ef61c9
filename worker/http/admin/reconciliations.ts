// Admins read what comparing the books found, and end a freeze.
import { LedgerView, type ReportList, ReportView } from '../../../shared/api/reconciliations.ts'
import { toInstant } from '../../../shared/instant.ts'
import type { Found } from '../../domain/difference.ts'
import type { LedgerState } from '../../domain/ledger-state.ts'
import type { Report } from '../../domain/report.ts'
import { thawLedger } from '../../use-cases/freeze-ledger.ts'
import { listReports, readLedgerState, readReport } from '../../use-cases/read-reconciliations.ts'
import { consolePage, viewIn } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'

type Ids = 'listReconciliations' | 'getReconciliation' | 'thawLedger'

export const adminReconciliationHandlers: HandlersOf<Ids> = {
  listReconciliations: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'reconciliations', filters }
    const [page, state] = await Promise.all([
      consolePage(
        { limit, cursor, scope },
        (page) => listReports(c.var.services, filters, page),
        reportView,
        ReportView,
      ),
      readLedgerState(c.var.services),
    ])
    if (!page.ok) return refused(c, page.failure)
    const { unreadable, ...rest } = page.value
    const ledger = ledgerViewOf(state)
    const bent = ledger ? [] : [{ id: LEDGER_PATH }]
    const list = { ...rest, ledger, unreadable: [...bent, ...unreadable] }
    return c.json(list satisfies ReportList, 200)
  },

  getReconciliation: async (c, { params }) => {
    const result = await readReport(c.var.services, params.id)
    if (!result.ok) return refused(c, result.failure)
    return c.json(reportView(result.value), 200)
  },

  thawLedger: async (c, { user, body, key }) => {
    const input = { adminId: user.userId, reason: body.reason, key }
    const result = await thawLedger(c.var.services, input)
    if (!result.ok) return refused(c, result.failure)
    replayed(c, result.value.replayed)
    return c.json(ledgerView(result.value.value), 200)
  },
}

export const reportView = ({ startedAt, finishedAt, ...report }: Report): ReportView => ({
  ...report,
  startedAt: toInstant(startedAt),
  finishedAt: toInstant(finishedAt),
})

export const LEDGER_PATH = 'system/ledger'

/** null: nobody can read whether payouts go on. */
export function ledgerViewOf(found: Found<LedgerState> | null): LedgerView | null {
  if (found && !found.value) return null
  return viewIn(() => ledgerView(found?.value ?? null), LedgerView)
}

function ledgerView(state: LedgerState | null): LedgerView {
  const frozen = state?.frozen ?? null
  return { frozen: frozen && { at: toInstant(frozen.at), reason: frozen.reason } }
}

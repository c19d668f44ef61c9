// Admins read what comparing the books found, and end a freeze.
import type { LedgerView, ReportList, ReportView } from '../../../shared/api/reconciliations.ts'
import { toInstant } from '../../../shared/instant.ts'
import type { LedgerState } from '../../domain/ledger-state.ts'
import type { Report } from '../../domain/report.ts'
import { thawLedger } from '../../use-cases/freeze-ledger.ts'
import { listReports, readLedgerState, readReport } from '../../use-cases/read-reconciliations.ts'
import { listPage } from '../list.ts'
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
      listPage(
        { limit, cursor, scope },
        (page) => listReports(c.var.services, filters, page),
        ({ finishedAt, id }) => ({ at: finishedAt, tie: id }),
        reportView,
      ),
      readLedgerState(c.var.services),
    ])
    if (!page.ok) return refused(c, page.failure)
    return c.json({ ...page.value, ledger: ledgerView(state) } satisfies ReportList, 200)
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

function ledgerView(state: LedgerState | null): LedgerView {
  const frozen = state?.frozen ?? null
  return { frozen: frozen && { at: toInstant(frozen.at), reason: frozen.reason } }
}

// What comparing the books found, for admins; and how long ago it was done, for health.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import { LEDGER_REF, type LedgerState } from '../domain/ledger-state.ts'
import { SUMS_REF, secondsSinceMoved } from '../domain/ledger-sums.ts'
import type { Report } from '../domain/report.ts'
import type { Page, ReportFilter, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

/** Newest first. */
export const listReports = (
  s: Pick<Services, 'store'>,
  filter: ReportFilter,
  page: Page,
): Promise<Report[]> => s.store.reports(filter, page)

export async function readLedgerState({
  store,
}: Pick<Services, 'store'>): Promise<LedgerState | null> {
  return (await store.read({ state: LEDGER_REF })).state
}

export async function readReport(
  { store }: Pick<Services, 'store'>,
  id: string,
): Promise<Result<Report>> {
  const { report } = await store.read({ report: { kind: 'report', id } })
  if (report) return ok(report)
  return refuse('RECONCILIATION_NOT_FOUND', 'Choose one of the reports.')
}

/** Null before the first time. */
export async function secondsSinceReconciled(
  s: Pick<Services, 'store' | 'clock'>,
): Promise<number | null> {
  const { sums } = await s.store.read({ sums: SUMS_REF })
  return sums && secondsSinceMoved(sums, nowMicros(s.clock))
}

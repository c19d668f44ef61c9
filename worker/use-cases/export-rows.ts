// Ledger rows as a whole: every row that fits the filter, or a refusal, never a part.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { Page } from '../ports.ts'
import type { RowSource } from './row-sources.ts'
import { placeAfter } from './search-back.ts'

export const EXPORT_PAGE_ROWS = 500
/** 40 pages and the count: an invocation may make 50 calls, and signing in takes some of them. */
export const EXPORT_ROWS_MAX = 40 * EXPORT_PAGE_ROWS

export interface RowExport<Row> {
  /** Rows that are looked through; not all of them need fit. */
  readonly count: number
  readonly pages: AsyncGenerator<Row[]>
}

/** Newest first, a page at a time and only when it is asked for. */
export async function exportRows<Row>(source: RowSource<Row>): Promise<Result<RowExport<Row>>> {
  const count = await source.count(EXPORT_ROWS_MAX + 1)
  if (count > EXPORT_ROWS_MAX) {
    const detail = `A file holds ${EXPORT_ROWS_MAX} rows. Choose fewer days.`
    return refuse('EXPORT_TOO_LARGE', detail, { rowsMax: EXPORT_ROWS_MAX })
  }
  return ok({ count, pages: pagesOf(source) })
}

async function* pagesOf<Row>({ page, positionOf, fits }: RowSource<Row>): AsyncGenerator<Row[]> {
  let after: Page['after'] = null
  for (;;) {
    const rows: readonly Row[] = await page({ limit: EXPORT_PAGE_ROWS, after })
    yield rows.filter(fits)
    after = rows.length < EXPORT_PAGE_ROWS ? null : placeAfter(rows, positionOf, after)
    if (!after) return
  }
}

// A person's history as a whole: every row that fits the filter, or a refusal, never a part.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { Page, RowFilter, Services } from '../ports.ts'

export const EXPORT_PAGE_ROWS = 500
/** 40 pages and the count: an invocation may make 50 calls, and signing in takes some of them. */
export const EXPORT_ROWS_MAX = 40 * EXPORT_PAGE_ROWS

/** Newest first, a page at a time and only when it is asked for. */
export async function exportRows(
  s: Pick<Services, 'store'>,
  userId: UserId,
  filter: RowFilter,
): Promise<Result<AsyncGenerator<TokenTransaction[]>>> {
  const count = await s.store.countRows(userId, filter, EXPORT_ROWS_MAX + 1)
  if (count > EXPORT_ROWS_MAX) {
    const detail = `A file holds ${EXPORT_ROWS_MAX} rows. Choose fewer days.`
    return refuse('EXPORT_TOO_LARGE', detail, { rowsMax: EXPORT_ROWS_MAX })
  }
  return ok(pagesOf(s, userId, filter))
}

async function* pagesOf(
  { store }: Pick<Services, 'store'>,
  userId: UserId,
  filter: RowFilter,
): AsyncGenerator<TokenTransaction[]> {
  let after: Page['after'] = null
  for (;;) {
    const rows: TokenTransaction[] = await store.rowsOf(userId, filter, {
      limit: EXPORT_PAGE_ROWS,
      after,
    })
    yield rows
    const last = rows.at(-1)
    if (!last || rows.length < EXPORT_PAGE_ROWS) return
    after = { at: last.timestamp, tie: last.seq }
  }
}

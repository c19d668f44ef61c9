// Ledger rows as a file: the words of the API as column names, so that programs can rely on them.
import { toInstant } from '../../shared/instant.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import type { RowExport } from '../use-cases/export-rows.ts'
import type { FoundRow } from '../use-cases/row-sources.ts'
import type { AppContext } from './app-env.ts'
import { BYTE_ORDER_MARK, type Cell, csvLine } from './csv.ts'

type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>

/** Of one's own history. */
export const HISTORY_COLUMNS: Columns<TokenTransaction> = {
  seq: ({ seq }) => seq,
  timestamp: ({ timestamp }) => toInstant(timestamp),
  type: ({ type }) => type,
  amount: ({ amount }) => amount,
  availableChange: ({ deltas }) => deltas.dAvailable,
  committedChange: ({ deltas }) => deltas.dCommitted,
  owedChange: ({ deltas }) => deltas.dOwed,
  availableAfter: ({ after }) => after.available,
  committedAfter: ({ after }) => after.committed,
  owedAfter: ({ after }) => after.owed,
  about: ({ metadata }) => metadata.predictionTitle ?? metadata.packageName ?? null,
  position: ({ metadata }) => metadata.position ?? null,
  oddsBps: ({ metadata }) => metadata.oddsBps ?? null,
  bonusTokens: ({ metadata }) => metadata.bonusTokens ?? null,
  cause: ({ metadata }) => metadata.cause ?? null,
  relatedId: ({ relatedId }) => relatedId,
  id: ({ id }) => id,
}

const ANY_COLUMNS: Columns<TokenTransaction> = {
  userId: ({ userId }) => userId,
  ...HISTORY_COLUMNS,
  predictionId: ({ predictionId }) => predictionId ?? null,
  resolutionVersion: ({ resolutionVersion }) => resolutionVersion ?? null,
  commitmentId: ({ metadata }) => metadata.commitmentId ?? null,
  stripePaymentId: ({ metadata }) => metadata.stripePaymentId ?? null,
  hash: ({ hash }) => hash,
}

/** Of a row that says nothing readable: a line that is missing is missed by nobody. */
const UNREADABLE: Columns<FoundRow> = {
  id: ({ id }) => id,
  userId: ({ owner = null }) => owner,
  type: () => 'unreadable',
}

/** Of everybody's rows. */
export const LEDGER_COLUMNS: Columns<FoundRow> = Object.fromEntries(
  Object.entries(ANY_COLUMNS).map(([name, cellOf]) => [
    name,
    (row) => (row.value ? cellOf(row.value) : (UNREADABLE[name]?.(row) ?? null)),
  ]),
)

/** Named after the day. */
export async function csvFile<Row>(
  c: AppContext,
  name: string,
  { count, pages }: RowExport<Row>,
  columns: Columns<Row>,
): Promise<Response> {
  const today = new Date(c.var.services.clock.now()).toISOString().slice(0, 'yyyy-mm-dd'.length)
  c.header('content-type', 'text/csv; charset=utf-8; header=present')
  c.header('content-disposition', `attachment; filename="${name}-${today}.csv"`)
  c.header('x-row-count', String(count))
  return c.body(await streamOf(pages, columns), 200)
}

/**
 * Waits for the first page, so that an outage is an answer; one that comes later breaks the file
 * off, and the browser says that the download failed.
 */
async function streamOf<Row>(
  pages: RowExport<Row>['pages'],
  columns: Columns<Row>,
): Promise<ReadableStream<Uint8Array>> {
  const utf8 = new TextEncoder()
  const cellsOf = Object.values(columns)
  const lineOf = (row: Row): string => csvLine(cellsOf.map((cellOf) => cellOf(row)))
  let next = await pages.next()
  let text = `${BYTE_ORDER_MARK}${csvLine(Object.keys(columns))}`
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done) return controller.close()
      controller.enqueue(utf8.encode(text + next.value.map(lineOf).join('')))
      text = ''
      next = await pages.next()
    },
    cancel: async () => void (await pages.return(undefined)),
  })
}

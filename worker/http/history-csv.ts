// The history as a file: the words of the API as column names, so that programs can rely on them.
import { toInstant } from '../../shared/instant.ts'
import type { TokenTransaction } from '../domain/ledger.ts'
import { BYTE_ORDER_MARK, type Cell, csvLine } from './csv.ts'

const COLUMNS: Readonly<Record<string, (row: TokenTransaction) => Cell>> = {
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

const HEADER = `${BYTE_ORDER_MARK}${csvLine(Object.keys(COLUMNS))}`
const cellsOf = Object.values(COLUMNS)

const linesOf = (rows: readonly TokenTransaction[]): string =>
  rows.map((row) => csvLine(cellsOf.map((cellOf) => cellOf(row)))).join('')

/**
 * Waits for the first page, so that an outage is an answer; one that comes later breaks the file
 * off, and the browser says that the download failed.
 */
export async function historyFile(
  pages: AsyncGenerator<TokenTransaction[]>,
): Promise<ReadableStream<Uint8Array>> {
  const utf8 = new TextEncoder()
  let next = await pages.next()
  let text = HEADER
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done) return controller.close()
      controller.enqueue(utf8.encode(text + linesOf(next.value)))
      text = ''
      next = await pages.next()
    },
    cancel: async () => void (await pages.return(undefined)),
  })
}

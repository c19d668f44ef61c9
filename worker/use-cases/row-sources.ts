// Ledger rows in their order, of one person or of everybody: for pages and for files.
import type { PredictionId, UserId } from '../../shared/ids.ts'
import { SHARDS, type TokenTransaction } from '../domain/ledger.ts'
import type { LedgerFilter, RowFilter, Services } from '../ports.ts'
import type { Source } from './search-back.ts'

export interface RowSource extends Source<TokenTransaction> {
  /** How many rows are looked through; counted no further than `most`. */
  count(most: number): Promise<number>
}
type Needs = Pick<Services, 'store'>

export const ownRows = ({ store }: Needs, userId: UserId, filter: RowFilter): RowSource => ({
  count: (most) => store.countRows(userId, filter, most),
  page: (page) => store.rowsOf(userId, filter, page),
  positionOf: ({ timestamp, seq }) => ({ at: timestamp, tie: seq }),
  fits: () => true,
})

export interface AnyRowFilter extends RowFilter {
  readonly userId?: UserId | undefined
  readonly predictionId?: PredictionId | undefined
  readonly minTokens?: number | undefined
  readonly maxTokens?: number | undefined
}

/** The narrowest index there is; the rest of the filter is looked for among its rows. */
export function anyRows(s: Needs, filter: AnyRowFilter): RowSource {
  const { userId, type, predictionId, from, to } = filter
  const time = { from, to }
  const source = userId
    ? ownRows(s, userId, { ...time, type })
    : rowsOfAll(s, predictionId ? { ...time, predictionId } : { ...time, type })
  return { ...source, fits: (row) => fits(row, filter) }
}

const rowsOfAll = ({ store }: Needs, filter: LedgerFilter): RowSource => ({
  count: (most) => store.countRowsAmong(filter, most, SHARDS),
  page: (page) => store.rowsAmong(filter, page, SHARDS),
  positionOf: ({ timestamp, id }) => ({ at: timestamp, tie: id }),
  fits: () => true,
})

function fits(
  { type, predictionId, amount }: TokenTransaction,
  { minTokens = 0, maxTokens = Number.POSITIVE_INFINITY, ...wanted }: AnyRowFilter,
): boolean {
  const isOfType = wanted.type === undefined || type === wanted.type
  const isInIt = wanted.predictionId === undefined || predictionId === wanted.predictionId
  return isOfType && isInIt && amount >= minTokens && amount <= maxTokens
}

// Ledger rows in their order, of one person or of everybody: for pages and for files.
import type { PredictionId, UserId } from '../../shared/ids.ts'
import { caseIdOf, type Found } from '../domain/difference.ts'
import { SHARDS, type TokenTransaction } from '../domain/ledger.ts'
import type { LedgerFilter, RowFilter, Services } from '../ports.ts'
import type { Source } from './search-back.ts'

export interface RowSource<Row> extends Source<Row> {
  /** How many rows are looked through; counted no further than `most`. */
  count(most: number): Promise<number>
}
type Needs = Pick<Services, 'store'>

export const ownRows = (
  { store }: Needs,
  userId: UserId,
  filter: RowFilter,
): RowSource<TokenTransaction> => ({
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

/** Told by its id, if what it says can't be read. */
export type FoundRow = Found<TokenTransaction>

/** Opened when its row is looked at next. */
export const unreadableCaseOf = ({ hash }: Pick<Services, 'hash'>, id: string): string =>
  caseIdOf({ kind: 'row_unreadable', id }, hash.sha256)

/** The narrowest index there is; the rest of the filter is looked for among its rows. */
export function anyRows(s: Needs, filter: AnyRowFilter): RowSource<FoundRow> {
  const { userId, type, predictionId, from, to } = filter
  const time = { from, to }
  const source = userId
    ? rowsOfOne(s, userId, { ...time, type })
    : rowsOfAll(s, predictionId ? { ...time, predictionId } : { ...time, type })
  // What can't be read is seen whatever is looked for.
  return { ...source, fits: ({ value }) => value === null || fits(value, filter) }
}

const rowsOfOne = ({ store }: Needs, userId: UserId, filter: RowFilter): RowSource<FoundRow> => ({
  count: (most) => store.countRows(userId, filter, most),
  page: (page) => store.rowsFound(userId, filter, page),
  positionOf: ({ at = null }) => (typeof at?.tie === 'number' ? at : null),
  fits: () => true,
})

const rowsOfAll = ({ store }: Needs, filter: LedgerFilter): RowSource<FoundRow> => ({
  count: (most) => store.countRowsAmong(filter, most, SHARDS),
  page: (page) => store.rowsAmong(filter, page, SHARDS),
  positionOf: ({ at = null }) => (typeof at?.tie === 'string' ? at : null),
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

// The queries of the console; each needs its index in firestore.indexes.json.
import type { Order } from '../../domain/purchase.ts'
import type { LedgerFilter, Page } from '../../ports.ts'
import { everyShard } from './queries-books.ts'
import { and, at, field, list, newestFirst, type Query, text } from './query-parts.ts'

/** Over all shards, also of one prediction: a crowd that bets on it must not meet in one range. */
export const rowsAmong = (filter: LedgerFilter, page: Page, shards: number): Query => ({
  where: and(
    filter.type && field('type', 'EQUAL', text(filter.type)),
    filter.predictionId && field('predictionId', 'EQUAL', text(filter.predictionId)),
    everyShard(shards),
    filter.from !== undefined && field('timestamp', 'GREATER_THAN_OR_EQUAL', at(filter.from)),
    filter.to !== undefined && field('timestamp', 'LESS_THAN', at(filter.to)),
  ),
  ...newestFirst(page, 'timestamp'),
})

/** Those of any state over all shards: new ones must not meet in one range. */
export const ordersAmong = (
  statuses: readonly Order['status'][],
  page: Page,
  shards: number,
): Query => ({
  where: and(
    statuses.length > 0 ? field('status', 'IN', list(statuses.map(text))) : everyShard(shards),
  ),
  ...newestFirst(page),
})

/** The field has its automatic index. */
export const having = (name: string, value: string, limit: number): Query => ({
  where: and(field(name, 'EQUAL', text(value))),
  limit,
})

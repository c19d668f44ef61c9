// The queries of checks of the books; each needs its index in firestore.indexes.json.
import type { UserId } from '../../../shared/ids.ts'
import type { Micros } from '../../domain/ledger.ts'
import type { Page, ReportFilter, Stretch } from '../../ports.ts'
import type { Added, Filter } from './client.ts'
import { and, at, by, field, integer, list, newestFirst, type Query, text } from './query-parts.ts'

/** All there are by their names, which always have their index. */
export const byName = (after: string | null, limit: number): Query => ({
  orderBy: [by('__name__', 'ASCENDING')],
  ...(after !== null && { startAt: { values: [{ referenceValue: after }], before: false } }),
  limit,
})

export const openStakesOf = (userId: UserId): Added => ({
  where: and(field('userId', 'EQUAL', text(userId)), field('status', 'EQUAL', text('active'))),
})

/** One query over all of them, read in one call. */
export const everyShard = (shards: number): Filter =>
  field('shard', 'IN', list(Array.from({ length: shards }, (_, n) => integer(n))))

export const rowsBetween = ({ from, to, after, limit }: Stretch, shards: number): Query => ({
  where: and(
    everyShard(shards),
    field('timestamp', 'GREATER_THAN', at(from)),
    field('timestamp', 'LESS_THAN_OR_EQUAL', at(to)),
  ),
  orderBy: [by('timestamp', 'ASCENDING'), by('id', 'ASCENDING')],
  ...(after && { startAt: { values: [at(after.at), text(after.tie)], before: false } }),
  limit,
})

/** Nothing is before them. */
export const firstRows = (after: string | null, limit: number): Query => ({
  where: and(field('prevHash', 'EQUAL', text(''))),
  ...byName(after, limit),
})

export const firstEntries = (limit: number): Query => ({
  where: and(field('seq', 'EQUAL', integer(1))),
  limit,
})

export const entriesAsking = (requestHashes: readonly string[], limit: number): Query => ({
  where: and(field('requestHash', 'IN', list(requestHashes.map(text)))),
  limit,
})

/** The field has its automatic index. */
export const entriesAbout = (targets: readonly string[], limit: number): Query => ({
  where: and(field('target', 'IN', list(targets.map(text)))),
  limit,
})

/** Far more than one person's history is archived in parts. */
const CHECKPOINTS_MAX = 100
export const checkpointsOf = (userId: UserId): Query => ({
  where: and(field('userId', 'EQUAL', text(userId))),
  limit: CHECKPOINTS_MAX,
})

export const alertsUnheard = (limit: number): Query => ({
  where: and(field('rungAt', 'EQUAL', at(0))),
  limit,
})

export const reportsBy = ({ kind }: ReportFilter, page: Page): Query => ({
  where: and(kind && field('kind', 'EQUAL', text(kind))),
  ...newestFirst(page, 'finishedAt'),
})

export const rowsWithHashes = (hashes: readonly string[]): Query => ({
  where: and(field('hash', 'IN', list(hashes.map(text)))),
  limit: 2 * hashes.length,
})

export const rulingsAbout = (purchaseIds: readonly string[], limit: number): Query => ({
  where: and(field('purchaseId', 'IN', list(purchaseIds.map(text)))),
  limit,
})

/** Exactly those that are read by stretches from the first one until then. */
export const rowsUntil = (until: Micros, shards: number): Added => ({
  where: and(
    everyShard(shards),
    field('timestamp', 'GREATER_THAN', at(0)),
    field('timestamp', 'LESS_THAN_OR_EQUAL', at(until)),
  ),
})

export const rowsSince = (since: Micros, shards: number): Added => ({
  where: and(everyShard(shards), field('timestamp', 'GREATER_THAN', at(since))),
})

// The structured queries of the product; each needs its index in firestore.indexes.json.
import type { UserId } from '../../../shared/ids.ts'
import type { Micros } from '../../domain/ledger.ts'
import type {
  AdjustmentFilter,
  CommitmentFilter,
  DeadLetterFilter,
  FlagFilter,
  Page,
  PayoutJobFilter,
  PredictionFilter,
  RefundFilter,
  ResolutionFilter,
  RowFilter,
  RulingFilter,
} from '../../ports.ts'
import type { Added } from './client.ts'
import {
  after,
  and,
  at,
  by,
  field,
  integer,
  list,
  newestFirst,
  type Query,
  text,
} from './query-parts.ts'

export function rowsOf(userId: UserId, filter: RowFilter, page: Page): Query {
  return {
    where: and(
      field('userId', 'EQUAL', text(userId)),
      filter.type && field('type', 'EQUAL', text(filter.type)),
      filter.from !== undefined && field('timestamp', 'GREATER_THAN_OR_EQUAL', at(filter.from)),
      filter.to !== undefined && field('timestamp', 'LESS_THAN', at(filter.to)),
    ),
    orderBy: [by('timestamp', 'DESCENDING'), by('seq', 'DESCENDING')],
    ...after(page, (tie) => integer(Number(tie))),
  }
}

/** The chain of hashes is the way from row to row; both fields have their automatic index. */
export const rowWithHash = (hash: string): Query => only('hash', hash)
export const rowAfterHash = (hash: string): Query => only('prevHash', hash)

const only = (name: string, value: string): Query => ({
  where: and(field(name, 'EQUAL', text(value))),
  limit: 1,
})

export function ordersOf(userId: UserId, statuses: readonly string[], page: Page): Query {
  return {
    where: and(
      field('userId', 'EQUAL', text(userId)),
      statuses.length > 0 && field('status', 'IN', list(statuses.map(text))),
    ),
    orderBy: [by('createdAt', 'DESCENDING'), by('id', 'DESCENDING')],
    ...after(page, (tie) => text(String(tie))),
  }
}

export function ordersDueOf(shard: number, now: Micros, limit: number): Query {
  return {
    where: and(
      field('shard', 'EQUAL', integer(shard)),
      field('nextCheckAt', 'LESS_THAN_OR_EQUAL', at(now)),
    ),
    orderBy: [by('nextCheckAt', 'ASCENDING')],
    limit,
  }
}

export const ordersReviewed = (status: string, page: Page): Query => ({
  where: and(field('status', 'EQUAL', text(status))),
  ...newestFirst(page),
})

export function pendingOrdersOf(packageId: string, limit: number): Query {
  return {
    where: and(
      field('packageId', 'EQUAL', text(packageId)),
      field('status', 'EQUAL', text('pending')),
    ),
    limit,
  }
}

export const eventsKept = (limit: number): Query => ({
  where: and(field('outcome', 'EQUAL', text('unhandled'))),
  limit,
})

export function predictionsBy(filter: PredictionFilter, page: Page): Query {
  const closing = filter.sort === 'closing'
  return {
    where: and(
      filter.status && field('status', 'EQUAL', text(filter.status)),
      filter.category && field('category', 'EQUAL', text(filter.category)),
    ),
    orderBy: closing
      ? [by('closesAt', 'ASCENDING'), by('id', 'ASCENDING')]
      : [by('createdAt', 'DESCENDING'), by('id', 'DESCENDING')],
    ...after(page, (tie) => text(String(tie))),
  }
}

export function predictionsDueAt(now: Micros, limit: number): Query {
  return {
    where: and(
      field('status', 'EQUAL', text('open')),
      field('closesAt', 'LESS_THAN_OR_EQUAL', at(now)),
    ),
    // The order of the list by closing time: one index serves both.
    orderBy: [by('closesAt', 'ASCENDING'), by('id', 'ASCENDING')],
    limit,
  }
}

export function commitmentsOf(userId: UserId, filter: CommitmentFilter, page: Page): Query {
  const { status, predictionId, predictionIds } = filter
  return {
    where: and(
      field('userId', 'EQUAL', text(userId)),
      status !== undefined && field('status', 'EQUAL', text(status)),
      predictionId !== undefined && field('predictionId', 'EQUAL', text(predictionId)),
      predictionIds && field('predictionId', 'IN', list(predictionIds.map(text))),
    ),
    orderBy: [by('committedAt', 'DESCENDING'), by('id', 'DESCENDING')],
    ...after(page, (tie) => text(String(tie))),
  }
}

export function unsettledOf(predictionId: string, version: number, limit: number): Query {
  return {
    where: and(
      field('predictionId', 'EQUAL', text(predictionId)),
      field('settledVersion', 'LESS_THAN', integer(version)),
    ),
    orderBy: [by('settledVersion', 'ASCENDING')],
    limit,
  }
}

export function commitmentsIn(predictionId: string, afterId: string | null, limit: number): Query {
  return {
    where: and(field('predictionId', 'EQUAL', text(predictionId))),
    orderBy: [by('id', 'ASCENDING')],
    ...(afterId !== null && { startAt: { values: [text(afterId)], before: false } }),
    limit,
  }
}

export function heldBy(predictionId: string, userId: UserId): Query {
  return {
    where: and(
      field('userId', 'EQUAL', text(userId)),
      field('predictionId', 'EQUAL', text(predictionId)),
    ),
    // The order of the own list: with its index the first entry is the answer.
    orderBy: [by('committedAt', 'DESCENDING'), by('id', 'DESCENDING')],
    limit: 1,
  }
}

export const stakesIn = (predictionId: string, side: string): Added => ({
  where: and(
    field('predictionId', 'EQUAL', text(predictionId)),
    field('position', 'EQUAL', text(side)),
  ),
})

export const settledBy = (predictionId: string, version: number): Added => ({
  where: and(
    field('predictionId', 'EQUAL', text(predictionId)),
    field('resolutionVersion', 'EQUAL', integer(version)),
  ),
})

type ProposalFilter = AdjustmentFilter & RulingFilter & ResolutionFilter

/** Adjustments, rulings and outcomes. */
export const proposalsBy = (filter: ProposalFilter, page: Page): Query => ({
  where: and(
    filter.state && field('state', 'EQUAL', text(filter.state)),
    filter.userId && field('userId', 'EQUAL', text(filter.userId)),
  ),
  ...newestFirst(page),
})

export const rulingsOf = (purchaseId: string, limit: number): Query => ({
  where: and(field('purchaseId', 'EQUAL', text(purchaseId))),
  limit,
})

export const flagsBy = ({ state, userId }: FlagFilter, page: Page): Query => ({
  where: and(
    state && field('state', 'EQUAL', text(state)),
    userId && field('userId', 'EQUAL', text(userId)),
  ),
  ...newestFirst(page),
})

export const deadLettersBy = ({ state }: DeadLetterFilter, page: Page): Query => ({
  where: and(state && field('state', 'EQUAL', text(state))),
  ...newestFirst(page, 'parkedAt'),
})

export const oldestParked = (): Query => ({
  where: and(field('state', 'EQUAL', text('parked'))),
  orderBy: [by('parkedAt', 'ASCENDING')],
  limit: 1,
})

export function payoutJobsBy(filter: PayoutJobFilter, limit: number): Query {
  return {
    where: and(
      filter.state && field('state', 'EQUAL', text(filter.state)),
      filter.predictionId && field('predictionId', 'EQUAL', text(filter.predictionId)),
    ),
    orderBy: [by('createdAt', 'DESCENDING')],
    limit,
  }
}

export function payoutJobsDueAt(now: Micros, limit: number): Query {
  return {
    where: and(field('nextCheckAt', 'LESS_THAN_OR_EQUAL', at(now))),
    orderBy: [by('nextCheckAt', 'ASCENDING')],
    limit,
  }
}

export function refundsBy(filter: RefundFilter, page: Page): Query {
  return {
    where: and(
      filter.state && field('state', 'EQUAL', text(filter.state)),
      filter.purchaseId && field('purchaseId', 'EQUAL', text(filter.purchaseId)),
    ),
    ...newestFirst(page, 'requestedAt'),
  }
}

export function refundsDueAt(now: Micros, limit: number): Query {
  return {
    where: and(field('nextCheckAt', 'LESS_THAN_OR_EQUAL', at(now))),
    orderBy: [by('nextCheckAt', 'ASCENDING')],
    limit,
  }
}

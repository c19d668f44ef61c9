// Readings of the console over everybody.
import type { Found } from '../../domain/difference.ts'
import type { ConsoleLists, ConsoleReads, Kind, Stored } from '../../ports.ts'
import { finderOf } from './books.ts'
import * as asked from './queries.ts'
import { reportsBy } from './queries-books.ts'
import * as queries from './queries-console.ts'
import type { Query } from './query-parts.ts'
import type { Add, Ask, AskDocuments } from './store.ts'

interface Reading {
  readonly ask: AskDocuments
  readonly query: Ask
  readonly add: Add
}

export function consoleReadsOf({ ask, query, add }: Reading): ConsoleReads {
  const found = finderOf(ask)
  return {
    ...listsOf(ask),
    rowsAmong: (filter, page, shards) =>
      found('row', queries.rowsAmong(filter, page, shards), ['timestamp', 'id']),

    async neighboursFound({ hash, prevHash }) {
      const [[older = null] = [], [newer = null]] = await Promise.all([
        prevHash ? found('row', asked.rowWithHash(prevHash)) : undefined,
        found('row', asked.rowAfterHash(hash)),
      ])
      return { older, newer }
    },

    async countRowsAmong(filter, most, shards) {
      const page = { limit: most, after: null }
      return (await add('row', queries.rowsAmong(filter, page, shards), [])).count
    },

    async oldestParked() {
      // Only when, whatever else it says.
      const [oldest] = await found('deadLetter', asked.oldestParked(), ['parkedAt', 'parkedAt'])
      return oldest?.at?.at ?? null
    },

    eventsOf: (id, limit) => query('event', queries.having('purchaseId', id, limit)),
    flagsAbout: (id, limit) => query('flag', queries.having('purchaseId', id, limit)),
    eventsAbout: (id, limit) => query('event', queries.having('objectId', id, limit)),

    async orderAtStripe(id) {
      const name = id.startsWith('cs_') ? 'sessionId' : 'paymentIntentId'
      return (await query('order', queries.having(name, id, 1)))[0] ?? null
    },
    async refundAtStripe(id) {
      return (await query('refund', queries.having('stripeRefundId', id, 1)))[0] ?? null
    },
  }
}

function listsOf(ask: AskDocuments): ConsoleLists {
  const found = finderOf(ask)
  /** What calls itself something else is nothing of ours. */
  const list = async <K extends Listed>(kind: K, query: Query, time = 'createdAt') =>
    (await found(kind, query, [time, 'id'])).map((one): Found<Stored[K]> => {
      return one.value?.id === one.id ? one : { ...one, value: null }
    })
  return {
    ordersAmong: ({ userId, statuses }, page, shards) =>
      list(
        'order',
        userId === undefined
          ? queries.ordersAmong(statuses, page, shards)
          : asked.ordersOf(userId, statuses, page),
      ),
    ordersReviewed: (status, page) => list('order', asked.ordersReviewed(status, page)),
    refunds: (filter, page) => list('refund', asked.refundsBy(filter, page), 'requestedAt'),
    commitmentsAmong: (userId, filter, page) =>
      list('commitment', asked.commitmentsOf(userId, filter, page), 'committedAt'),
    predictionsAmong: (filter, page) => list('prediction', asked.predictionsBy(filter, page)),
    payoutJobs: (filter, limit) => list('payoutJob', asked.payoutJobsBy(filter, limit)),
    adjustments: (filter, page) => list('adjustment', asked.proposalsBy(filter, page)),
    rulings: (filter, page) => list('ruling', asked.proposalsBy(filter, page)),
    resolutions: (filter, page) => list('resolution', asked.proposalsBy(filter, page)),
    flagsAmong: (filter, page) => list('flag', asked.flagsBy(filter, page)),
    deadLetters: (filter, page) =>
      list('deadLetter', asked.deadLettersBy(filter, page), 'parkedAt'),
    reports: (filter, page) => list('report', reportsBy(filter, page), 'finishedAt'),
  }
}

/** Kinds that say their own name. */
type Listed = { [K in Kind]: Stored[K] extends { readonly id: string } ? K : never }[Kind]

// Readings of the console over everybody.
import type { ConsoleReads } from '../../ports.ts'
import { finderOf } from './books.ts'
import { rowAfterHash, rowWithHash } from './queries.ts'
import * as queries from './queries-console.ts'
import type { Add, Ask, AskDocuments } from './store.ts'

interface Reading {
  readonly ask: AskDocuments
  readonly query: Ask
  readonly add: Add
}

export function consoleReadsOf({ ask, query, add }: Reading): ConsoleReads {
  const found = finderOf(ask)
  return {
    rowsAmong: (filter, page, shards) =>
      found('row', queries.rowsAmong(filter, page, shards), ['timestamp', 'id']),

    async neighboursFound({ hash, prevHash }) {
      const [[older = null] = [], [newer = null]] = await Promise.all([
        prevHash ? found('row', rowWithHash(prevHash)) : undefined,
        found('row', rowAfterHash(hash)),
      ])
      return { older, newer }
    },

    async countRowsAmong(filter, most, shards) {
      const page = { limit: most, after: null }
      return (await add('row', queries.rowsAmong(filter, page, shards), [])).count
    },

    ordersAmong: (statuses, page, shards) =>
      query('order', queries.ordersAmong(statuses, page, shards)),

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

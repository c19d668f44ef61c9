// Readings of the console over everybody.
import type { ConsoleReads } from '../../ports.ts'
import * as queries from './queries-console.ts'
import type { Add, Ask } from './store.ts'

export function consoleReadsOf(query: Ask, add: Add): ConsoleReads {
  return {
    rowsAmong: (filter, page, shards) => query('row', queries.rowsAmong(filter, page, shards)),

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

// Readings of the console over everybody.
import type { ConsoleReads } from '../../ports.ts'
import * as queries from './console-queries.ts'
import type { Add, Ask } from './store.ts'

export function consoleReadsOf(query: Ask, add: Add): ConsoleReads {
  return {
    rowsAmong: (filter, page, shards) => query('row', queries.rowsAmong(filter, page, shards)),

    async countRowsAmong(filter, most, shards) {
      const page = { limit: most, after: null }
      return (await add('row', queries.rowsAmong(filter, page, shards), [])).count
    },

    eventsOf: (id, limit) => query('event', queries.about(id, limit)),
    flagsAbout: (id, limit) => query('flag', queries.about(id, limit)),
  }
}

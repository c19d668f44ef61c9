// Admins look through everybody's ledger rows.
import type { AdminTransactionList, LedgerQuery } from '../../../shared/api/ledger.ts'
import { ok } from '../../../shared/failure.ts'
import { toInstantOrNull } from '../../../shared/instant.ts'
import { exportRows } from '../../use-cases/export-rows.ts'
import { readAnyStory } from '../../use-cases/read-any-story.ts'
import { type AnyRowFilter, anyRows } from '../../use-cases/row-sources.ts'
import { searchBack } from '../../use-cases/search-back.ts'
import { csvFile, LEDGER_COLUMNS } from '../history-csv.ts'
import { toMicros } from '../instant.ts'
import { adminStoryView, foundRowView } from '../ledger-views.ts'
import { searchPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'

type Ids = 'listAllTransactions' | 'exportAllTransactions' | 'getAnyTransaction'

const filterOf = ({ from, to, ...rest }: LedgerQuery): AnyRowFilter => ({
  ...rest,
  from: from ? toMicros(from) : undefined,
  to: to ? toMicros(to) : undefined,
})

export const adminLedgerHandlers: HandlersOf<Ids> = {
  listAllTransactions: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'all-transactions', filters }
    const rows = anyRows(c.var.services, filterOf(filters))
    const found = await searchPage({ limit, cursor, scope }, async (page) =>
      ok(await searchBack(rows, page)),
    )
    if (!found.ok) return refused(c, found.failure)
    const { items, next, nextCursor } = found.value
    const list: AdminTransactionList = {
      items: items.map((found) => foundRowView(c, found)),
      nextCursor,
      searchedBackTo: toInstantOrNull(next?.at ?? null),
    }
    return c.json(list, 200)
  },

  exportAllTransactions: async (c, { query }) => {
    const found = await exportRows(anyRows(c.var.services, filterOf(query)))
    if (!found.ok) return refused(c, found.failure)
    return csvFile(c, 'kai-ledger', found.value, LEDGER_COLUMNS)
  },

  getAnyTransaction: async (c, { params }) => {
    const story = await readAnyStory(c.var.services, params.id)
    if (!story.ok) return refused(c, story.failure)
    return c.json(adminStoryView(c, story.value), 200)
  },
}

// Everybody's rows as far as somebody has scrolled, and how far back was looked for them.
import type { AdminTransactionList, ListedTransaction } from '../../../shared/api/ledger.ts'
import { LEDGER_PATH } from '../../lib/console-paths.ts'
import { ledgerLine } from '../../lib/ledger-line.ts'
import { useFormat } from '../../lib/locale.ts'
import { useHistory } from '../../lib/use-history.ts'
import { LEDGER } from '../../words/console-ledger.ts'
import { ListEnd } from '../ListEnd.tsx'
import { DataTable } from './DataTable.tsx'
import { LEDGER_COLUMNS } from './LedgerColumns.tsx'
import { LookedBack } from './LookedBack.tsx'

interface LedgerRowsProps {
  readonly first: AdminTransactionList
  /** Of the API, for the pages that follow. */
  readonly api: string
  /** The filters alone. */
  readonly query: string
  readonly isNewest: boolean
}

export function LedgerRows({ first, api, query, isNewest }: LedgerRowsProps) {
  const format = useFormat()
  const { rows, last, ...pages } = useHistory<ListedTransaction, AdminTransactionList>(first, api)
  const { searchedBackTo, items } = last
  return (
    <section aria-label={LEDGER.subject}>
      <DataTable
        caption={LEDGER.subject}
        columns={LEDGER_COLUMNS}
        rows={rows.map((row) => ledgerLine(row, format))}
        rowKey={({ id }) => id}
      />
      {query && pages.next ? <LookedBack searchedBackTo={searchedBackTo} /> : null}
      {/* After a page that found nothing the next ones may find as little, through all books. */}
      <ListEnd
        path={LEDGER_PATH}
        words={LEDGER.end}
        rows={rows.length}
        waits={items.length === 0}
        {...{ ...pages, query, isNewest }}
      />
    </section>
  )
}

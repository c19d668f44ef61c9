// Everybody's rows, newest first, filtered by a plain GET form.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData, useLocation } from '@remix-run/react'
import type { AdminTransactionList, ListedTransaction } from '../../shared/api/ledger.ts'
import { ConsoleList } from '../components/console/ConsoleList.tsx'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { FileLink } from '../components/console/FileLink.tsx'
import { FilterBar, type FilterField } from '../components/console/FilterBar.tsx'
import { LEDGER_COLUMNS } from '../components/console/LedgerColumns.tsx'
import { LedgerRows } from '../components/console/LedgerRows.tsx'
import { LookedBack } from '../components/console/LookedBack.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ExportFault } from '../components/ExportFault.tsx'
import { requireAdmin } from '../lib/api.server.ts'
import { LEDGER_API, ledgerFilters, ledgerInApi, ledgerPath } from '../lib/console-ledger.server.ts'
import { readList } from '../lib/console-list.server.ts'
import { LEDGER_PATH } from '../lib/console-paths.ts'
import type { Place } from '../lib/console-places.server.ts'
import { readExportFault } from '../lib/export-file.server.ts'
import { useZone } from '../lib/locale.ts'
import { CONSOLE } from '../words/console.ts'
import { LEDGER } from '../words/console-ledger.ts'
import { TYPE_NAMES } from '../words/movements.ts'

export const meta = () => [{ title: CONSOLE.titleOf(LEDGER.title) }]

export const handle = { place: { group: 'money', name: LEDGER.title, order: 1 } satisfies Place }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const address = new URL(request.url).searchParams
  const data = await readList<ListedTransaction, AdminTransactionList>(visit, {
    api: LEDGER_API,
    path: LEDGER_PATH,
    filters: ledgerFilters(address),
    toApi: ledgerInApi,
  })
  return { data, api: ledgerPath(data.filters), fault: readExportFault(address) }
}

const day = { type: 'date' }
const count = { type: 'number', min: 1, step: 1, inputMode: 'numeric' } as const
const name = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false }
const FIELDS: readonly FilterField[] = [
  { name: 'type', label: LEDGER.type, options: Object.entries(TYPE_NAMES) },
  { name: 'userId', label: LEDGER.uid, input: name },
  { name: 'predictionId', label: LEDGER.prediction, input: name },
  { name: 'from', label: LEDGER.from, input: day },
  { name: 'to', label: LEDGER.to, input: day },
  { name: 'minTokens', label: LEDGER.min, input: count },
  { name: 'maxTokens', label: LEDGER.max, input: count },
]

export default function TransactionsPage() {
  const { data, api, fault } = useLoaderData<typeof loader>()
  const zone = useZone()
  const { key } = useLocation()
  const list = data.list.value
  const filters = `${new URLSearchParams(data.filters)}`
  return (
    <ConsolePage title={LEDGER.title} ways={<FileLink href={`${LEDGER_PATH}.csv?${filters}`} />}>
      <ExportFault fault={fault} />
      <FilterBar path={LEDGER_PATH} fields={FIELDS} filters={data.filters} hidden={{ zone }} />
      {list && list.items.length > 0 ? (
        <LedgerRows
          key={key}
          first={list}
          api={api}
          query={filters}
          isNewest={data.query === filters}
        />
      ) : (
        <ConsoleList
          data={{
            ...data,
            list: list ? { ...data.list, value: { ...list, items: [] } } : data.list,
          }}
          subject={LEDGER.subject}
          columns={LEDGER_COLUMNS}
          rowKey={({ id }) => id}
          empty={{ title: LEDGER.none, text: LEDGER.noneText }}
        >
          <LookedBack searchedBackTo={list?.searchedBackTo ?? null} />
        </ConsoleList>
      )}
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }

// The whole history, filtered by a plain GET form.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData, useLocation } from '@remix-run/react'
import type { BalanceView, TransactionList } from '../../shared/api/wallet.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ExportFault } from '../components/ExportFault.tsx'
import { HistoryFilters } from '../components/HistoryFilters.tsx'
import { Movements } from '../components/Movements.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { callApi, listSection, requireViewer } from '../lib/api.server.ts'
import { readExportFault } from '../lib/export-file.server.ts'
import { apiPathOf, queryOf, readHistoryFilter } from '../lib/history-query.server.ts'
import { canBuy } from '../lib/standing.server.ts'
import { EXPORT } from '../words/export.ts'
import { HISTORY } from '../words/history.ts'
import { ROWS } from '../words/rows.ts'

export const meta = () => [{ title: HISTORY.pageTitle }]

export const handle = { showsWallet: true }

const PATH = '/wallet/history'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const asked = new URL(request.url).searchParams
  const filter = readHistoryFilter(asked)
  const query = queryOf(filter).toString()
  const path = apiPathOf({ ...filter, cursor: null })
  const answer = await callApi<TransactionList>(visit, apiPathOf(filter))
  const history = listSection(answer, `${PATH}?${query}`)
  // Only where it would be offered.
  const isEmpty = query === '' && history.value?.items.length === 0
  const buys = isEmpty && canBuy(await callApi<BalanceView>(visit, '/api/wallet/balance'))
  return { filter, query, path, history, buys, fault: readExportFault(asked) }
}

export default function HistoryPage() {
  const { filter, query, path, history, buys, fault } = useLoaderData<typeof loader>()
  const { key } = useLocation()
  const list = history.value
  return (
    <div className="page max-w-3xl">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <h1>{HISTORY.title}</h1>
        {/* A file: the router has nothing to do with it. */}
        <a href={`${PATH}.csv?${query}`} className="link link-block no-print">
          {EXPORT.download}
        </a>
      </div>
      <div className="mt-4 empty:hidden">
        <ExportFault fault={fault} />
      </div>
      <HistoryFilters key={query} filter={filter} />
      {history.problem ? (
        <div className="mt-5">
          <ProblemNotice
            problem={history.problem}
            subject={HISTORY.subject}
            retryTo={`${PATH}?${query}`}
          />
        </div>
      ) : null}
      {list && list.items.length > 0 ? (
        <Movements key={key} first={list} {...{ path, query }} isNewest={!filter.cursor} />
      ) : null}
      {list?.items.length === 0 ? <Nothing filtered={query !== ''} buys={buys} /> : null}
    </div>
  )
}

function Nothing({ filtered, buys }: { filtered: boolean; buys: boolean }) {
  return (
    <section aria-label={HISTORY.list} className="card mt-5">
      {filtered ? (
        <EmptyState title={HISTORY.nothingFits} text={HISTORY.nothingFitsText}>
          <Link to={PATH} className="btn btn-quiet">
            {HISTORY.showEverything}
          </Link>
        </EmptyState>
      ) : (
        <EmptyState title={ROWS.none} text={ROWS.noneText}>
          {buys ? (
            <Link to="/wallet/buy" className="btn btn-primary">
              {ROWS.buyFirst}
            </Link>
          ) : null}
        </EmptyState>
      )}
    </section>
  )
}

export { ErrorPage as ErrorBoundary }

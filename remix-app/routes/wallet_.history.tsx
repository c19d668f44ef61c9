// The whole history, filtered by a plain GET form.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { TransactionList } from '../../shared/api/wallet.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { HistoryFilters } from '../components/HistoryFilters.tsx'
import { HistoryList } from '../components/HistoryList.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { Pager } from '../components/Pager.tsx'
import { callApi, listSection, requireViewer } from '../lib/api.server.ts'
import { historyPath, queryOf, readHistoryFilter } from '../lib/history-query.server.ts'

export const meta = () => [{ title: 'History · KAI Wallet' }]

export const handle = { showsWallet: true }

const PATH = '/wallet/history'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const filter = readHistoryFilter(new URL(request.url).searchParams)
  const query = queryOf(filter)
  const answer = await callApi<TransactionList>(visit, historyPath(filter))
  return { filter, query: query.toString(), history: listSection(answer, `${PATH}?${query}`) }
}

export default function HistoryPage() {
  const { filter, query, history } = useLoaderData<typeof loader>()
  const filtered = query !== ''
  const page = new URLSearchParams(query)
  if (filter.cursor) page.set('cursor', filter.cursor)
  const rows = history.value?.items ?? []
  return (
    <div className="page max-w-3xl">
      <h1>History</h1>
      <HistoryFilters key={query} filter={filter} />
      <section aria-label="Movements" className="card mt-5">
        {history.problem ? (
          <div className="p-4 sm:p-6">
            <ProblemNotice
              problem={history.problem}
              subject="Your history"
              retryTo={`${PATH}?${page}`}
            />
          </div>
        ) : null}
        {rows.length > 0 ? <HistoryList rows={rows} /> : null}
        {history.value && rows.length === 0 ? <Nothing filtered={filtered} /> : null}
      </section>
      <Pager path={PATH} query={page} nextCursor={history.value?.nextCursor ?? null} />
    </div>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState title="Nothing fits this filter" text="Try other days, or all kinds.">
        <Link to={PATH} className="btn btn-quiet">
          Show everything
        </Link>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No movements yet"
      text="Every token you buy, commit, win or get back will be listed here."
    >
      <Link to="/wallet/buy" className="btn btn-primary">
        Buy your first tokens
      </Link>
    </EmptyState>
  )
}

export { ErrorPage as ErrorBoundary }

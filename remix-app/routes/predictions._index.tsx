// All predictions: open ones first of all, and what became of the others.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { PredictionList } from '../../shared/api/predictions.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { Pager } from '../components/Pager.tsx'
import { PredictionCards } from '../components/PredictionCard.tsx'
import { PredictionFilters, PredictionTabs } from '../components/PredictionFilters.tsx'
import { callApi, listSection } from '../lib/api.server.ts'
import { useNow } from '../lib/now.ts'
import { listPath, queryOf, readPredictionFilter } from '../lib/predictions-query.server.ts'

export const meta = () => [
  { title: 'Predictions · KAI Wallet' },
  { name: 'description', content: 'Open KAI predictions with their odds and closing times.' },
]

const PATH = '/predictions'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const filter = readPredictionFilter(new URL(request.url).searchParams)
  const query = queryOf(filter).toString()
  const answer = await callApi<PredictionList>({ request, context }, listPath(filter))
  const predictions = listSection(answer, query ? `${PATH}?${query}` : PATH)
  return { filter, query, predictions, now: context.now }
}

export default function PredictionsPage() {
  const { filter, query, predictions, now: serverNow } = useLoaderData<typeof loader>()
  const now = useNow(serverNow)
  const page = new URLSearchParams(query)
  if (filter.cursor) page.set('cursor', filter.cursor)
  const items = predictions.value?.items ?? []
  return (
    <div className="page">
      <h1>Predictions</h1>
      <PredictionTabs filter={filter} />
      <PredictionFilters key={query} filter={filter} />
      <section aria-label="Predictions" className="mt-5">
        {predictions.problem ? (
          <ProblemNotice
            problem={predictions.problem}
            subject="The predictions"
            retryTo={`${PATH}?${page}`}
          />
        ) : null}
        {items.length > 0 ? <PredictionCards items={items} now={now} /> : null}
        {predictions.value && items.length === 0 ? (
          <Nothing narrowed={query !== ''} open={filter.state === 'open'} />
        ) : null}
      </section>
      <Pager
        path={PATH}
        query={page}
        nextCursor={predictions.value?.nextCursor ?? null}
        first="First page"
        more="More"
      />
    </div>
  )
}

function Nothing({ narrowed, open }: { narrowed: boolean; open: boolean }) {
  const title = narrowed ? 'No prediction fits' : 'No prediction is open right now'
  const text = narrowed ? 'Try other words, or another category.' : 'New ones come in. Look again.'
  return (
    <div className="card">
      <EmptyState title={title} text={open ? text : 'Predictions that end like this show up here.'}>
        {narrowed ? (
          <Link to={PATH} className="btn btn-quiet">
            Show all open predictions
          </Link>
        ) : null}
      </EmptyState>
    </div>
  )
}

export { ErrorPage as ErrorBoundary }

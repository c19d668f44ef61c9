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
import {
  listPath,
  type PredictionFilter,
  queryOf,
  readPredictionFilter,
} from '../lib/predictions-query.server.ts'

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
        {predictions.value && items.length === 0 ? <Nothing filter={filter} /> : null}
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

const NOTHING = {
  narrowed: { title: 'No prediction fits', text: 'Try other words, or another category.' },
  open: { title: 'No prediction is open right now', text: 'New ones come in. Look again later.' },
  locked: { title: 'No result is due', text: 'Closed predictions wait here for their result.' },
  resolved: { title: 'Nothing is decided yet', text: 'Predictions with a result are kept here.' },
  voided: { title: 'Nothing was called off', text: 'Called off means refunded, to the token.' },
} as const

function Nothing({ filter: { q, category, state } }: { filter: PredictionFilter }) {
  const words = NOTHING[q || category ? 'narrowed' : state]
  return (
    <div className="card">
      <EmptyState {...words}>
        {q || category || state !== 'open' ? (
          <Link to={PATH} className="btn btn-quiet">
            Show all open predictions
          </Link>
        ) : null}
      </EmptyState>
    </div>
  )
}

export { ErrorPage as ErrorBoundary }

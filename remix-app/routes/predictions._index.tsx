// All predictions: open ones first of all, and what became of the others.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { PredictionList } from '../../shared/api/predictions.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { Pager } from '../components/Pager.tsx'
import { PredictionCards } from '../components/PredictionCard.tsx'
import {
  PredictionFilters,
  PredictionOrders,
  PredictionTabs,
} from '../components/PredictionFilters.tsx'
import { callApi, listSection } from '../lib/api.server.ts'
import { plural } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { useNow } from '../lib/now.ts'
import { type PredictionFilter, pathOf, queryOf } from '../lib/predictions-path.ts'
import { listPath, readPredictionFilter } from '../lib/predictions-query.server.ts'
import { LIST, NOTHING } from '../words/predictions.ts'

export const meta = () => [
  { title: LIST.pageTitle },
  { name: 'description', content: LIST.description },
]

const PATH = '/predictions'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const filter = readPredictionFilter(new URL(request.url).searchParams)
  const answer = await callApi<PredictionList>({ request, context }, listPath(filter))
  return { filter, predictions: listSection(answer, pathOf(filter)), now: context.now }
}

export default function PredictionsPage() {
  const { filter, predictions, now: serverNow } = useLoaderData<typeof loader>()
  const now = useNow(serverNow)
  const page = queryOf(filter)
  if (filter.cursor) page.set('cursor', filter.cursor)
  const items = predictions.value?.items ?? []
  const nextCursor = predictions.value?.nextCursor ?? null
  return (
    <div className="page">
      <h1>{LIST.title}</h1>
      <PredictionTabs filter={filter} />
      <PredictionFilters filter={filter} categories={predictions.value?.categories ?? []} />
      <section aria-label={LIST.title} className="mt-2">
        {predictions.problem ? (
          <ProblemNotice
            problem={predictions.problem}
            subject={LIST.subject}
            retryTo={`${PATH}?${page}`}
          />
        ) : (
          <div className="mb-2 flex flex-wrap items-center justify-between gap-x-5">
            <Found count={items.length} isAll={!nextCursor && !filter.cursor} />
            <PredictionOrders filter={filter} />
          </div>
        )}
        {items.length > 0 ? <PredictionCards items={items} now={now} /> : null}
        {predictions.value && items.length === 0 ? <Nothing filter={filter} /> : null}
      </section>
      <Pager path={PATH} query={page} nextCursor={nextCursor} first={LIST.first} more={LIST.more} />
    </div>
  )
}

/** Read out when the list changes under a tap. */
function Found({ count, isAll }: { count: number; isAll: boolean }) {
  const format = useFormat()
  const words = isAll ? LIST.found : LIST.foundHere
  return (
    <p role="status" className="text-sm text-soft">
      {words(format.tokens(count), plural(count, LIST.noun))}
    </p>
  )
}

function Nothing({ filter }: { filter: PredictionFilter }) {
  const { q, category, state } = filter
  const words = NOTHING[q || category ? 'narrowed' : state]
  return (
    <div className="card">
      <EmptyState {...words}>
        {q && category ? (
          <Link to={pathOf({ ...filter, category: null })} className="btn btn-quiet">
            {LIST.anyCategory}
          </Link>
        ) : null}
        {q || category || state !== 'open' ? (
          <Link to={PATH} className="btn btn-quiet">
            {LIST.showOpen}
          </Link>
        ) : null}
      </EmptyState>
    </div>
  )
}

export { ErrorPage as ErrorBoundary }

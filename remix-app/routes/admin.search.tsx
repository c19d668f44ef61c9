// What has this id, ours or Stripe's, or this e-mail address.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { SearchAnswer, SearchHit } from '../../shared/api/console.ts'
import { ConsolePage } from '../components/console/ConsolePage.tsx'
import { type Column, DataTable } from '../components/console/DataTable.tsx'
import { Id, StripeId } from '../components/console/Facts.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { callApi, requireAdmin, section } from '../lib/api.server.ts'
import { pathOfHit } from '../lib/console-paths.ts'
import { stripePaths } from '../lib/stripe-paths.ts'
import { CONSOLE } from '../words/console.ts'
import { SEARCH } from '../words/console-search.ts'

export const meta = () => [{ title: CONSOLE.titleOf(SEARCH.title) }]

const PATH = '/admin/search'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireAdmin(visit)
  const q = new URL(request.url).searchParams.get('q')?.trim() ?? ''
  if (q === '') return { query: '', q, found: null }
  const query = new URLSearchParams({ q }).toString()
  const answer = await callApi<SearchAnswer>(visit, `/api/admin/search?${query}`)
  return { query, q, found: section(answer) }
}

const columnsFor = (
  mode: SearchAnswer['mode'],
): readonly [Column<SearchHit>, ...Column<SearchHit>[]] => [
  { name: SEARCH.id, cell: (hit) => <Hit hit={hit} mode={mode} /> },
  { name: SEARCH.kind, cell: ({ kind }) => SEARCH.kinds[kind] },
  { name: SEARCH.says, cell: ({ title }) => <bdi className="wrap-anywhere">{title}</bdi> },
]

function Hit({ hit, mode }: { readonly hit: SearchHit; readonly mode: SearchAnswer['mode'] }) {
  const to = pathOfHit(hit.partOf ?? hit)
  if (to) return <Id id={hit.id} to={to} />
  return <StripeId id={hit.id} page={stripePaths(mode).event(hit.id)} />
}

export default function SearchPage() {
  const { query, q, found } = useLoaderData<typeof loader>()
  const hits = found?.value?.items ?? []
  return (
    <ConsolePage title={SEARCH.title} note={found ? SEARCH.found(q) : null}>
      {found?.problem ? (
        <ProblemNotice
          problem={found.problem}
          subject={SEARCH.subject}
          retryTo={`${PATH}?${query}`}
        />
      ) : null}
      {hits.length > 0 ? (
        <DataTable
          caption={SEARCH.subject}
          columns={columnsFor(found?.value?.mode ?? 'test')}
          rows={hits}
          rowKey={({ kind, id }) => `${kind} ${id}`}
        />
      ) : null}
      {hits.length === 0 && !found?.problem ? (
        <div className="card">
          {found ? (
            <EmptyState title={SEARCH.nothing} text={SEARCH.nothingText} />
          ) : (
            <EmptyState title={SEARCH.start} text={SEARCH.startText} />
          )}
        </div>
      ) : null}
    </ConsolePage>
  )
}

export { ErrorPage as ErrorBoundary }

// The own commitments, by what became of them.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import {
  COMMITMENT_STATUSES,
  type CommitmentStatus,
  type CommitmentList as Commitments,
} from '../../shared/api/predictions.ts'
import { CommitmentList } from '../components/CommitmentList.tsx'
import { CommitmentTabs } from '../components/CommitmentTabs.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { Pager } from '../components/Pager.tsx'
import { callApi, listSection, requireViewer } from '../lib/api.server.ts'
import { type AtStake, atStake } from '../lib/at-stake.server.ts'
import { useFormat } from '../lib/locale.ts'
import { COMMITMENTS } from '../words/commitments.ts'

export const meta = () => [{ title: COMMITMENTS.pageTitle }]

export const handle = { showsWallet: true }

const PATH = '/wallet/commitments'
const PAGE_SIZE = '50'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const asked = new URL(request.url).searchParams
  const status = COMMITMENT_STATUSES.find((name) => name === asked.get('status')) ?? null
  const query = new URLSearchParams(status ? { status } : {})
  const newest = `${PATH}?${query}`
  const cursor = asked.get('cursor')
  if (cursor) query.set('cursor', cursor)
  const api = `/api/wallet/commitments?limit=${PAGE_SIZE}&${query}`
  const commitments = listSection(await callApi<Commitments>(visit, api), newest)
  const { items, nextCursor } = commitments.value ?? { items: [], nextCursor: null }
  // A sum of one page of several would be a wrong one.
  const isWhole = status === 'active' && !cursor && !nextCursor && items.length > 0
  const stake = isWhole ? atStake(items) : null
  return { status, query: query.toString(), commitments, stake }
}

export default function CommitmentsPage() {
  const { status, query, commitments, stake } = useLoaderData<typeof loader>()
  const items = commitments.value?.items ?? []
  return (
    <div className="page max-w-3xl">
      <h1>{COMMITMENTS.title}</h1>
      <CommitmentTabs status={status} />
      {stake ? <Stake stake={stake} /> : null}
      <section aria-label={COMMITMENTS.title} className="card mt-4">
        {commitments.problem ? (
          <div className="p-4 sm:p-6">
            <ProblemNotice
              problem={commitments.problem}
              subject={COMMITMENTS.subject}
              retryTo={`${PATH}?${query}`}
            />
          </div>
        ) : null}
        {items.length > 0 ? <CommitmentList items={items} /> : null}
        {commitments.value && items.length === 0 ? <Nothing status={status} /> : null}
      </section>
      <Pager
        path={PATH}
        query={new URLSearchParams(query)}
        nextCursor={commitments.value?.nextCursor ?? null}
      />
    </div>
  )
}

function Stake({ stake: { committed, most } }: { stake: AtStake }) {
  const format = useFormat()
  return (
    <p className="mt-4 text-soft">
      {COMMITMENTS.atStake(format.count(committed), format.tokens(most))}
    </p>
  )
}

function Nothing({ status }: { status: CommitmentStatus | null }) {
  return (
    <EmptyState title={COMMITMENTS.nothing[status ?? 'all']} text={COMMITMENTS.nothingText}>
      <Link to="/predictions" className="btn btn-primary">
        {COMMITMENTS.seePredictions}
      </Link>
    </EmptyState>
  )
}

export { ErrorPage as ErrorBoundary }

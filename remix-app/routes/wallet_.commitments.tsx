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

export const meta = () => [{ title: 'Commitments · KAI Wallet' }]

export const handle = { showsWallet: true }

const PATH = '/wallet/commitments'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const asked = new URL(request.url).searchParams
  const status = COMMITMENT_STATUSES.find((name) => name === asked.get('status')) ?? null
  const query = new URLSearchParams(status ? { status } : {})
  const newest = `${PATH}?${query}`
  const cursor = asked.get('cursor')
  if (cursor) query.set('cursor', cursor)
  const answer = await callApi<Commitments>(visit, `/api/wallet/commitments?${query}`)
  return { status, query: query.toString(), commitments: listSection(answer, newest) }
}

export default function CommitmentsPage() {
  const { status, query, commitments } = useLoaderData<typeof loader>()
  const items = commitments.value?.items ?? []
  return (
    <div className="page max-w-3xl">
      <h1>Commitments</h1>
      <CommitmentTabs status={status} />
      <section aria-label="Commitments" className="card mt-4">
        {commitments.problem ? (
          <div className="p-4 sm:p-6">
            <ProblemNotice
              problem={commitments.problem}
              subject="Your commitments"
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

const NOTHING: Record<CommitmentStatus | 'all', string> = {
  all: 'You have committed nothing yet',
  active: 'No commitment is active',
  won: 'Nothing won yet',
  lost: 'Nothing lost',
  refunded: 'Nothing refunded',
}

function Nothing({ status }: { status: CommitmentStatus | null }) {
  return (
    <EmptyState
      title={NOTHING[status ?? 'all']}
      text="Tokens that you commit to a prediction are listed here, with what became of them."
    >
      <Link to="/predictions" className="btn btn-primary">
        See open predictions
      </Link>
    </EmptyState>
  )
}

export { ErrorPage as ErrorBoundary }

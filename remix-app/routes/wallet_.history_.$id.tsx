// The story of one movement: what happened, where the tokens went, and what it changed.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { TransactionStory } from '../../shared/api/wallet.ts'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Story } from '../components/Story.tsx'
import { callApi, orPage, requireViewer } from '../lib/api.server.ts'
import { STORY } from '../words/history.ts'

export const meta = () => [{ title: STORY.pageTitle }]

/** A newer movement may follow it at any time. */
export const handle = { showsWallet: true }

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const path = `/api/wallet/transactions/${encodeURIComponent(params.id ?? '')}`
  return { story: orPage(await callApi<TransactionStory>(visit, path)) }
}

export default function StoryPage() {
  const { story } = useLoaderData<typeof loader>()
  return (
    <div className="page page-narrow">
      <p className="no-print mb-2">
        <Link to="/wallet/history" className="link link-block">
          {STORY.back}
        </Link>
      </p>
      <Story story={story} />
    </div>
  )
}

export { ErrorPage as ErrorBoundary }

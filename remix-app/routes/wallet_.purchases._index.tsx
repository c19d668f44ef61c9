// All purchases with their states.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { PurchaseList as Purchases } from '../../shared/api/tokens.ts'
import type { BalanceView } from '../../shared/api/wallet.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { Pager } from '../components/Pager.tsx'
import { PurchaseList } from '../components/PurchaseList.tsx'
import { callApi, listSection, requireViewer } from '../lib/api.server.ts'
import { canBuy } from '../lib/standing.server.ts'
import { PURCHASES } from '../words/purchases.ts'

export const meta = () => [{ title: PURCHASES.pageTitle }]

export const handle = { showsWallet: true }

const PATH = '/wallet/purchases'
const PAGE_SIZE = '20'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const cursor = new URL(request.url).searchParams.get('cursor') || null
  const query = new URLSearchParams({ limit: PAGE_SIZE })
  if (cursor) query.set('cursor', cursor)
  const [answer, balance] = await Promise.all([
    callApi<Purchases>(visit, `/api/tokens/purchases?${query}`),
    callApi<BalanceView>(visit, '/api/wallet/balance'),
  ])
  return { cursor, buys: canBuy(balance), purchases: listSection(answer, PATH) }
}

export default function PurchasesPage() {
  const { cursor, buys, purchases } = useLoaderData<typeof loader>()
  const query = new URLSearchParams(cursor ? { cursor } : {})
  const items = purchases.value?.items ?? []
  return (
    <div className="page max-w-3xl">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>{PURCHASES.title}</h1>
        {buys ? (
          <Link to="/wallet/buy" className="btn btn-primary no-print">
            {PURCHASES.buy}
          </Link>
        ) : null}
      </div>
      <section aria-label={PURCHASES.title} className="card mt-5">
        {purchases.problem ? (
          <div className="p-4 sm:p-6">
            <ProblemNotice
              problem={purchases.problem}
              subject={PURCHASES.subject}
              retryTo={`${PATH}?${query}`}
            />
          </div>
        ) : null}
        {items.length > 0 ? <PurchaseList purchases={items} /> : null}
        {purchases.value && items.length === 0 ? (
          <EmptyState title={PURCHASES.none} text={PURCHASES.noneText} />
        ) : null}
      </section>
      <Pager path={PATH} query={query} nextCursor={purchases.value?.nextCursor ?? null} />
    </div>
  )
}

export { ErrorPage as ErrorBoundary }

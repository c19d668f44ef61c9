// The wallet. /wallet/buy opens over it, so this route stays while the dialog comes and goes.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useOutlet } from '@remix-run/react'
import type { PurchaseList } from '../../shared/api/tokens.ts'
import type { BalanceView, TransactionList } from '../../shared/api/wallet.ts'
import { BalanceCard } from '../components/BalanceCard.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { OpenPurchases } from '../components/OpenPurchases.tsx'
import { RecentHistory } from '../components/RecentHistory.tsx'
import { RestrictionNotice } from '../components/RestrictionNotice.tsx'
import { callApi, requireViewer, section } from '../lib/api.server.ts'
import { useNewest } from '../lib/live-context.ts'
import { isOpen } from '../lib/purchases.ts'

export const meta = () => [{ title: 'Wallet · KAI Wallet' }]

export const handle = { showsWallet: true }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const [balance, history, purchases] = await Promise.all([
    callApi<BalanceView>(visit, '/api/wallet/balance'),
    callApi<TransactionList>(visit, '/api/wallet/transactions?limit=10'),
    callApi<PurchaseList>(visit, '/api/tokens/purchases?limit=20'),
  ])
  const recent = section(purchases)
  return {
    balance: section(balance),
    history: section(history),
    open: recent.value ? { ...recent, value: recent.value.items.filter(isOpen) } : recent,
  }
}

export { revalidateAround as shouldRevalidate } from '../lib/revalidate.ts'

// Between balance and history on a phone, beside both where there is room; gone when empty, and
// its column with it.
const COLUMNS = 'grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:has-[>aside:empty]:grid-cols-1'
const ASIDE = 'flex flex-col gap-6 empty:hidden lg:col-start-2 lg:row-span-2 lg:row-start-1'

export default function WalletPage() {
  const { balance: loaded, history, open } = useLoaderData<typeof loader>()
  const balance = useNewest(loaded)
  const dialog = useOutlet()
  return (
    <>
      <div className={dialog ? 'page behind-sheet' : 'page'}>
        <h1 className="sr-only">Your wallet</h1>
        <div className={COLUMNS}>
          {balance.value ? (
            <BalanceCard balance={balance.value} />
          ) : (
            <ProblemNotice problem={balance.problem} subject="Your balance" retryTo="/wallet" />
          )}
          <aside aria-label="What needs your attention" className={ASIDE}>
            {balance.value ? <RestrictionNotice balance={balance.value} /> : null}
            <OpenPurchases purchases={open} />
          </aside>
          <RecentHistory history={history} />
        </div>
      </div>
      <Outlet />
    </>
  )
}

export { ErrorPage as ErrorBoundary }

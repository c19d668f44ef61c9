// The wallet. /wallet/buy opens over it, so this route stays while the dialog comes and goes.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useOutlet } from '@remix-run/react'
import { useRef, useState } from 'react'
import type { PurchaseList } from '../../shared/api/tokens.ts'
import type { BalanceView, RunningPayouts, TransactionList } from '../../shared/api/wallet.ts'
import { BalanceCard } from '../components/BalanceCard.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { ProblemNotice, StandingNotices } from '../components/Notice.tsx'
import { Pending } from '../components/Pending.tsx'
import { RecentHistory } from '../components/RecentHistory.tsx'
import { callApi, mapSection, requireViewer, section } from '../lib/api.server.ts'
import { balanceChart, CHART_ROWS_MAX } from '../lib/balance-chart.server.ts'
import { formatFor } from '../lib/format.ts'
import { useNewest } from '../lib/live-context.ts'
import { isOpen } from '../lib/purchases.ts'
import { lineOf } from '../lib/rows.ts'
import { canBuy, type StandingNotice, standingOf } from '../lib/standing.server.ts'
import { useSteady } from '../lib/steady.ts'
import { unpaidNews } from '../lib/unpaid-news.server.ts'
import { WALLET } from '../words/wallet.ts'

export const meta = () => [{ title: WALLET.pageTitle }]

export const handle = { showsWallet: true }

const RECENT_ROWS = 10

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = { request, context }
  requireViewer(visit)
  const [balance, rows, purchases, payouts] = await Promise.all([
    callApi<BalanceView>(visit, '/api/wallet/balance'),
    // One query for the list and the picture.
    callApi<TransactionList>(visit, `/api/wallet/transactions?limit=${CHART_ROWS_MAX}`),
    callApi<PurchaseList>(visit, '/api/tokens/purchases?limit=20'),
    callApi<RunningPayouts>(visit, '/api/wallet/payouts'),
  ])
  const format = formatFor(context.locale, context.zone)
  const history = section(rows)
  return {
    balance: section(balance),
    notices: [
      ...(balance.ok ? standingOf(balance.value, format) : []),
      ...(purchases.ok ? unpaidNews(purchases.value.items, format, context.now) : []),
    ],
    canBuy: canBuy(balance),
    chart: history.problem ? undefined : balanceChart(history.value.items, format),
    history: mapSection(history, ({ items }) =>
      items.slice(0, RECENT_ROWS).map((row) => lineOf(row, format)),
    ),
    open: mapSection(section(purchases), ({ items }) => items.filter(isOpen)),
    payouts: mapSection(section(payouts), ({ items }) => items),
  }
}

export { revalidateAround as shouldRevalidate } from '../lib/revalidate.ts'

export default function WalletPage() {
  const {
    balance: loaded,
    canBuy: buys,
    chart,
    history,
    open,
    payouts,
    notices,
  } = useLoaderData<typeof loader>()
  const balance = useNewest(loaded)
  const dialog = useOutlet()
  // What comes up later must not push the page down: it is told among what is pending.
  const [known] = useState(() => notices.map(({ kind }) => kind))
  const isKnown = ({ kind }: StandingNotice) => known.includes(kind)
  const place = useRef<HTMLDivElement>(null)
  useSteady(place)
  return (
    <>
      <div className={dialog ? 'page behind-sheet' : 'page'}>
        <h1 className="sr-only">{WALLET.title}</h1>
        <div className="wallet-grid">
          <div className="wallet-face">
            {balance.value ? (
              <BalanceCard balance={balance.value} canBuy={buys} chart={chart} />
            ) : (
              <ProblemNotice problem={balance.problem} subject={WALLET.balance} retryTo="/wallet" />
            )}
          </div>
          <aside aria-label={WALLET.attention} className="flex flex-col gap-6">
            {known.length > 0 ? (
              <div ref={place} className="grid content-start gap-3">
                <StandingNotices notices={notices.filter(isKnown)} />
              </div>
            ) : null}
            <Pending
              purchases={open}
              payouts={payouts}
              notices={notices.filter((notice) => !isKnown(notice))}
            />
          </aside>
          <RecentHistory history={history} canBuy={buys} />
        </div>
      </div>
      <Outlet />
    </>
  )
}

export { ErrorPage as ErrorBoundary }

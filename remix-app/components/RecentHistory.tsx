// The last movements on the wallet page, or the way to the first one.
import { Link } from '@remix-run/react'
import type { TransactionList } from '../../shared/api/wallet.ts'
import type { Section } from '../lib/api.server.ts'
import { EmptyState } from './EmptyState.tsx'
import { HistoryList } from './HistoryList.tsx'
import { ProblemNotice } from './Notice.tsx'

export function RecentHistory({ history }: { history: Section<TransactionList> }) {
  const rows = history.value?.items ?? []
  return (
    <section aria-labelledby="history-title" className="card">
      <div className="flex items-center justify-between gap-4 px-4 pt-4 sm:px-6">
        <h2 id="history-title">Recent history</h2>
        {rows.length > 0 ? (
          <Link to="/wallet/history" className="link link-block no-print">
            All history
          </Link>
        ) : null}
      </div>
      {history.problem ? (
        <div className="p-4 sm:p-6">
          <ProblemNotice problem={history.problem} subject="Your history" retryTo="/wallet" />
        </div>
      ) : null}
      {rows.length > 0 ? <HistoryList rows={rows} /> : null}
      {history.value && rows.length === 0 ? (
        <EmptyState
          title="No movements yet"
          text="Every token you buy, commit, win or get back will be listed here."
        >
          <Link to="/wallet/buy" className="btn btn-primary" preventScrollReset>
            Buy your first tokens
          </Link>
        </EmptyState>
      ) : null}
    </section>
  )
}

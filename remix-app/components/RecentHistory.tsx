// The last movements on the wallet page, or the way to the first one. As high from the start as it
// is with a row in it; what comes in while they are read waits for a tap.
import { Link } from '@remix-run/react'
import { useRef } from 'react'
import type { Section } from '../lib/api.server.ts'
import { useNewRows } from '../lib/new-rows.ts'
import type { RowLine } from '../lib/rows.ts'
import { ROWS } from '../words/rows.ts'
import { WALLET } from '../words/wallet.ts'
import { EmptyState } from './EmptyState.tsx'
import { HistoryList } from './HistoryList.tsx'
import { ProblemNotice } from './Notice.tsx'

interface RecentHistoryProps {
  readonly history: Section<RowLine[]>
  readonly canBuy: boolean
}

export function RecentHistory({ history, canBuy }: RecentHistoryProps) {
  const lines = history.value ?? []
  const place = useRef<HTMLElement>(null)
  const { shown, count, show } = useNewRows(lines, place)
  return (
    <section ref={place} tabIndex={-1} aria-labelledby="history-title" className="card min-h-96">
      <div className="flex min-h-14 items-center justify-between gap-2 px-4 pt-2 sm:px-6">
        <h2 id="history-title">{WALLET.recent}</h2>
        {shown[0] && count > 0 ? (
          <button type="button" onClick={show} className="link link-block">
            {ROWS.news(count)}
          </button>
        ) : null}
        {lines.length > 0 ? (
          <Link to="/wallet/history" className="link link-block no-print">
            {WALLET.allHistory}
          </Link>
        ) : null}
      </div>
      {history.problem ? (
        <div className="p-4 sm:p-6">
          <ProblemNotice problem={history.problem} subject={WALLET.history} retryTo="/wallet" />
        </div>
      ) : null}
      {lines.length > 0 ? <HistoryList lines={shown} /> : null}
      {history.value && lines.length === 0 ? (
        <EmptyState title={ROWS.none} text={ROWS.noneText}>
          {canBuy ? (
            <Link to="/wallet/buy" className="btn btn-primary" preventScrollReset>
              {ROWS.buyFirst}
            </Link>
          ) : null}
        </EmptyState>
      ) : null}
    </section>
  )
}

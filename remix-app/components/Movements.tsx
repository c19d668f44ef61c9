// The history's list and its end: how many rows there are, and the way to more of them.
import { Link } from '@remix-run/react'
import { type MouseEvent, useRef } from 'react'
import type { TransactionList } from '../../shared/api/wallet.ts'
import { useFormat } from '../lib/locale.ts'
import { useNewRows } from '../lib/new-rows.ts'
import { lineOf } from '../lib/rows.ts'
import { type Loading, useHistory, useNear } from '../lib/use-history.ts'
import { COMMON } from '../words/common.ts'
import { HISTORY } from '../words/history.ts'
import { ROWS } from '../words/rows.ts'
import { HistoryList } from './HistoryList.tsx'

interface MovementsProps {
  readonly first: TransactionList
  /** Of the API, for the pages that follow. */
  readonly path: string
  /** Of this page without cursor. */
  readonly query: string
  /** Whether this is the beginning of the history. */
  readonly isNewest: boolean
}

export function Movements({ first, path, query, isNewest }: MovementsProps) {
  const format = useFormat()
  const { rows: all, next, loading, more } = useHistory(first, path)
  const place = useRef<HTMLElement>(null)
  const { count, show } = useNewRows(all, place)
  const rows = all.slice(count % all.length)
  return (
    <>
      <section ref={place} tabIndex={-1} aria-label={HISTORY.list} className="card mt-5">
        <NewRows count={count} show={show} />
        <HistoryList lines={rows.map((row) => lineOf(row, format))} />
      </section>
      <End rows={rows.length} next={next} loading={loading} more={more} {...{ query, isNewest }} />
    </>
  )
}

/** Over the list, wherever somebody is in it. */
function NewRows({ count, show }: { count: number; show: () => void }) {
  return (
    <div role="status" className="new-rows no-print">
      {count > 0 ? (
        <button type="button" onClick={show} className="btn btn-primary">
          {ROWS.news(count)}
        </button>
      ) : null}
    </div>
  )
}

interface EndProps extends Pick<MovementsProps, 'query' | 'isNewest'> {
  readonly rows: number
  readonly next: string | null
  readonly loading: Loading
  readonly more: () => void
}

function End({ rows, next, loading, more, query, isNewest }: EndProps) {
  const format = useFormat()
  const end = useRef<HTMLElement>(null)
  useNear(end, rows, more)
  const count = format.tokens(rows)
  const isAll = next === null && isNewest
  // The link is real: without scripts, or in a new tab, it leads to the page that follows.
  const press = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    more()
  }
  return (
    <nav ref={end} aria-label={COMMON.pages} className="history-end no-print">
      {isNewest ? null : (
        <Link to={`/wallet/history?${query}`} className="btn btn-quiet">
          {COMMON.newest}
        </Link>
      )}
      <p role="status" className="text-sm text-soft">
        {loading === 'failed' ? `${HISTORY.failed} ` : null}
        {isAll ? HISTORY.allShown(rows, count) : HISTORY.shown(rows, count)}
      </p>
      {next === null ? null : (
        <Link to={olderPath(query, next)} onClick={press} className="btn btn-quiet">
          {loading === 'loading' ? HISTORY.loading : COMMON.older}
        </Link>
      )}
    </nav>
  )
}

function olderPath(query: string, cursor: string): string {
  const address = new URLSearchParams(query)
  address.set('cursor', cursor)
  return `/wallet/history?${address}`
}

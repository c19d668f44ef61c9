// The history's list.
import { useRef } from 'react'
import type { TransactionList, TransactionView } from '../../shared/api/wallet.ts'
import { useFormat } from '../lib/locale.ts'
import { useNewRows } from '../lib/new-rows.ts'
import { lineOf } from '../lib/rows.ts'
import { useHistory } from '../lib/use-history.ts'
import { HISTORY } from '../words/history.ts'
import { ROWS } from '../words/rows.ts'
import { HistoryList } from './HistoryList.tsx'
import { ListEnd } from './ListEnd.tsx'

const PATH = '/wallet/history'

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
  const {
    rows: all,
    next,
    loading,
    more,
  } = useHistory<TransactionView, TransactionList>(first, path)
  const place = useRef<HTMLElement>(null)
  const { count, show } = useNewRows(all, place)
  const rows = all.slice(count % all.length)
  return (
    <>
      <section ref={place} tabIndex={-1} aria-label={HISTORY.list} className="card mt-5">
        <NewRows count={count} show={show} />
        <HistoryList lines={rows.map((row) => lineOf(row, format))} />
      </section>
      <ListEnd
        path={PATH}
        words={HISTORY}
        rows={rows.length}
        {...{ next, loading, more, query, isNewest }}
      />
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

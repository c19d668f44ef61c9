// The end of a list that somebody scrolls: how many rows there are, and the way to more of them.
import { Link } from '@remix-run/react'
import { type MouseEvent, useRef } from 'react'
import { useFormat } from '../lib/locale.ts'
import { type Loading, useNear } from '../lib/use-history.ts'
import { COMMON } from '../words/common.ts'

interface ListEndProps {
  /** Of the page, and what stands in its address but the cursor. */
  readonly path: string
  readonly query: string
  /** Whether this is the beginning of the list. */
  readonly isNewest: boolean
  readonly rows: number
  readonly next: string | null
  readonly loading: Loading
  readonly more: () => void
  /** Further pages only by the link, also where the end is near. */
  readonly waits?: boolean
  readonly words: {
    shown(count: number, tokens: string): string
    allShown(count: number, tokens: string): string
    readonly loading: string
    readonly failed: string
  }
}

export function ListEnd(props: ListEndProps) {
  const { path, query, isNewest, rows, next, loading, more, waits = false, words } = props
  const format = useFormat()
  const end = useRef<HTMLElement>(null)
  useNear(end, waits ? Number.POSITIVE_INFINITY : rows, more)
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
        <Link to={`${path}?${query}`} className="btn btn-quiet">
          {COMMON.newest}
        </Link>
      )}
      <p role="status" className="text-sm text-soft">
        {loading === 'failed' ? `${words.failed} ` : null}
        {isAll ? words.allShown(rows, count) : words.shown(rows, count)}
      </p>
      {next === null ? null : (
        <Link to={olderPath(path, query, next)} onClick={press} className="btn btn-quiet">
          {loading === 'loading' ? words.loading : COMMON.older}
        </Link>
      )}
    </nav>
  )
}

function olderPath(path: string, query: string, cursor: string): string {
  const address = new URLSearchParams(query)
  address.set('cursor', cursor)
  return `${path}?${address}`
}

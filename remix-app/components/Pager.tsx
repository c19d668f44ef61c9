// Cursor paging: only "older" and "newest", which is all a cursor can promise.
import { Link } from '@remix-run/react'
import { COMMON } from '../words/common.ts'

interface PagerProps {
  /** Address without the cursor; filters stay in it. */
  readonly path: string
  readonly query: URLSearchParams
  readonly nextCursor: string | null
  /** Names of the two ways, for a list that isn't ordered by age. */
  readonly first?: string
  readonly more?: string
}

export function Pager(props: PagerProps) {
  const { path, query, nextCursor, first = COMMON.newest, more = COMMON.older } = props
  const paged = query.has('cursor')
  if (!paged && !nextCursor) return null
  const newest = withCursor(query, null)
  return (
    <nav aria-label={COMMON.pages} className="no-print mt-5 flex flex-wrap justify-between gap-3">
      {paged ? (
        <Link to={`${path}${newest}`} className="btn btn-quiet">
          {first}
        </Link>
      ) : (
        <span />
      )}
      {nextCursor ? (
        <Link to={`${path}${withCursor(query, nextCursor)}`} className="btn btn-quiet">
          {more}
        </Link>
      ) : null}
    </nav>
  )
}

function withCursor(query: URLSearchParams, cursor: string | null): string {
  const next = new URLSearchParams(query)
  if (cursor) next.set('cursor', cursor)
  else next.delete('cursor')
  const text = next.toString()
  return text ? `?${text}` : ''
}

// A list of rows as far as somebody has scrolled: the next page is fetched when the end comes near,
// or when its link is pressed. Who comes back finds all that was loaded, so that the browser can
// scroll to where it was.
import { useLocation } from '@remix-run/react'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { begun, cursorOf, extended, type PageOf, type Rows, refreshed } from './history-rows.ts'

interface Row {
  readonly id: string
}
export type Loading = 'idle' | 'loading' | 'failed'

const TIMEOUT_MS = 15_000
/** How far before the end the next page is fetched. */
const NEAR = '600px'
/** Further pages only by the link: nobody reads a thousand rows without wanting to. */
const AUTOMATIC_ROWS_MAX = 1_000
const KEPT_MAX = 5

interface Kept {
  readonly rows: Rows<Row>
  /** The page that was read last. */
  readonly last: PageOf<Row>
}
/** By history entry of the browser; only this document's, so that signing out forgets them. */
const kept = new Map<string, Kept>()

function keep(key: string, all: Kept): void {
  kept.delete(key)
  kept.set(key, all)
  const [oldest] = kept.keys()
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
}

async function fetchPage<P>(path: string, cursor: string): Promise<P> {
  const address = `${path}&cursor=${encodeURIComponent(cursor)}`
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  // Signed out meanwhile: the page itself knows the way to sign in and back.
  if (response.status === 401) window.location.reload()
  if (!response.ok) throw new Error(String(response.status))
  return (await response.json()) as P
}

/** `path`: of the API, with the filter. The caller's key is the location's. */
export function useHistory<R extends Row, P extends PageOf<R>>(first: P & PageOf<R>, path: string) {
  const { key } = useLocation()
  // Kept of the same list: an entry of the browser has one address.
  const known = kept.get(key) as { rows: Rows<R>; last: P } | undefined
  const [rows, setRows] = useState(() => (known ? refreshed(known.rows, first) : begun(first)))
  const [last, setLast] = useState<P>(known?.last ?? first)
  const [seen, setSeen] = useState(first)
  if (seen !== first) {
    setSeen(first)
    setRows(refreshed(rows, first))
  }
  useEffect(() => keep(key, { rows, last }), [key, rows, last])

  const [loading, setLoading] = useState<Loading>('idle')
  const isBusy = useRef(false)
  const cursor = cursorOf(rows)
  const more = useCallback(async () => {
    if (cursor === null || isBusy.current) return
    isBusy.current = true
    setLoading('loading')
    try {
      const page = await fetchPage<P>(path, cursor)
      setLast(page)
      setRows((now) => (cursorOf(now) === cursor ? extended(now, page) : now))
      setLoading('idle')
    } catch {
      setLoading('failed')
    }
    isBusy.current = false
  }, [path, cursor])

  const hasGap = rows.fresh !== null
  useEffect(() => {
    if (hasGap) void more()
  }, [hasGap, more])
  return { rows: rows.shown, next: rows.next, last, loading, more }
}

/** Calls `more` while the element is near what is seen. */
export function useNear(end: RefObject<HTMLElement>, rows: number, more: () => void): void {
  useEffect(() => {
    if (!end.current || rows >= AUTOMATIC_ROWS_MAX) return
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && more(),
      { rootMargin: NEAR },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [end, rows, more])
}

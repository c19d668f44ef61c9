// One page of a list: cursor in, items and next cursor out.
import { ok, type Result } from '../../shared/failure.ts'
import type { Page } from '../ports.ts'
import type { Position, Searched } from '../use-cases/search-back.ts'
import { type CursorScope, makeCursor, readCursor } from './cursor.ts'

export interface ListRequest {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly scope: CursorScope
}

export interface ListPage<V> {
  items: V[]
  nextCursor: string | null
}

/** A full page has a next cursor, even when nothing follows: looking ahead would cost a read. */
export async function listPage<T, V>(
  request: ListRequest,
  fetchPage: (page: Page) => Promise<readonly T[]>,
  positionOf: (item: T) => Position,
  viewOf: (item: T) => V,
): Promise<Result<ListPage<V>>> {
  const found = await searchPage(request, async (page) => {
    const items = await fetchPage(page)
    const last = items.length >= page.limit ? items.at(-1) : undefined
    return ok({ items, next: last === undefined ? null : positionOf(last) })
  })
  if (!found.ok) return found
  const { items, nextCursor } = found.value
  return ok({ items: items.map(viewOf), nextCursor })
}

/** The same for a search, which says itself where its next page begins. */
export async function searchPage<T, S extends Searched<T>>(
  { limit, cursor, scope }: ListRequest,
  search: (page: Page) => Promise<Result<S>>,
): Promise<Result<S & { readonly nextCursor: string | null }>> {
  const after = await readCursor(cursor, scope)
  if (!after.ok) return after
  const found = await search({ limit, after: after.value })
  if (!found.ok) return found
  const { next } = found.value
  return ok({ ...found.value, nextCursor: next && (await makeCursor(next, scope)) })
}

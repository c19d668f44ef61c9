// One page of a list: cursor in, items and next cursor out.
import { ok, type Result } from '../../shared/failure.ts'
import type { Page } from '../ports.ts'
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
  { limit, cursor, scope }: ListRequest,
  fetchPage: (page: Page) => Promise<readonly T[]>,
  positionOf: (item: T) => NonNullable<Page['after']>,
  viewOf: (item: T) => V,
): Promise<Result<ListPage<V>>> {
  const after = await readCursor(cursor, scope)
  if (!after.ok) return after
  const found = await fetchPage({ limit, after: after.value })
  const last = found.length >= limit ? found.at(-1) : undefined
  const nextCursor = last === undefined ? null : await makeCursor(positionOf(last), scope)
  return ok({ items: found.map(viewOf), nextCursor })
}

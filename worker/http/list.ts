// One page of a list: cursor in, items and next cursor out.
import * as z from 'zod'
import { ok, type Result } from '../../shared/failure.ts'
import type { Found } from '../domain/difference.ts'
import type { Page } from '../ports.ts'
import { type Position, placeAfter, type Searched } from '../use-cases/search-back.ts'
import { type CursorScope, makeCursor, readCursor, TIE_CHARS_MAX } from './cursor.ts'

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

export interface Shown<V> {
  items: V[]
  unreadable: { id: string }[]
}

/**
 * For the console. What a page can't show hides nothing else, and is told by its name; the next
 * page begins after the last entry that has a place.
 */
export async function consolePage<T, V>(
  request: ListRequest,
  fetchPage: (page: Page) => Promise<readonly Found<T>[]>,
  viewOf: (value: T) => V,
  shape: z.ZodType<V>,
): Promise<Result<Shown<V> & { nextCursor: string | null }>> {
  const found = await searchPage(request, async (page) => {
    const items = await fetchPage(page)
    const isFull = items.length >= page.limit
    return ok({ items, next: isFull ? placeAfter(items, placeOf, page.after) : null })
  })
  if (!found.ok) return found
  const { items, nextCursor } = found.value
  return ok({ ...shown(items, viewOf, shape), nextCursor })
}

const placeOf = ({ at = null }: Found<unknown>): Position | null =>
  typeof at?.tie === 'string' && at.tie.length <= TIE_CHARS_MAX ? at : null

/** An answer is as the contract has it, whatever somebody wrote into a document. */
export function shown<T, V>(
  found: readonly Found<T>[],
  viewOf: (value: T) => V,
  shape: z.ZodType<V>,
): Shown<V> {
  const items: V[] = []
  const unreadable: { id: string }[] = []
  for (const { id, value } of found) {
    const view = value === null ? null : viewIn(() => viewOf(value), shape)
    if (view === null) unreadable.push({ id })
    else items.push(view)
  }
  return { items, unreadable }
}

/** null: what it was made of is not what the product writes. */
export function viewIn<V>(view: () => V, shape: z.ZodType<V>): V | null {
  try {
    const made = view()
    return shape.safeParse(made).success ? made : null
  } catch (error) {
    const isBent = [TypeError, RangeError, z.ZodError].some((kind) => error instanceof kind)
    if (isBent) return null
    throw error
  }
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

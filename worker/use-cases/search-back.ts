// Looks back through what an index gives for what no index finds: a page costs no more than a
// bound, however rare that is.
import type { Page } from '../ports.ts'

export type Position = NonNullable<Page['after']>

/** What is read in order, and what is looked for in it. */
export interface Source<T> {
  page(page: Page): Promise<readonly T[]>
  /** null: somebody made it so that no page can begin after it. */
  positionOf(item: T): Position | null
  fits(item: T): boolean
}
export interface Searched<T> {
  readonly items: readonly T[]
  /** Where the next page begins; null: there is nothing further back. */
  readonly next: Position | null
}

export const READS_MAX = 300
const CHUNK_MAX = 100

/** Before everything that has a place. */
const NEWEST: Position = { at: Number.MAX_SAFE_INTEGER, tie: '' }

/** Where whoever has read these goes on; null: none has a place, so they end the order. */
export function placeAfter<T>(
  found: readonly T[],
  positionOf: Source<T>['positionOf'],
  began: Position | null,
): Position | null {
  const places = found.flatMap((item) => positionOf(item) ?? [])
  return places.at(-1) ?? (began ? null : NEWEST)
}

/** A page may have fewer items than its limit, even none, and still have one after it. */
export async function searchBack<T>(
  { page, positionOf, fits }: Source<T>,
  { limit, after }: Page,
): Promise<Searched<T>> {
  const items: T[] = []
  let next = after
  for (let read = 0, size = limit; read < READS_MAX; ) {
    const found = await page({ limit: size, after: next })
    for (const [at, item] of found.entries()) {
      if (fits(item)) items.push(item)
      if (items.length === limit) {
        return { items, next: placeAfter(found.slice(0, at + 1), positionOf, next) }
      }
    }
    next = found.length < size ? null : placeAfter(found, positionOf, next)
    if (!next) break
    read += size
    size = Math.min(CHUNK_MAX, READS_MAX - read)
  }
  return { items, next }
}

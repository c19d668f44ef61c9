// Looks back through what an index gives for what no index finds: a page costs no more than a
// bound, however rare that is.
import type { Page } from '../ports.ts'

export type Position = NonNullable<Page['after']>

/** What is read in order, and what is looked for in it. */
export interface Source<T> {
  page(page: Page): Promise<readonly T[]>
  positionOf(item: T): Position
  fits(item: T): boolean
}
export interface Searched<T> {
  readonly items: readonly T[]
  /** Where the next page begins; null: there is nothing further back. */
  readonly next: Position | null
}

export const READS_MAX = 300
const CHUNK_MAX = 100

/** A page may have fewer items than its limit, even none, and still have one after it. */
export async function searchBack<T>(
  { page, positionOf, fits }: Source<T>,
  { limit, after }: Page,
): Promise<Searched<T>> {
  const items: T[] = []
  let next = after
  for (let read = 0, size = limit; read < READS_MAX; ) {
    const found = await page({ limit: size, after: next })
    for (const item of found) {
      next = positionOf(item)
      if (fits(item)) items.push(item)
      if (items.length === limit) return { items, next }
    }
    if (found.length < size) return { items, next: null }
    read += size
    size = Math.min(CHUNK_MAX, READS_MAX - read)
  }
  return { items, next }
}

// The rows of a history that somebody scrolls: pages older and older at the end, and a first page
// that is read anew whenever tokens move. Rows never change, so pages are only joined.

export interface Rows<R extends { readonly id: string }> {
  /** Newest first, without a gap. */
  readonly shown: readonly R[]
  /** Where older ones go on; null: these are all. */
  readonly next: string | null
  /** Newer rows that don't reach down to those shown yet, and where they go on. */
  readonly fresh: { readonly rows: readonly R[]; readonly next: string } | null
}

export interface PageOf<R> {
  readonly items: readonly R[]
  readonly nextCursor: string | null
}

export const begun = <R extends { readonly id: string }>(page: PageOf<R>): Rows<R> => ({
  shown: page.items,
  next: page.nextCursor,
  fresh: null,
})

/** The first page anew. So much may have moved that it doesn't touch what is shown. */
export function refreshed<R extends { readonly id: string }>(
  rows: Rows<R>,
  page: PageOf<R>,
): Rows<R> {
  return joined({ ...rows, fresh: null }, page.items, page.nextCursor)
}

/** One page more, of what `cursorOf` asked for. */
export function extended<R extends { readonly id: string }>(
  rows: Rows<R>,
  page: PageOf<R>,
): Rows<R> {
  const { fresh, shown } = rows
  if (fresh) return joined(rows, without(fresh.rows, page.items), page.nextCursor)
  return { ...rows, shown: without(shown, page.items), next: page.nextCursor }
}

export const cursorOf = <R extends { readonly id: string }>(rows: Rows<R>): string | null =>
  rows.fresh ? rows.fresh.next : rows.next

function joined<R extends { readonly id: string }>(
  { shown, next }: Rows<R>,
  newer: readonly R[],
  further: string | null,
): Rows<R> {
  const known = new Set(shown.map(({ id }) => id))
  const touches = newer.some(({ id }) => known.has(id))
  if (touches) return { shown: without(newer, shown), next, fresh: null }
  // Nothing follows: what was shown before was of no such row.
  if (further === null) return { shown: newer, next: null, fresh: null }
  if (shown.length === 0) return { shown: newer, next: further, fresh: null }
  return { shown, next, fresh: { rows: newer, next: further } }
}

/** Both lists, the second without what the first has. */
function without<R extends { readonly id: string }>(
  first: readonly R[],
  second: readonly R[],
): readonly R[] {
  const ids = new Set(first.map(({ id }) => id))
  return [...first, ...second.filter(({ id }) => !ids.has(id))]
}

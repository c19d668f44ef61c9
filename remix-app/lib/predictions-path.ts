// The address of a list of predictions. Everything that narrows or orders it stands there, so that
// it can be shared, kept and gone back to.

/** What a list is about; drafts are nobody's business. */
export const LISTED_STATES = ['open', 'locked', 'resolved', 'voided'] as const
type ListedState = (typeof LISTED_STATES)[number]
export interface PredictionFilter {
  readonly state: ListedState
  readonly sort: 'closing' | 'newest'
  readonly category: string | null
  /** Words of the title; the API looks for them among open predictions only. */
  readonly q: string | null
  readonly cursor: string | null
}

export const usualSort = (state: ListedState): PredictionFilter['sort'] =>
  state === 'open' ? 'closing' : 'newest'

/** Without the cursor, and without what is so anyway. */
export function queryOf({ state, sort, category, q }: PredictionFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (state !== 'open') query.set('state', state)
  if (q) query.set('q', q)
  if (category) query.set('category', category)
  if (sort !== usualSort(state)) query.set('sort', sort)
  return query
}

export function pathOf(filter: PredictionFilter): string {
  const query = queryOf(filter).toString()
  return query ? `/predictions?${query}` : '/predictions'
}

/** Another state keeps the category; words and order belong to the state. */
export const inState = (filter: PredictionFilter, state: ListedState): PredictionFilter => ({
  ...filter,
  state,
  sort: usualSort(state),
  q: null,
})

// The address of the list of predictions: read leniently, since people edit and share addresses.
import { PREDICTION_SORTS } from '../../shared/api/predictions.ts'

/** What the list is about; drafts are nobody's business. */
const STATES = ['open', 'locked', 'resolved', 'voided'] as const
export type ListedState = (typeof STATES)[number]
export interface PredictionFilter {
  readonly state: ListedState
  readonly sort: (typeof PREDICTION_SORTS)[number]
  readonly category: string | null
  /** Words of the title; the API looks for them among open predictions only. */
  readonly q: string | null
  readonly cursor: string | null
}

const CATEGORY = /^[a-z][a-z0-9-]{0,31}$/
const WORDS_MAX = 80
const PAGE_SIZE = '20'

export function readPredictionFilter(query: URLSearchParams): PredictionFilter {
  const state = STATES.find((name) => name === query.get('state')) ?? 'open'
  const category = query.get('category')?.trim().toLowerCase() ?? ''
  const words = query.get('q')?.trim().slice(0, WORDS_MAX).trim() ?? ''
  const fallback = state === 'open' ? 'closing' : 'newest'
  return {
    state,
    sort: PREDICTION_SORTS.find((name) => name === query.get('sort')) ?? fallback,
    category: CATEGORY.test(category) ? category : null,
    q: state === 'open' && words ? words : null,
    cursor: query.get('cursor') || null,
  }
}

/** Without the cursor, and without what is so anyway. */
export function queryOf({ state, sort, category, q }: PredictionFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (state !== 'open') query.set('state', state)
  if (q) query.set('q', q)
  if (category) query.set('category', category)
  if (sort !== (state === 'open' ? 'closing' : 'newest')) query.set('sort', sort)
  return query
}

export function listPath(filter: PredictionFilter): string {
  const { state, sort, category, q, cursor } = filter
  const query = new URLSearchParams({ status: state, sort, limit: PAGE_SIZE })
  if (category) query.set('category', category)
  if (q) query.set('q', q)
  if (cursor) query.set('cursor', cursor)
  return `/api/predictions?${query}`
}

// The address of the list of predictions: read leniently, since people edit and share addresses.
import { PREDICTION_SORTS } from '../../shared/api/predictions.ts'
import { SEARCH_CHARS_MAX } from '../../shared/bounds.ts'
import { LISTED_STATES, type PredictionFilter, usualSort } from './predictions-path.ts'

const CATEGORY = /^[a-z][a-z0-9-]{0,31}$/
const PAGE_SIZE = '20'

export function readPredictionFilter(query: URLSearchParams): PredictionFilter {
  const state = LISTED_STATES.find((name) => name === query.get('state')) ?? 'open'
  const category = query.get('category')?.trim().toLowerCase() ?? ''
  const words = query.get('q')?.trim().slice(0, SEARCH_CHARS_MAX).trim() ?? ''
  return {
    state,
    sort: PREDICTION_SORTS.find((name) => name === query.get('sort')) ?? usualSort(state),
    category: CATEGORY.test(category) ? category : null,
    q: state === 'open' && words ? words : null,
    cursor: query.get('cursor') || null,
  }
}

export function listPath(filter: PredictionFilter): string {
  const { state, sort, category, q, cursor } = filter
  const query = new URLSearchParams({ status: state, sort, limit: PAGE_SIZE })
  query.set('categories', 'true')
  if (category) query.set('category', category)
  if (q) query.set('q', q)
  if (cursor) query.set('cursor', cursor)
  return `/api/predictions?${query}`
}

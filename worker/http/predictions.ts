// Predictions, as everybody sees them.
import type { PredictionList, PredictionQuery } from '../../shared/api/predictions.ts'
import {
  categoriesOf,
  listCategories,
  listPredictions,
  type ReadPrediction,
  readPrediction,
  searchPredictions,
} from '../use-cases/read-predictions.ts'
import type { AppContext } from './app-env.ts'
import { cacheable } from './cacheable.ts'
import { listPage } from './list.ts'
import type { HandlersOf } from './mount.ts'
import { predictionView } from './prediction-views.ts'
import { problem, refused } from './problem.ts'

/** Totals are as old anyway; odds that changed meanwhile are told by the refusal of the bet. */
const PREDICTIONS_SECONDS = 5

/** No user id: the list is the same for all. */
const EVERYBODY = ''

const viewOf = ({ prediction, totals, correctedAt }: ReadPrediction) =>
  predictionView(prediction, totals, correctedAt)

const answer = (c: AppContext, body: object): Promise<Response> =>
  cacheable(c, JSON.stringify(body), 'application/json', PREDICTIONS_SECONDS)

export const predictionHandlers: HandlersOf<'listPredictions' | 'getPrediction'> = {
  listPredictions: async (c, { query }) => {
    const { limit, cursor, q, categories, ...filter } = query
    if (q !== undefined) return search(c, q, query)
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: EVERYBODY, list: 'predictions', filters: filter }
    const isPart = filter.category !== undefined || cursor !== undefined
    const ask = () => listCategories(c.var.services, filter.status)
    const [page, asked] = await Promise.all([
      listPage(
        { limit, cursor, scope },
        (page) => listPredictions(c.var.services, filter, page),
        ({ prediction: { id, closesAt, createdAt } }) =>
          filter.sort === 'closing' ? { at: closesAt, tie: id } : { at: createdAt, tie: id },
        viewOf,
      ),
      categories && isPart ? ask() : null,
    ])
    if (!page.ok) return refused(c, page.failure)
    const list: PredictionList = page.value
    if (!categories) return answer(c, list)
    // A list that is whole tells it by itself.
    const known = list.nextCursor === null ? categoriesOf(list.items) : null
    return answer(c, { ...list, categories: asked ?? known ?? (await ask()) })
  },

  getPrediction: async (c, { params }) => {
    const found = await readPrediction(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    return answer(c, viewOf(found.value))
  },
}

/** One page without a next one, so no cursor belongs to it. */
async function search(c: AppContext, q: string, query: PredictionQuery): Promise<Response> {
  const { limit, cursor, status, category, sort, categories } = query
  if (cursor !== undefined) return problem(c, 'CURSOR_INVALID', 'A search has one page only.')
  if (status !== 'open') return problem(c, 'REQUEST_INVALID', 'query.q finds open ones only.')
  const wide = categories !== undefined
  const { found, categories: known } = await searchPredictions(c.var.services, q, {
    category,
    sort,
    limit,
    wide,
  })
  const list: PredictionList = { items: found.map(viewOf), nextCursor: null }
  return answer(c, wide ? { ...list, categories: known } : list)
}

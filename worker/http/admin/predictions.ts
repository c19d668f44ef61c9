// Admins draft, open, change and lock predictions.
import type { Exposure } from '../../../shared/api/exposure.ts'
import type {
  AdminPredictionList,
  CreatePrediction,
  EditPrediction,
} from '../../../shared/api/predictions.ts'
import type { Result } from '../../../shared/failure.ts'
import { tokens } from '../../../shared/tokens.ts'
import type { Edit, Prediction, Wording } from '../../domain/prediction.ts'
import type { Done } from '../../use-cases/admin-change.ts'
import { createPrediction } from '../../use-cases/create-prediction.ts'
import { editPrediction } from '../../use-cases/edit-prediction.ts'
import { lockPrediction } from '../../use-cases/lock-prediction.ts'
import { openPrediction } from '../../use-cases/open-prediction.ts'
import { type ExposedSide, readExposure } from '../../use-cases/read-exposure.ts'
import { listPredictions, readTotals } from '../../use-cases/read-predictions.ts'
import type { AppContext } from '../app-env.ts'
import { toMicros } from '../instant.ts'
import { listPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { adminPredictionView } from '../prediction-views.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'

type Ids =
  | 'listAllPredictions'
  | 'createPrediction'
  | 'editPrediction'
  | 'openPrediction'
  | 'lockPrediction'
  | 'getExposure'

export const adminPredictionHandlers: HandlersOf<Ids> = {
  listAllPredictions: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'all-predictions', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listPredictions(c.var.services, { ...filters, sort: 'newest' }, page),
      ({ prediction }) => ({ at: prediction.createdAt, tie: prediction.id }),
      ({ prediction, totals }) => adminPredictionView(prediction, totals),
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies AdminPredictionList, 200)
  },

  getExposure: async (c, { params }) => {
    const read = await readExposure(c.var.services, params.id)
    if (!read.ok) return refused(c, read.failure)
    const { predictionId, yes, no } = read.value
    const view: Exposure = { predictionId, yes: exposedView(yes), no: exposedView(no) }
    return c.json(view, 200)
  },

  createPrediction: async (c, { user, body, key }) => {
    const request = { adminId: user.userId, wording: wordingOf(body), key }
    const result = await createPrediction(c.var.services, request)
    if (result.ok) c.header('location', `/api/predictions/${result.value.value.id}`)
    return changed(c, result, 201)
  },

  editPrediction: async (c, { user, params, body, key }) => {
    const request = { adminId: user.userId, id: params.id, change: changeOf(body), key }
    return changed(c, await editPrediction(c.var.services, request), 200)
  },

  openPrediction: async (c, { user, params, key }) => {
    const request = { adminId: user.userId, id: params.id, key }
    return changed(c, await openPrediction(c.var.services, request), 200)
  },

  lockPrediction: async (c, { user, params, key }) => {
    const request = { adminId: user.userId, id: params.id, key }
    return changed(c, await lockPrediction(c.var.services, request), 200)
  },
}

const exposedView = ({ count, stakes, winnings, houseResult }: ExposedSide) => ({
  commitments: count,
  stakes: tokens(stakes),
  winnings: tokens(winnings),
  houseResult,
})

const wordingOf = (body: CreatePrediction): Wording => ({
  ...body,
  closesAt: toMicros(body.closesAt),
})

function changeOf({ closesAt, ...body }: EditPrediction): Edit {
  return { ...body, ...(closesAt !== undefined && { closesAt: toMicros(closesAt) }) }
}

async function changed(
  c: AppContext,
  result: Result<Done<Prediction>>,
  status: 200 | 201,
): Promise<Response> {
  if (!result.ok) return refused(c, result.failure)
  const { value: prediction, replayed: again } = result.value
  const totals = await readTotals(c.var.services, prediction.id)
  replayed(c, again)
  return c.json(adminPredictionView(prediction, totals), status)
}

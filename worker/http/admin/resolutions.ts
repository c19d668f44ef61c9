// Admins look at one prediction, resolve it, and decide about what another one proposed.
import type { PredictionCase, ProposedResolutionList } from '../../../shared/api/resolutions.ts'
import type { Result } from '../../../shared/failure.ts'
import type { Done } from '../../use-cases/admin-change.ts'
import { approveResolution, rejectResolution } from '../../use-cases/approve-resolution.ts'
import { previewResolution } from '../../use-cases/preview-resolution.ts'
import { withWords } from '../../use-cases/proposals.ts'
import {
  listResolutions,
  readPredictionCase,
  readResolution,
} from '../../use-cases/read-resolutions.ts'
import type { Resolved } from '../../use-cases/resolution-ground.ts'
import { resolvePrediction } from '../../use-cases/resolve-prediction.ts'
import type { AppContext } from '../app-env.ts'
import { listPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { adminPredictionView } from '../prediction-views.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'
import { dryRunView, proposedView, resolutionView } from '../resolution-views.ts'

type Ids =
  | 'getAnyPrediction'
  | 'resolvePrediction'
  | 'listResolutions'
  | 'getResolution'
  | 'approveResolution'
  | 'rejectResolution'

export const adminResolutionHandlers: HandlersOf<Ids> = {
  getAnyPrediction: async (c, { params }) => {
    const read = await readPredictionCase(c.var.services, params.id)
    if (!read.ok) return refused(c, read.failure)
    const { prediction, totals, correctedAt, proposal } = read.value
    const view: PredictionCase = {
      prediction: adminPredictionView(prediction, totals, correctedAt),
      proposal: proposal && proposedView(c, proposal),
    }
    return c.json(view, 200)
  },

  resolvePrediction: async (c, { user, params, body, key }) => {
    const { dryRun, ...request } = body
    const secondAdminTokens = c.var.settings.RESOLVE_SECOND_ADMIN_TOKENS
    const about = { adminId: user.userId, predictionId: params.id, secondAdminTokens }
    const input = { ...about, request, key }
    if (!dryRun) return answer(c, await resolvePrediction(c.var.services, input))
    const result = await previewResolution(c.var.services, input)
    return result.ok ? c.json(dryRunView(result.value), 200) : refused(c, result.failure)
  },

  listResolutions: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'resolutions', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listResolutions(c.var.services, filters, page),
      ({ createdAt, id }) => ({ at: createdAt, tie: id }),
      (proposal) => proposedView(c, proposal),
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies ProposedResolutionList, 200)
  },

  getResolution: async (c, { params }) => {
    const found = await readResolution(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    return c.json(proposedView(c, found.value), 200)
  },

  approveResolution: async (c, { user, params, key }) => {
    const input = { adminId: user.userId, id: params.id, key }
    return answer(c, await approveResolution(c.var.services, input))
  },

  rejectResolution: async (c, { user, params, body, key }) => {
    const input = { adminId: user.userId, id: params.id, reason: body.reason, key }
    const result = await rejectResolution(c.var.services, input)
    if (!result.ok) return refused(c, result.failure)
    replayed(c, result.value.replayed)
    const [read] = await withWords(c.var.services, 'resolutions', [result.value.value])
    return c.json(read && proposedView(c, read), 200)
  },
}

async function answer(c: AppContext, result: Result<Done<Resolved>>): Promise<Response> {
  if (!result.ok) return refused(c, result.failure)
  replayed(c, result.value.replayed)
  // A receipt from before two admins resolved has none.
  const { proposal = null } = result.value.value
  const [read = null] = await withWords(c.var.services, 'resolutions', proposal ? [proposal] : [])
  return c.json(resolutionView(c, result.value.value, read), 200)
}

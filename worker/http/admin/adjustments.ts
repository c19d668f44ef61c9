// Admins propose, approve and turn down adjustments.
import type { AdjustmentList, AdjustmentView } from '../../../shared/api/adjustments.ts'
import type { Result } from '../../../shared/failure.ts'
import type { Adjustment } from '../../domain/adjustment.ts'
import {
  approveAdjustment,
  listAdjustments,
  proposeAdjustment,
  readAdjustment,
  rejectAdjustment,
  rowOfAdjustment,
} from '../../use-cases/adjust-balance.ts'
import type { Done } from '../../use-cases/admin-change.ts'
import { type WithText, withWords } from '../../use-cases/proposals.ts'
import type { AppContext } from '../app-env.ts'
import { listPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { proposalView } from '../proposal-view.ts'
import { replayed } from '../replayed.ts'

type Ids =
  | 'listAdjustments'
  | 'getAdjustment'
  | 'proposeAdjustment'
  | 'approveAdjustment'
  | 'rejectAdjustment'

export const adminAdjustmentHandlers: HandlersOf<Ids> = {
  listAdjustments: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'adjustments', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listAdjustments(c.var.services, filters, page),
      ({ createdAt, id }) => ({ at: createdAt, tie: id }),
      (adjustment) => adjustmentView(c, adjustment),
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies AdjustmentList, 200)
  },

  getAdjustment: async (c, { params }) => {
    const found = await readAdjustment(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    return c.json(adjustmentView(c, found.value), 200)
  },

  proposeAdjustment: async (c, { user, body, key }) => {
    const tokensMax = c.var.settings.ADJUSTMENT_TOKENS_MAX
    const input = { adminId: user.userId, request: body, tokensMax, key }
    return answer(c, await proposeAdjustment(c.var.services, input), 201)
  },

  approveAdjustment: async (c, { user, params, key }) => {
    const input = { adminId: user.userId, id: params.id, key }
    return answer(c, await approveAdjustment(c.var.services, input), 200)
  },

  rejectAdjustment: async (c, { user, params, body, key }) => {
    const input = { adminId: user.userId, id: params.id, reason: body.reason, key }
    return answer(c, await rejectAdjustment(c.var.services, input), 200)
  },
}

async function answer(
  c: AppContext,
  result: Result<Done<Adjustment>>,
  status: 200 | 201,
): Promise<Response> {
  if (!result.ok) return refused(c, result.failure)
  replayed(c, result.value.replayed)
  const [read] = await withWords(c.var.services, 'adjustments', [result.value.value])
  return c.json(read && adjustmentView(c, read), status)
}

export function adjustmentView(c: AppContext, adjustment: WithText<Adjustment>): AdjustmentView {
  const { id, userId, direction, tokens, reason } = adjustment
  const rowId = rowOfAdjustment(adjustment)
  const about = { id, userId, direction, tokens, reason }
  return { ...about, ...proposalView(c, adjustment), rowId }
}

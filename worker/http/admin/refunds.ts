// Admins see what a refund would do, send it, and watch what becomes of it.
import type { RefundAnswer, RefundList, RefundView } from '../../../shared/api/refunds.ts'
import { toInstant, toInstantOrNull } from '../../../shared/instant.ts'
import { usdCents } from '../../../shared/tokens.ts'
import {
  listRefunds,
  type ReadRefund,
  readRefund,
  withRefundText,
} from '../../use-cases/read-refunds.ts'
import { quoteRefund, refundPurchase } from '../../use-cases/refund-purchase.ts'
import { type AppContext, modeOf } from '../app-env.ts'
import { listPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'

export const adminRefundHandlers: HandlersOf<'requestRefund' | 'listRefunds' | 'getRefund'> = {
  requestRefund: async (c, { user, body, key }) => {
    const { dryRun, ...request } = body
    if (dryRun) {
      const quote = await quoteRefund(c.var.services, request)
      if (!quote.ok) return refused(c, quote.failure)
      const cents = usdCents(quote.value.cents)
      const answer: RefundAnswer = { quote: { ...quote.value, cents }, refund: null }
      return c.json(answer, 200)
    }
    const result = await refundPurchase(c.var.services, { adminId: user.userId, key, request })
    if (!result.ok) return refused(c, result.failure)
    replayed(c, result.value.replayed)
    const refund = await withRefundText(c.var.services, result.value.value)
    const answer: RefundAnswer = { quote: null, refund: refundView(c, refund) }
    return c.json(answer, 200)
  },

  listRefunds: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'refunds', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listRefunds(c.var.services, filters, page),
      ({ requestedAt, id }) => ({ at: requestedAt, tie: id }),
      (refund) => refundView(c, refund),
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies RefundList, 200)
  },

  getRefund: async (c, { params }) => {
    const result = await readRefund(c.var.services, params.id)
    return result.ok ? c.json(refundView(c, result.value), 200) : refused(c, result.failure)
  },
}

function refundView(
  c: AppContext,
  { nextCheckAt: _, pushes: __, private: ___, ...refund }: ReadRefund,
): RefundView {
  return {
    ...refund,
    mode: modeOf(c),
    cents: usdCents(refund.cents),
    requestedAt: toInstant(refund.requestedAt),
    endedAt: toInstantOrNull(refund.endedAt),
  }
}

// Admins look at orders in review, propose to release or refuse them, and decide.
import type {
  ReviewCase,
  ReviewedPayment,
  ReviewList,
  ReviewView,
  RulingList,
  RulingView,
} from '../../../shared/api/reviews.ts'
import type { Result } from '../../../shared/failure.ts'
import type { Order } from '../../domain/purchase.ts'
import type { Ruling } from '../../domain/ruling.ts'
import type { Done } from '../../use-cases/admin-change.ts'
import { type WithText, withWords } from '../../use-cases/proposals.ts'
import {
  listReviews,
  type ReviewedPayment as Payment,
  readReview,
  readRuling,
} from '../../use-cases/read-reviews.ts'
import {
  approveRuling,
  listRulings,
  proposeRuling,
  rejectRuling,
  rowOfRuling,
} from '../../use-cases/rule-order.ts'
import type { AppContext } from '../app-env.ts'
import { listPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { proposalView } from '../proposal-view.ts'
import { replayed } from '../replayed.ts'
import { purchaseView } from '../views.ts'
import { flagView } from './users.ts'

type Reviews = 'listReviews' | 'getReview'
type Rulings = 'listRulings' | 'getRuling' | 'proposeRuling' | 'approveRuling' | 'rejectRuling'

export const adminReviewHandlers: HandlersOf<Reviews | Rulings> = {
  listReviews: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'reviews', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listReviews(c.var.services, filters, page),
      ({ createdAt, id }) => ({ at: createdAt, tie: id }),
      reviewView,
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies ReviewList, 200)
  },

  getReview: async (c, { params }) => {
    const found = await readReview(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    const { order, payments, rulings } = found.value
    const view: ReviewCase = {
      review: reviewView(order),
      payments: payments.map(paymentView),
      rulings: rulings.map((ruling) => rulingView(c, ruling)),
    }
    return c.json(view, 200)
  },

  listRulings: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'rulings', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listRulings(c.var.services, filters, page),
      ({ createdAt, id }) => ({ at: createdAt, tie: id }),
      (ruling) => rulingView(c, ruling),
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies RulingList, 200)
  },

  getRuling: async (c, { params }) => {
    const found = await readRuling(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    return c.json(rulingView(c, found.value), 200)
  },

  proposeRuling: async (c, { user, body, key }) => {
    const input = { adminId: user.userId, request: body, key }
    return answer(c, await proposeRuling(c.var.services, input), 201)
  },

  approveRuling: async (c, { user, params, key }) => {
    const input = { adminId: user.userId, id: params.id, key }
    return answer(c, await approveRuling(c.var.services, input), 200)
  },

  rejectRuling: async (c, { user, params, body, key }) => {
    const input = { adminId: user.userId, id: params.id, reason: body.reason, key }
    return answer(c, await rejectRuling(c.var.services, input), 200)
  },
}

async function answer(
  c: AppContext,
  result: Result<Done<Ruling>>,
  status: 200 | 201,
): Promise<Response> {
  if (!result.ok) return refused(c, result.failure)
  replayed(c, result.value.replayed)
  const [read] = await withWords(c.var.services, 'rulings', [result.value.value])
  return c.json(read && rulingView(c, read), status)
}

function rulingView(c: AppContext, ruling: WithText<Ruling>): RulingView {
  const { id, purchaseId, userId, sessionId, paymentIntentId, verdict, reason } = ruling
  const about = { id, purchaseId, userId, sessionId, paymentIntentId, verdict, reason }
  return { ...about, ...proposalView(c, ruling), rowId: rowOfRuling(ruling) }
}

function reviewView(order: Order): ReviewView {
  const { userId, sessionId, refunding, mismatch: misfit } = order
  const { purchaseId, status, packageId, packageName, ...view } = purchaseView(order)
  const { tokens, bonusTokens, priceUsdCents, createdAt } = view
  const bought = { packageId, packageName, tokens, bonusTokens, priceUsdCents }
  return { purchaseId, userId, status, misfit, ...bought, sessionId, refunding, createdAt }
}

function paymentView({ sessionId, flag, session, misfits, payment }: Payment): ReviewedPayment {
  return {
    sessionId,
    flag: flag && flagView(flag),
    session: session && {
      status: session.status,
      paid: session.paid,
      clientReferenceId: session.clientReferenceId,
      currency: session.currency,
      subtotalCents: session.subtotalCents,
      livemode: session.livemode,
      paymentIntentId: session.intent?.id ?? null,
    },
    misfits: [...misfits],
    payment,
  }
}

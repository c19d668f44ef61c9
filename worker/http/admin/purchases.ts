// Admins look at everybody's purchases, and at their payments.
import type { AdminPurchaseList, PaymentView, PurchaseCase } from '../../../shared/api/purchases.ts'
import { RefundId } from '../../../shared/ids.ts'
import { toInstant } from '../../../shared/instant.ts'
import {
  type AnyPayment,
  readAnyPayment,
  readAnyPurchase,
} from '../../use-cases/read-any-purchase.ts'
import { listAllPurchases } from '../../use-cases/read-purchases.ts'
import { modeOf } from '../app-env.ts'
import { adminPurchaseView, adminTransactionView, caseViews, eventViews } from '../ledger-views.ts'
import { listPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'

type Ids = 'listAllPurchases' | 'getAnyPurchase' | 'getPayment'

export const adminPurchaseHandlers: HandlersOf<Ids> = {
  listAllPurchases: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'all-purchases', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listAllPurchases(c.var.services, { ...filters, page }),
      ({ createdAt, id }) => ({ at: createdAt, tie: id }),
      adminPurchaseView,
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies AdminPurchaseList, 200)
  },

  getAnyPurchase: async (c, { params }) => {
    const found = await readAnyPurchase(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    const { order, rows, events, cases } = found.value
    const view: PurchaseCase = {
      purchase: adminPurchaseView(order),
      mode: modeOf(c),
      transactions: rows.map(adminTransactionView),
      events: eventViews(events),
      cases: caseViews(cases),
    }
    return c.json(view, 200)
  },

  getPayment: async (c, { params }) => {
    const found = await readAnyPayment(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    const { order, payment } = found.value
    const { paymentIntentId } = order
    const view: PaymentView = { paymentIntentId, payment: payment && factsView(payment) }
    return c.json(view, 200)
  },
}

function factsView(facts: NonNullable<AnyPayment['payment']>): NonNullable<PaymentView['payment']> {
  return {
    ...facts,
    refunds: facts.refunds.map(({ createdAt, refundId, ...refund }) => ({
      ...refund,
      // Anybody with Stripe's dashboard can write anything there.
      refundId: RefundId.safeParse(refundId).data ?? null,
      createdAt: toInstant(createdAt),
    })),
    disputes: facts.disputes.map(({ createdAt, ...dispute }) => ({
      ...dispute,
      createdAt: toInstant(createdAt),
    })),
  }
}

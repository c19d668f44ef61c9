// Packages and purchases.
import type { PackageList, PurchaseList } from '../../shared/api/tokens.ts'
import type { Result } from '../../shared/failure.ts'
import type { Order } from '../domain/purchase.ts'
import { cancelPurchase } from '../use-cases/cancel-purchase.ts'
import { packagesForSale } from '../use-cases/manage-packages.ts'
import { listPurchases, readPaid, readPurchase } from '../use-cases/read-purchases.ts'
import { settleOrder } from '../use-cases/settle-order.ts'
import { startPurchase } from '../use-cases/start-purchase.ts'
import type { AppContext } from './app-env.ts'
import { cacheable } from './cacheable.ts'
import { listPage } from './list.ts'
import type { HandlersOf } from './mount.ts'
import { refused } from './problem.ts'
import { replayed } from './replayed.ts'
import { packageView, purchaseView, startedView } from './views.ts'
import { moved } from './wallet-version.ts'

const PACKAGES_SECONDS = 60

type Ids =
  | 'listPackages'
  | 'startPurchase'
  | 'listPurchases'
  | 'getPurchase'
  | 'confirmPurchase'
  | 'cancelPurchase'

export const tokenHandlers: HandlersOf<Ids> = {
  listPackages: async (c) => {
    const packages = await packagesForSale(c.var.services)
    const list: PackageList = { items: packages.map(packageView) }
    return cacheable(c, JSON.stringify(list), 'application/json', PACKAGES_SECONDS)
  },

  startPurchase: async (c, { user, body, key }) => {
    const returnTo = c.var.settings.APP_ORIGIN
    const request = { userId: user.userId, packageId: body.packageId, key, returnTo }
    const result = await startPurchase(c.var.services, request)
    if (!result.ok) return refused(c, result.failure)
    const { order } = result.value
    replayed(c, result.value.replayed)
    c.header('location', `/api/tokens/purchases/${order.id}`)
    return c.json(startedView(order), 201)
  },

  listPurchases: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'purchases', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listPurchases(c.var.services, user.userId, { ...filters, page }),
      (order) => ({ at: order.createdAt, tie: order.id }),
      (order) => purchaseView(order),
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies PurchaseList, 200)
  },

  getPurchase: async (c, { user, params }) => {
    const result = await readPurchase(c.var.services, user.userId, params.id)
    if (!result.ok) return refused(c, result.failure)
    return c.json(purchaseView(result.value.order, result.value.card), 200)
  },

  confirmPurchase: async (c, { user, params }) => {
    return settledView(c, await settleOrder(c.var.services, params.id, user.userId))
  },

  cancelPurchase: async (c, { user, params }) => {
    return settledView(c, await cancelPurchase(c.var.services, params.id, user.userId))
  },
}

async function settledView(c: AppContext, settled: Result<Order>): Promise<Response> {
  if (!settled.ok) return refused(c, settled.failure)
  const { card, walletVersion } = await readPaid(c.var.services, settled.value)
  if (walletVersion !== null) moved(c, walletVersion)
  return c.json(purchaseView(settled.value, card), 200)
}

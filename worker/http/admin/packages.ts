// Admins keep the catalogue of packages.
import type * as z from 'zod'
import type { PackageCase, PriceCheckList } from '../../../shared/api/packages.ts'
import type { AdminPackageList } from '../../../shared/api/tokens.ts'
import { checkPrices } from '../../use-cases/check-prices.ts'
import { allPackages, savePackage } from '../../use-cases/manage-packages.ts'
import { orderPackages } from '../../use-cases/order-packages.ts'
import { readPackage } from '../../use-cases/read-package.ts'
import { modeOf } from '../app-env.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'
import { adminPackageView, priceCheckView } from '../views.ts'

type Ids = 'listAllPackages' | 'savePackage' | 'getAnyPackage' | 'checkPrices' | 'orderPackages'

export const adminPackageHandlers: HandlersOf<Ids> = {
  listAllPackages: async (c) => {
    const packages = await allPackages(c.var.services)
    const list: z.infer<typeof AdminPackageList> = { items: packages.map(adminPackageView) }
    return c.json(list, 200)
  },

  savePackage: async (c, { user, body, key }) => {
    const request = { adminId: user.userId, input: body, key }
    const result = await savePackage(c.var.services, request)
    if (!result.ok) return refused(c, result.failure)
    replayed(c, result.value.replayed)
    return c.json(adminPackageView(result.value.package), 200)
  },

  getAnyPackage: async (c, { params }) => {
    const read = await readPackage(c.var.services, params.id)
    if (!read.ok) return refused(c, read.failure)
    const view: PackageCase = { ...read.value, package: adminPackageView(read.value.package) }
    return c.json(view, 200)
  },

  checkPrices: async (c) => {
    const { items, unchecked } = await checkPrices(c.var.services)
    const list: PriceCheckList = { items: items.map(priceCheckView), mode: modeOf(c), unchecked }
    return c.json(list, 200)
  },

  orderPackages: async (c, { user, body, key }) => {
    const request = { adminId: user.userId, ids: body.ids, key }
    const result = await orderPackages(c.var.services, request)
    if (!result.ok) return refused(c, result.failure)
    replayed(c, result.value.replayed)
    const list: z.infer<typeof AdminPackageList> = {
      items: result.value.value.map(adminPackageView),
    }
    return c.json(list, 200)
  },
}

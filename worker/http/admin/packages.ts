// Admins keep the catalogue of packages.
import type * as z from 'zod'
import type { AdminPackageList } from '../../../shared/api/tokens.ts'
import { allPackages, savePackage } from '../../use-cases/manage-packages.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'
import { adminPackageView } from '../views.ts'

export const adminPackageHandlers: HandlersOf<'listAllPackages' | 'savePackage'> = {
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
}

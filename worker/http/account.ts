// The own account: limits that a person sets for themselves.
import { readLimits, setLimits } from '../use-cases/limits.ts'
import type { HandlersOf } from './mount.ts'
import { refused } from './problem.ts'
import { limitsView } from './views.ts'

export const accountHandlers: HandlersOf<'getLimits' | 'setLimits'> = {
  getLimits: async (c, { user }) => {
    const limits = await readLimits(c.var.services, user.userId)
    return c.json(limitsView(limits), 200)
  },

  setLimits: async (c, { user, body }) => {
    const { purchaseUsdCentsPerDay: purchaseCentsPerDay, commitTokensPerDay, excludeDays } = body
    const wish = { purchaseCentsPerDay, commitTokensPerDay, excludeDays }
    const result = await setLimits(c.var.services, user.userId, wish)
    if (!result.ok) return refused(c, result.failure)
    return c.json(limitsView(result.value), 200)
  },
}

// The own account: its name, and limits that a person sets for themselves.
import type { ProfileView } from '../../shared/api/account.ts'
import type { VerifiedToken } from '../ports.ts'
import { readLimits, setLimits } from '../use-cases/limits.ts'
import type { AppContext } from './app-env.ts'
import type { HandlersOf } from './mount.ts'
import { nameOf, tellName } from './name-cookie.ts'
import { refused } from './problem.ts'
import { hasSession } from './session-cookie.ts'
import { limitsView } from './views.ts'

type Ids = 'getProfile' | 'setProfile' | 'getLimits' | 'setLimits'

export const accountHandlers: HandlersOf<Ids> = {
  getProfile: async (c, { user }) => {
    const name = await c.var.services.identity.displayName(user.userId)
    return profile(c, user, name)
  },

  setProfile: async (c, { user, body }) => {
    await c.var.services.identity.rename(user.userId, body.displayName)
    return profile(c, user, body.displayName)
  },

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

/** Tells this browser too, when its pages still show another name. */
function profile(c: AppContext, user: VerifiedToken, displayName: string | null): Response {
  if (hasSession(c) && nameOf(c, user) !== displayName) tellName(c, displayName)
  return c.json({ email: user.email, displayName } satisfies ProfileView, 200)
}

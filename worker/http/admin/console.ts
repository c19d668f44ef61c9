// Admins find what an id is of, and see the settings in force.
import type { SearchAnswer, SettingsView } from '../../../shared/api/console.ts'
import { type Admins, BOUNDS, readAdmins } from '../../use-cases/read-settings.ts'
import { search } from '../../use-cases/search.ts'
import { type AppContext, modeOf } from '../app-env.ts'
import type { HandlersOf } from '../mount.ts'

export const adminConsoleHandlers: HandlersOf<'search' | 'getSettings'> = {
  search: async (c, { query }) => {
    const items = await search(c.var.services, query.q)
    return c.json({ items, mode: modeOf(c) } satisfies SearchAnswer, 200)
  },

  getSettings: async (c, { user }) => {
    const admins = await readAdmins(c.var.services, user.userId)
    const { settings } = c.var
    const view: SettingsView = {
      ...placesOf(c),
      mode: modeOf(c),
      maintenance: settings.MAINTENANCE,
      rateLimits: settings.RATE_LIMITS,
      ...BOUNDS,
      caps: {
        ...BOUNDS.caps,
        adjustmentTokens: settings.ADJUSTMENT_TOKENS_MAX,
        resolveSecondAdminTokens: settings.RESOLVE_SECOND_ADMIN_TOKENS,
      },
      admins: adminsView(admins),
      adminsArePartial: admins.isPartial,
    }
    return c.json(view, 200)
  },
}

type Places = Pick<SettingsView, 'projectId' | 'firestoreRegion' | 'colo' | 'deployment'>

function placesOf(c: AppContext): Places {
  const { settings } = c.var
  // Cloudflare's own word; there is none on a laptop.
  const { cf } = c.req.raw as Request & { readonly cf?: { readonly colo?: unknown } }
  return {
    projectId: settings.FIREBASE_PROJECT_ID,
    firestoreRegion: settings.FIRESTORE_REGION ?? null,
    colo: typeof cf?.colo === 'string' ? cf.colo : null,
    deployment: settings.CF_VERSION_METADATA?.id ?? null,
  }
}

function adminsView({ userIds, accounts }: Admins): SettingsView['admins'] {
  if (accounts === null) return null
  const byId = new Map(accounts.map((account) => [account.userId, account]))
  return userIds.map((userId) => {
    const account = byId.get(userId)
    if (!account) return { userId, email: null, admin: false, signIn: 'none' }
    const { email, admin, disabled } = account
    return { userId, email, admin, signIn: disabled ? 'disabled' : 'active' }
  })
}

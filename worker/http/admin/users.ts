// Admins look at a person, pause and free them, and close cases.
import type { FlagList, FlagView, UserAdminView } from '../../../shared/api/users.ts'
import type { Result } from '../../../shared/failure.ts'
import { FlagId } from '../../../shared/ids.ts'
import { toInstant, toInstantOrNull } from '../../../shared/instant.ts'
import type { Wallet } from '../../domain/ledger.ts'
import type { Done } from '../../use-cases/admin-change.ts'
import { closeFlag, listFlags, type ReadFlag, withReason } from '../../use-cases/close-flag.ts'
import { holdsNow, holdUser, liftHold, readUser } from '../../use-cases/hold-user.ts'
import { barredNow } from '../../use-cases/read-wallet.ts'
import type { AppContext } from '../app-env.ts'
import { toMicros } from '../instant.ts'
import { listPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'
import { balanceView } from '../views.ts'

type Ids = 'getUser' | 'holdUser' | 'liftHold' | 'listFlags' | 'closeFlag'

export const adminUserHandlers: HandlersOf<Ids> = {
  getUser: async (c, { params }) => {
    const found = await readUser(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    return c.json(userView(c, found.value), 200)
  },

  holdUser: async (c, { user, params, body, key }) => {
    const endsAt = body.endsAt === undefined ? null : toMicros(body.endsAt)
    const input = { ...body, adminId: user.userId, userId: params.id, endsAt, key }
    return answer(c, await holdUser(c.var.services, input), 201)
  },

  liftHold: async (c, { user, params, body, key }) => {
    const { id: userId, cause } = params
    const input = { adminId: user.userId, userId, cause, reason: body.reason, key }
    return answer(c, await liftHold(c.var.services, input), 200)
  },

  listFlags: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'flags', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listFlags(c.var.services, filters, page),
      ({ createdAt, id }) => ({ at: createdAt, tie: id }),
      flagView,
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies FlagList, 200)
  },

  closeFlag: async (c, { user, params, body, key }) => {
    const input = { adminId: user.userId, id: params.id, reason: body.reason, key }
    const result = await closeFlag(c.var.services, input)
    if (!result.ok) return refused(c, result.failure)
    replayed(c, result.value.replayed)
    return c.json(flagView(await withReason(c.var.services, result.value.value)), 200)
  },
}

function answer(c: AppContext, result: Result<Done<Wallet>>, status: 200 | 201): Response {
  if (!result.ok) return refused(c, result.failure)
  replayed(c, result.value.replayed)
  return c.json(userView(c, result.value.value), status)
}

function userView(c: AppContext, wallet: Wallet): UserAdminView {
  const barred = barredNow(c.var.services, wallet)
  return {
    userId: wallet.userId,
    state: wallet.state,
    restriction: barred.restriction,
    balance: balanceView(wallet, barred),
    holds: holdsNow(c.var.services, wallet).map(({ at, endsAt, ...hold }) => ({
      ...hold,
      at: toInstant(at),
      endsAt: toInstantOrNull(endsAt),
    })),
  }
}

export function flagView({ closed, facts, id, createdAt, goneAt, ...flag }: ReadFlag): FlagView {
  return {
    ...flag,
    id: FlagId.parse(id),
    facts: JSON.parse(facts),
    createdAt: toInstant(createdAt),
    closedBy: closed?.by ?? null,
    closedAt: toInstantOrNull(closed?.at ?? null),
    goneAt: toInstantOrNull(goneAt),
    earlier: flag.earlier.map(({ closed, facts, createdAt, reason, closedReason }) => ({
      reason,
      facts: JSON.parse(facts),
      createdAt: toInstant(createdAt),
      closedBy: closed.by,
      closedAt: toInstant(closed.at),
      closedReason,
    })),
  }
}

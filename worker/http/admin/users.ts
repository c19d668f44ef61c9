// Admins look at a person, pause and free them, and close cases.
import type { CommitmentList } from '../../../shared/api/predictions.ts'
import type {
  FlagCase,
  FlagList,
  FlagView,
  UserAdminView,
  UserList,
  UserSummary,
} from '../../../shared/api/users.ts'
import { ok, type Result } from '../../../shared/failure.ts'
import { FlagId } from '../../../shared/ids.ts'
import { toInstant, toInstantOrNull } from '../../../shared/instant.ts'
import type { Wallet } from '../../domain/ledger.ts'
import type { Done } from '../../use-cases/admin-change.ts'
import {
  closeFlag,
  listFlags,
  type ReadFlag,
  readFlag,
  withReason,
} from '../../use-cases/close-flag.ts'
import { holdsNow, holdUser, liftHold, readUser } from '../../use-cases/hold-user.ts'
import { limitsNow } from '../../use-cases/limits.ts'
import { nowMicros } from '../../use-cases/now.ts'
import { listCommitments } from '../../use-cases/read-commitments.ts'
import { findPeople, listPeople, type Person } from '../../use-cases/read-people.ts'
import { barredNow } from '../../use-cases/read-wallet.ts'
import { type AppContext, modeOf } from '../app-env.ts'
import { toMicros } from '../instant.ts'
import { listPage, searchPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { commitmentView } from '../prediction-views.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'
import { balanceView, limitsView } from '../views.ts'

type Ids =
  | 'listUsers'
  | 'listCommitmentsOf'
  | 'getUser'
  | 'holdUser'
  | 'liftHold'
  | 'listFlags'
  | 'getFlag'
  | 'closeFlag'

export const adminUserHandlers: HandlersOf<Ids> = {
  listUsers: async (c, { user, query }) => {
    const { limit, cursor, q } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'users', filters: { q } }
    const page = await searchPage({ limit, cursor, scope }, async (page) => {
      const s = c.var.services
      return ok(await (q === undefined ? listPeople(s, page) : findPeople(s, q)))
    })
    if (!page.ok) return refused(c, page.failure)
    const { items, nextCursor } = page.value
    const list = { items: items.map((person) => summaryView(c, person)), nextCursor }
    return c.json(list satisfies UserList, 200)
  },

  listCommitmentsOf: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const { userId, ...filter } = filters
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'commitments-of', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listCommitments(c.var.services, userId, filter, page),
      ({ committedAt, id }) => ({ at: committedAt, tie: id }),
      commitmentView,
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies CommitmentList, 200)
  },

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

  getFlag: async (c, { params }) => {
    const found = await readFlag(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    return c.json({ ...flagView(found.value), mode: modeOf(c) } satisfies FlagCase, 200)
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
    limits: limitsView(limitsNow(wallet, nowMicros(c.var.services.clock))),
    holds: holdsNow(c.var.services, wallet).map(({ at, endsAt, ...hold }) => ({
      ...hold,
      at: toInstant(at),
      endsAt: toInstantOrNull(endsAt),
    })),
  }
}

function summaryView(c: AppContext, { wallet, account }: Person): UserSummary {
  const isKnown = account !== null && account !== 'unknown'
  return {
    userId: wallet.userId,
    email: isKnown ? account.email : null,
    signIn: isKnown ? (account.disabled ? 'disabled' : 'active') : (account ?? 'none'),
    admin: isKnown && account.admin,
    state: wallet.state,
    restriction: barredNow(c.var.services, wallet).restriction,
    availableTokens: wallet.available,
    committedTokens: wallet.committed,
    owedTokens: wallet.owed,
    lastUpdated: wallet.lastUpdated === 0 ? null : toInstant(wallet.lastUpdated),
  }
}

export function flagView({ closed, facts, id, createdAt, goneAt, ...flag }: ReadFlag): FlagView {
  return {
    ...flag,
    id: FlagId.parse(id),
    facts: factsIn(facts),
    createdAt: toInstant(createdAt),
    closedBy: closed?.by ?? null,
    closedAt: toInstantOrNull(closed?.at ?? null),
    goneAt: toInstantOrNull(goneAt),
    earlier: flag.earlier.map(({ closed, facts, createdAt, reason, closedReason }) => ({
      reason,
      facts: factsIn(facts),
      createdAt: toInstant(createdAt),
      closedBy: closed.by,
      closedAt: toInstant(closed.at),
      closedReason,
    })),
  }
}

/** What is no JSON was written by nobody of ours: it hides neither the case nor any other. */
function factsIn(text: string): FlagView['facts'] {
  try {
    const facts: unknown = JSON.parse(text)
    if (typeof facts === 'object' && facts !== null) return facts as FlagView['facts']
  } catch {}
  return { unreadable: text }
}

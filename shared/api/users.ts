// People and cases, as admins see and decide them.
import * as z from 'zod'
import { FlagId, PurchaseId, SessionId, UserId } from '../ids.ts'
import { Tokens } from '../tokens.ts'
import { LimitsView } from './account.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import { CommitmentList, CommitmentQuery, limit, words } from './predictions.ts'
import { Cursor, Instant } from './tokens.ts'
import { BalanceView, RESTRICTIONS } from './wallet.ts'

const CAUSE = /^[a-z]+(?:_[A-Za-z0-9_]{1,200})?$/
const USER_STATES = ['active', 'closing', 'erased'] as const
const HOLD_SCOPES = ['purchases', 'commitments', 'all'] as const

export const HoldView = z.object({
  cause: z.string().describe('Names it when it is lifted'),
  scope: z.enum(HOLD_SCOPES),
  at: Instant,
  endsAt: Instant.nullable().describe('null = until somebody lifts it'),
  live: z.boolean(),
})
export type HoldView = z.infer<typeof HoldView>

export const UserAdminView = z.object({
  userId: UserId,
  state: z.enum(USER_STATES),
  restriction: z.enum(RESTRICTIONS),
  balance: BalanceView,
  holds: z.array(HoldView),
  limits: LimitsView.describe('Their own'),
})
export type UserAdminView = z.infer<typeof UserAdminView>

export const UserSummary = z.object({
  userId: UserId,
  email: z.string().nullable().describe('null: none, or the sign-in service does not answer'),
  signIn: z.enum(['active', 'disabled', 'none', 'unknown']),
  admin: z.boolean(),
  state: z.enum(USER_STATES),
  restriction: z.enum(RESTRICTIONS),
  availableTokens: Tokens,
  committedTokens: Tokens,
  owedTokens: Tokens,
  lastUpdated: Instant.nullable(),
})
export type UserSummary = z.infer<typeof UserSummary>
export const UserList = pageOf(UserSummary)
export type UserList = z.infer<typeof UserList>
const UserQuery = z.strictObject({
  q: z.string().trim().min(1).max(320).optional().describe('A whole e-mail address or user id'),
  limit,
  cursor: Cursor.optional(),
})
const ofWhom = { userId: UserId }

export const HoldUser = z.strictObject({
  scope: z.enum(HOLD_SCOPES),
  reason: words(500),
  endsAt: Instant.optional().describe('Without it: until somebody lifts it'),
})
export type HoldUser = z.infer<typeof HoldUser>
export const Reason = z.strictObject({ reason: words(500) })

const FLAG_STATES = ['open', 'closed'] as const
const Facts = z.record(z.string(), z.unknown()).describe('Ids, counts and states that explain it')
const EarlierView = z.object({
  reason: z.string(),
  facts: Facts,
  createdAt: Instant,
  closedBy: UserId,
  closedAt: Instant,
  closedReason: z.string().nullable(),
})
export const FlagView = z.object({
  id: FlagId,
  userId: UserId.nullable(),
  purchaseId: PurchaseId.nullable(),
  sessionId: SessionId.nullable(),
  paymentIntentId: z.string().nullable(),
  reason: z.string(),
  facts: Facts,
  createdAt: Instant,
  state: z.enum(FLAG_STATES),
  closedBy: UserId.nullable(),
  closedAt: Instant.nullable(),
  closedReason: z.string().nullable(),
  goneAt: Instant.nullable().describe('When what was closed was seen put right'),
  earlier: z.array(EarlierView).describe('What was decided before it was opened anew'),
})
export type FlagView = z.infer<typeof FlagView>
export const FlagCase = FlagView.extend({
  mode: z.enum(['test', 'live']).describe("Of Stripe's key"),
})
export type FlagCase = z.infer<typeof FlagCase>
export const FlagList = pageOf(FlagView)
export type FlagList = z.infer<typeof FlagList>
const FlagQuery = z.strictObject({
  state: z.enum(FLAG_STATES).optional(),
  userId: UserId.optional(),
  limit,
  cursor: Cursor.optional(),
})

const UserParams = z.object({ id: UserId })
const FlagParams = z.object({ id: FlagId })
const HoldParams = z.object({ id: UserId, cause: z.string().regex(CAUSE) })

export const USER_OPERATIONS = [
  {
    id: 'listUsers',
    method: 'GET',
    path: '/api/admin/users',
    summary: 'Who has a wallet, by user id; with `q` whoever has this e-mail or id',
    caller: 'admin',
    limit: 'admin',
    query: UserQuery,
    status: 200,
    answer: UserList,
    failures: ['CURSOR_INVALID', 'IDENTITY_UNAVAILABLE'],
  },
  {
    id: 'listCommitmentsOf',
    method: 'GET',
    path: '/api/admin/commitments',
    summary: "A person's commitments, newest first",
    caller: 'admin',
    limit: 'admin',
    query: CommitmentQuery.extend(ofWhom),
    status: 200,
    answer: CommitmentList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getUser',
    method: 'GET',
    path: '/api/admin/users/{id}',
    summary: 'A person: balance, state and holds',
    caller: 'admin',
    limit: 'admin',
    params: UserParams,
    status: 200,
    answer: UserAdminView,
    failures: ['USER_NOT_FOUND', 'IDENTITY_UNAVAILABLE'],
  },
  {
    id: 'holdUser',
    method: 'POST',
    path: '/api/admin/users/{id}/holds',
    summary: 'Pause purchases, commitments, or both',
    caller: 'admin',
    limit: 'admin',
    params: UserParams,
    body: HoldUser,
    idempotencyKey: 'optional',
    status: 201,
    answer: UserAdminView,
    failures: ['ACCOUNT_DISABLED', 'USER_NOT_FOUND', 'IDENTITY_UNAVAILABLE'],
  },
  {
    id: 'liftHold',
    method: 'POST',
    path: '/api/admin/users/{id}/holds/{cause}/lift',
    summary: 'End one hold; the others stay',
    caller: 'admin',
    limit: 'admin',
    params: HoldParams,
    body: Reason,
    idempotencyKey: 'optional',
    status: 200,
    answer: UserAdminView,
    failures: ['ACCOUNT_DISABLED', 'HOLD_NOT_FOUND', 'CONFLICT_OF_INTEREST'],
  },
  {
    id: 'listFlags',
    method: 'GET',
    path: '/api/admin/fraud-flags',
    summary: 'Cases for people, newest first',
    caller: 'admin',
    limit: 'admin',
    query: FlagQuery,
    status: 200,
    answer: FlagList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getFlag',
    method: 'GET',
    path: '/api/admin/fraud-flags/{id}',
    summary: 'One case',
    caller: 'admin',
    limit: 'admin',
    params: FlagParams,
    status: 200,
    answer: FlagCase,
    failures: ['FLAG_NOT_FOUND'],
  },
  {
    id: 'closeFlag',
    method: 'POST',
    path: '/api/admin/fraud-flags/{id}/close',
    summary: 'Close a case with a reason',
    caller: 'admin',
    limit: 'admin',
    params: FlagParams,
    body: Reason,
    idempotencyKey: 'optional',
    status: 200,
    answer: FlagView,
    failures: ['ACCOUNT_DISABLED', 'FLAG_NOT_FOUND', 'CONFLICT_OF_INTEREST'],
  },
] as const satisfies readonly Operation[]

// The own account: its name, and limits that a person sets for themselves.
import * as z from 'zod'
import { EXCLUDE_DAYS_MAX } from '../bounds.ts'
import { DisplayName } from '../names.ts'
import { AMOUNT_MAX } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { Instant } from './tokens.ts'

export const ProfileView = z.object({
  email: z.string().nullable(),
  displayName: z.string().nullable(),
})
export type ProfileView = z.infer<typeof ProfileView>

export const SetProfile = z.strictObject({
  displayName: DisplayName.nullable().describe(
    '1 to 60 characters, none of them a control or invisible; null = no name',
  ),
})
export type SetProfile = z.infer<typeof SetProfile>

const cap = z.int().min(0).max(AMOUNT_MAX).nullable()
const caps = {
  purchaseUsdCentsPerDay: cap.describe('US cents per UTC day; null = no limit'),
  commitTokensPerDay: cap.describe('Tokens per UTC day; null = no limit'),
}

export const LimitsView = z.object({
  ...caps,
  excludedUntil: Instant.nullable().describe('No purchases or commitments before it'),
  wished: z
    .object({ ...caps, startsAt: Instant })
    .nullable()
    .describe('Looser limits asked for; they begin a day after the wish'),
  today: z.object({
    purchasedUsdCents: z.int().min(0).describe('Credited today, and open orders'),
    committedTokens: z.int().min(0),
  }),
})
export type LimitsView = z.infer<typeof LimitsView>

export const SetLimits = z.strictObject({
  ...caps,
  excludeDays: z
    .int()
    .min(1)
    .max(EXCLUDE_DAYS_MAX)
    .optional()
    .describe('Take a break from now on; it is never shortened'),
})
export type SetLimits = z.infer<typeof SetLimits>

export const ACCOUNT_OPERATIONS = [
  {
    id: 'getProfile',
    method: 'GET',
    path: '/api/account/profile',
    summary: 'Own e-mail and display name',
    caller: 'user',
    limit: 'reads',
    status: 200,
    answer: ProfileView,
    failures: ['IDENTITY_UNAVAILABLE'],
  },
  {
    id: 'setProfile',
    method: 'PUT',
    path: '/api/account/profile',
    summary: 'Choose a display name, or none',
    caller: 'user',
    limit: 'signIn',
    body: SetProfile,
    status: 200,
    answer: ProfileView,
    failures: ['ACCOUNT_DISABLED', 'IDENTITY_UNAVAILABLE'],
  },
  {
    id: 'getLimits',
    method: 'GET',
    path: '/api/account/limits',
    summary: 'Own limits, and what was used of them today',
    caller: 'user',
    limit: 'reads',
    status: 200,
    answer: LimitsView,
    failures: [],
  },
  {
    id: 'setLimits',
    method: 'PUT',
    path: '/api/account/limits',
    summary: 'Tighten own limits at once, loosen them a day later, or take a break',
    caller: 'user',
    limit: 'commit',
    body: SetLimits,
    status: 200,
    answer: LimitsView,
    failures: ['ACCOUNT_CLOSING'],
  },
] as const satisfies readonly Operation[]

// What the console needs besides lists: a search by any id, and the settings in force.
import * as z from 'zod'
import { UserId } from '../ids.ts'
import type { Operation } from './operation.ts'

const HIT_KINDS = [
  'transaction',
  'purchase',
  'commitment',
  'prediction',
  'payout',
  'refund',
  'adjustment',
  'ruling',
  'resolution',
  'case',
  'dead_letter',
  'report',
  'package',
  'event',
  'user',
] as const

const kind = z.enum(HIT_KINDS)
export const SearchHit = z.object({
  kind,
  id: z.string(),
  title: z.string().describe('What it says of itself: a title, a name, a type, an e-mail address'),
  partOf: z
    .object({ kind, id: z.string() })
    .nullable()
    .describe(
      'What shows it. Commitment: the transaction that made it; payout: its prediction; event: ' +
        'the purchase that it is about, or null; all others, shown by themselves: null',
    ),
})
export type SearchHit = z.infer<typeof SearchHit>
const mode = z.enum(['test', 'live']).describe("Of Stripe's key")
export const SearchAnswer = z.object({
  items: z.array(SearchHit).describe('Empty: unknown'),
  mode,
})
export type SearchAnswer = z.infer<typeof SearchAnswer>

const count = z.int().min(0)
export const SettingsView = z.object({
  mode,
  maintenance: z.boolean(),
  projectId: z.string(),
  firestoreRegion: z.string().nullable().describe('As it was set; null: it was not'),
  colo: z.string().nullable().describe('Where this answer was made'),
  deployment: z.string().nullable(),
  rateLimits: z.record(z.string(), count).describe('Requests a minute'),
  caps: z.object({
    amountTokens: count.describe('Of one request or package'),
    adjustmentTokens: count.describe('Of one adjustment'),
    resolveSecondAdminTokens: count.describe('At stake; above it two admins resolve'),
    openOrders: count.describe('Unpaid orders of a person'),
    exportRows: count.describe('Of one file'),
    payoutCorrectionDays: count.describe('Until a resolution is final'),
  }),
  waits: z.object({
    checkoutMinutes: count.describe('How long an order may be paid'),
    adjustmentDays: count.describe('How long any proposal waits'),
  }),
  retention: z.object({
    stripeEventDays: count,
    idempotencyDays: count.describe('As promised; they are kept for good'),
    ledgerMonths: z.null().describe('For good'),
  }),
  admins: z
    .array(
      z.object({
        userId: UserId,
        email: z.string().nullable(),
        admin: z.boolean().describe('As of now'),
        signIn: z.enum(['active', 'disabled', 'none']),
      }),
    )
    .nullable()
    .describe('Whoever ever changed something, and you; null: the sign-in service does not answer'),
  adminsArePartial: z.boolean().describe('There are more than are looked up here'),
})
export type SettingsView = z.infer<typeof SettingsView>

export const CONSOLE_OPERATIONS = [
  {
    id: 'search',
    method: 'GET',
    path: '/api/admin/search',
    summary: "What has this id, ours or Stripe's, or this e-mail address",
    caller: 'admin',
    limit: 'admin',
    query: z.strictObject({ q: z.string().trim().min(1).max(400) }),
    status: 200,
    answer: SearchAnswer,
    failures: ['PAYMENTS_UNAVAILABLE', 'IDENTITY_UNAVAILABLE'],
  },
  {
    id: 'getSettings',
    method: 'GET',
    path: '/api/admin/settings',
    summary: 'Settings in force; none is a secret',
    caller: 'admin',
    limit: 'admin',
    status: 200,
    answer: SettingsView,
    failures: [],
  },
] as const satisfies readonly Operation[]

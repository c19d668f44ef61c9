// The numbers of the business, for admins: read from what is added up already, never from rows.
import * as z from 'zod'
import type { Operation } from './operation.ts'
import { ReportView } from './reconciliations.ts'
import { HealthView } from './session.ts'
import { Instant } from './tokens.ts'
import { ROW_TYPES, type RowType } from './wallet.ts'

const StatsQuery = z.strictObject({
  days: z.enum(['7', '30', '90']).default('30').describe('UTC days, today among them'),
})

const count = z.int().min(0)
/** Of an account that may stand on either side of zero. */
const signed = z.int()

export const SupplyView = z.object({
  availableTokens: signed,
  committedTokens: signed,
  owedTokens: signed,
  soldTokens: signed.describe('Paid for at Stripe, less what was taken back'),
  promoTokens: signed.describe('Given as bonus, less what was taken back'),
  houseTokens: signed.describe('Stakes lost to the house, less profits it paid'),
  adjustedTokens: signed.describe('Added by hand, less what was taken by hand'),
  sum: signed.describe(
    'available + committed - owed + house - sold - promo - adjusted: 0, or the books are broken',
  ),
})

const TypesView = z.object(
  Object.fromEntries(
    ROW_TYPES.map((type) => [type, z.object({ rows: count, tokens: count })] as const),
  ) as Record<RowType, z.ZodObject<{ rows: typeof count; tokens: typeof count }>>,
)

const DayView = z.object({
  day: z.iso.date(),
  types: TypesView.describe('Rows and their amounts by type; `win` is what was paid out'),
  moved: SupplyView.describe('What its rows moved, as a change of the supply'),
  after: SupplyView.describe('The supply at the end of the day'),
  cents: z
    .object({ credited: signed, refunded: signed, withdrawn: signed })
    .describe('As its rows say: paid for purchases; gone back with tokens, less what came again'),
  orders: z
    .object({
      created: count,
      credited: count.describe('Paid'),
      expired: count.describe('Nobody paid in time'),
      failed: count.describe('Declined, cancelled, or refused by Stripe'),
      open: count.describe('Not over yet, or waiting for two people'),
      countedAt: Instant,
    })
    .nullable()
    .describe('Of the orders created on this day; null: not counted'),
})

const LiabilityView = z.object({
  countedAt: Instant,
  creditedCents: count.describe('Price of all orders ever credited'),
  refundedCents: count,
  withdrawnCents: count.describe('Taken by banks in disputes'),
  takingsCents: signed.describe('credited - refunded - withdrawn, before Stripe takes its fees'),
  boughtTokens: count.describe('In those orders, without any bonus'),
  liabilityCents: count
    .nullable()
    .describe(
      'What it would cost to give everybody their money: (available + committed) x ' +
        'creditedCents / boughtTokens, rounded up. Every token counts at what bought ones cost ' +
        'on average, won and given ones too; debts are not taken off. null: nothing was sold',
    ),
})

export const StatsView = z.object({
  asOf: Instant.nullable().describe('Rows until then are in here; null: none was added up yet'),
  supply: SupplyView,
  liability: LiabilityView.nullable().describe('null: not counted in these days'),
  days: z.array(DayView).describe('Oldest first; the last one is today'),
  waiting: z
    .object({
      cases: count,
      adjustments: count.describe('Proposed, and not yet expired; so are the next two'),
      rulings: count,
      resolutions: count,
      deadLetters: count,
    })
    .describe('For a person; since when the oldest dead letter does: `health`'),
  books: z.object({
    state: z
      .enum(['green', 'red', 'unknown'])
      .describe('red: frozen, or the last looks found differences; unknown: no look lately'),
    frozen: z.object({ at: Instant, reason: z.string() }).nullable(),
    ledger: ReportView.nullable().describe('The last look at new rows and all balances'),
    night: ReportView.nullable().describe('The last nightly look'),
  }),
  health: HealthView,
})
export type StatsView = z.infer<typeof StatsView>

export const STATS_OPERATIONS = [
  {
    id: 'getStats',
    method: 'GET',
    path: '/api/admin/tokens/stats',
    summary: 'Supply, flows by day, orders, liability, and what needs a person',
    caller: 'admin',
    limit: 'admin',
    query: StatsQuery,
    status: 200,
    answer: StatsView,
    failures: [],
  },
] as const satisfies readonly Operation[]

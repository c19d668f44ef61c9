// The numbers that admins decide by: what the page says of its days is the sum of those days.
import { expect, test } from 'vitest'
import type { StatsView } from '../../shared/api/stats.ts'
import { ROW_TYPES } from '../../shared/api/wallet.ts'
import { overviewOf, rangeOf } from './overview.server.ts'

type Day = StatsView['days'][number]

const SUPPLY: StatsView['supply'] = {
  availableTokens: 70,
  committedTokens: 30,
  owedTokens: 0,
  soldTokens: 100,
  promoTokens: 0,
  houseTokens: 0,
  adjustedTokens: 0,
  sum: 0,
}
const NO_ROWS = Object.fromEntries(
  ROW_TYPES.map((type) => [type, { rows: 0, tokens: 0 }]),
) as Day['types']

const day = (name: string, more: Partial<Day> = {}): Day => ({
  day: name,
  types: NO_ROWS,
  moved: { ...SUPPLY, houseTokens: 0 },
  after: SUPPLY,
  cents: { credited: 0, refunded: 0, withdrawn: 0 },
  orders: null,
  ...more,
})

const statsOf = (days: Day[]): StatsView => ({
  asOf: null,
  supply: SUPPLY,
  liability: null,
  days,
  waiting: { cases: 0, adjustments: 0, rulings: 0, resolutions: 0, deadLetters: 0 },
  books: { state: 'green', frozen: null, ledger: null, night: null },
  health: {
    status: 'ok',
    dependencies: { firestore: 'ok', stripe: 'ok', redis: 'ok', identity: 'ok' },
    oldestDeadLetterAt: null,
    reconciledSecondsAgo: 60,
  },
})

const orders = (created: number, credited: number) => ({
  ...{ created, credited, expired: created - credited, failed: 0, open: 0 },
  countedAt: '2026-11-27T00:00:00Z',
})

test('what moved is told for all days together, and kinds without rows are left out', () => {
  const { flows, cents, house } = overviewOf(
    statsOf([
      day('2026-11-26', {
        types: { ...NO_ROWS, purchase: { rows: 2, tokens: 300 } },
        moved: { ...SUPPLY, houseTokens: 40 },
        cents: { credited: 998, refunded: 0, withdrawn: 5 },
      }),
      day('2026-11-27', {
        types: { ...NO_ROWS, purchase: { rows: 1, tokens: 100 }, win: { rows: 1, tokens: 7 } },
        moved: { ...SUPPLY, houseTokens: -55 },
        cents: { credited: 499, refunded: 100, withdrawn: 0 },
      }),
    ]),
  )
  expect(flows.map(({ type, tokens, rows }) => [type, tokens, rows])).toEqual([
    ['purchase', 400, 3],
    ['win', 7, 1],
  ])
  expect(cents).toEqual({ credited: 1497, refunded: 100, withdrawn: 5 })
  expect(house.tokens).toBe(-15)
})

test('purchases are summed over the days that were counted, and unknown when none was', () => {
  const counted = [day('2026-11-25'), day('2026-11-26', { orders: orders(5, 3) })]
  const { funnel } = overviewOf(statsOf([...counted, day('2026-11-27', { orders: orders(4, 4) })]))
  expect(funnel).toEqual({ created: 9, credited: 7, open: 0, expired: 2, failed: 0 })
  expect(overviewOf(statsOf([day('2026-11-27')])).funnel).toBeNull()
})

test('an address that was edited shows the usual days', () => {
  expect(rangeOf(new URLSearchParams('days=90'))).toBe('90')
  expect(rangeOf(new URLSearchParams('days=9000'))).toBe('30')
})

// Whoever runs KAI decides by these numbers: a row on the wrong day, or twice, is a wrong decision.
import { describe, expect, test } from 'vitest'
import { book, moves } from '../test/movements.ts'
import { ALICE } from '../test/people.ts'
import {
  DAY_MICROS,
  dayFrom,
  lastDays,
  rowsIn,
  type Tally,
  tally,
  withRows,
} from './daily-stats.ts'
import { emptyWallet, type TokenTransaction } from './ledger.ts'

/** 2026-01-16T00:00:00Z */
const MIDNIGHT = 1_768_521_600_000_000
const rowAt = (timestamp: number, change: object = {}): TokenTransaction => {
  const [row] = book(emptyWallet(ALICE), [moves.purchase(500, 50)], timestamp).rows
  if (!row) throw new Error('nothing was booked')
  return { ...row, metadata: { cents: 999 }, ...change }
}
const tallied = (...rows: TokenTransaction[]): Map<string, Tally> => {
  const days = new Map<string, Tally>()
  for (const row of rows) tally(days, row)
  return days
}

test('a row belongs to the UTC day of its own time, to the microsecond', () => {
  const days = tallied(rowAt(MIDNIGHT - 1), rowAt(MIDNIGHT), rowAt(MIDNIGHT + DAY_MICROS - 1))
  expect([...days].map(([id, { types }]) => [id, types.purchase])).toEqual([
    ['2026-01-15', { rows: 1, tokens: 550 }],
    ['2026-01-16', { rows: 2, tokens: 1_100 }],
  ])
  expect(days.get('2026-01-16')).toMatchObject({
    moved: { dAvailable: 1_100, dStripe: -1_000, dPromo: -100, dOwed: 0 },
    cents: { credited: 1_998, refunded: 0, withdrawn: 0 },
  })
})

test('the last days end with today, whatever the hour', () => {
  const days = ['2026-01-13', '2026-01-14', '2026-01-15']
  expect(lastDays(MIDNIGHT - DAY_MICROS, 3)).toEqual(days)
  expect(lastDays(MIDNIGHT - 1, 3)).toEqual(days)
})

// Who can write to the database must not be able to stop the look at the books through a number.
describe('what was changed by hand is left out, and the rest is added', () => {
  test.each<[string, object]>([
    ['text for tokens', { amount: '5' }],
    ['no metadata', { metadata: null }],
    ['half a cent', { metadata: { cents: 0.5 } }],
    ['sums that are gone', { deltas: {} }],
    ['no time', { timestamp: Number.NaN }],
    ['more than a number holds', { amount: Number.MAX_SAFE_INTEGER }],
  ])('%s', (_, change) => {
    const days = tallied(rowAt(MIDNIGHT), rowAt(MIDNIGHT, change), rowAt(MIDNIGHT))
    expect(days.get('2026-01-16')?.types.purchase).toEqual({ rows: 2, tokens: 1_100 })
  })

  test.each<[string, object]>([
    ['text for rows', { types: { purchase: { rows: '1', tokens: 1 } } }],
    ['nothing but an epoch', { types: undefined }],
    ['a double', { cents: { credited: 0.5, refunded: 0, withdrawn: 0 } }],
  ])('a day with %s is begun anew', (_, change) => {
    const [one] = tallied(rowAt(MIDNIGHT)).values()
    if (!one) throw new Error('no day')
    const day = { ...withRows(dayFrom('2026-01-16', null), one, 3), ...change }
    expect(rowsIn(withRows(day, one, 3), 3).types.purchase).toEqual({ rows: 1, tokens: 550 })
  })
})

test('rows of older sums count as none: everything is added up anew after a thaw', () => {
  const [one] = tallied(rowAt(MIDNIGHT)).values()
  if (!one) throw new Error('no day')
  const first = withRows(withRows(dayFrom('2026-01-16', null), one, 1), one, 1)
  expect(first.types.purchase.rows).toBe(2)
  expect(rowsIn(first, 2).types.purchase.rows).toBe(0)
  expect(withRows(first, one, 2).types.purchase.rows).toBe(1)
})

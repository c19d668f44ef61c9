// Green over balances that nobody compared: an admin stops looking.
import { expect, test } from 'vitest'
import { ReportView } from '../../shared/api/reconciliations.ts'
import type { StatsView } from '../../shared/api/stats.ts'
import { seenOf } from './books-seen.ts'

const report = (kind: 'ledger' | 'night', supply: ReportView['supply']) =>
  ReportView.parse({
    ...{ id: `${kind}_1`, kind, rows: 9, people: 0, payouts: 0, differences: 0 },
    ...{ startedAt: '2026-11-27T00:00:00Z', finishedAt: '2026-11-27T00:00:00Z', digest: null },
    supply,
  })

const books = (
  state: StatsView['books']['state'],
  supply: ReportView['supply'] = 'agrees',
): StatsView['books'] => ({
  ...{ state, frozen: null },
  ledger: report('ledger', supply),
  // A night compares no sums.
  night: report('night', 'not_compared'),
})

test('the books agree only where balances were compared', () => {
  expect(seenOf(books('green'))).toBe('green')
  expect(seenOf(books('green', 'not_compared'))).toBe('uncompared')
  expect(seenOf(books('red', 'not_compared'))).toBe('red')
  expect(seenOf({ ...books('unknown'), ledger: null })).toBe('unknown')
})

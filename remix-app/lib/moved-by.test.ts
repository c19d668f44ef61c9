// Whoever refunds must read what it took from the buyer, and no other refund's tokens.
import { expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { movedBy } from './moved-by.ts'

type Asked = Parameters<typeof movedBy>
const row = (id: string, type: 'purchase' | 'refund' | 'reinstate', timestamp: string) => {
  return { id, type, timestamp, amount: tokens(5) }
}
const found = {
  purchase: { status: 'credited', paymentIntentId: 'pi_1' },
  transactions: [
    row('bought', 'purchase', '2026-01-01T00:00:00.000Z'),
    row('before', 'refund', '2026-01-02T00:00:00.000Z'),
    row('own', 'refund', '2026-01-03T00:00:05.000Z'),
    row('returned', 'reinstate', '2026-01-04T00:00:00.000Z'),
    row('after', 'refund', '2026-01-05T00:00:00.000Z'),
  ],
} as const
const refund = {
  paymentIntentId: 'pi_1',
  requestedAt: '2026-01-03T00:00:00.000Z',
  endedAt: '2026-01-03T00:00:05.000Z',
}
const idsOf = (...asked: Asked) => {
  const { isGranted, taken, given } = movedBy(...asked)
  return [isGranted, taken.map(({ id }) => id), given.map(({ id }) => id)]
}

test('a refund shows the rows of its own time alone, and what came back with its money', () => {
  expect(idsOf(refund, found)).toEqual([true, ['own'], []])
  const returned = { ...refund, endedAt: '2026-01-04T00:00:00.000Z' }
  expect(idsOf(returned, found)).toEqual([true, ['own'], ['returned']])
})

test('the refund of another payment took nothing, whatever moved meanwhile', () => {
  expect(idsOf({ ...refund, paymentIntentId: 'pi_2' }, found)).toEqual([false, [], []])
})

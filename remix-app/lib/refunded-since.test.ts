// The second admin on a ticket must not be invited to send the same money once more.
import { expect, test } from 'vitest'
import type { RefundView } from '../../shared/api/refunds.ts'
import { refundedSince } from './refunded-since.ts'

const refund = (id: string, state: RefundView['state'] = 'sent') => ({ id, state }) as RefundView
const idsOf = (...asked: Parameters<typeof refundedSince>) =>
  refundedSince(...asked).map(({ id }) => id)

test('what colleagues sent since the form was filled in is told, and nothing older', () => {
  const refunds = [refund('c'), refund('b', 'requested'), refund('a')]
  expect(idsOf(refunds, 'a')).toEqual(['c', 'b'])
  expect(idsOf(refunds, 'c')).toEqual([])
  expect(idsOf(refunds, '')).toEqual(['c', 'b', 'a'])
})

test('what came back or was never sent is no refund, and who says nothing is told nothing', () => {
  const refunds = [refund('b', 'failed'), refund('a', 'refused')]
  expect(idsOf(refunds, '')).toEqual([])
  expect(idsOf([refund('a')], undefined)).toEqual([])
})

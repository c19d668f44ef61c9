// How many of a day's orders were paid: whoever decides about prices by these numbers must not look
// at a count that an older message brought back, or that stopped short of midnight.
import { expect, test } from 'vitest'
import { PurchaseId } from '../../shared/ids.ts'
import { dayNumber } from '../domain/daily-stats.ts'
import type { OrderStatus } from '../domain/purchase.ts'
import { EVERY_NIGHT, EVERY_QUARTER, tick } from '../jobs/cron.ts'
import { byHand } from '../test/by-hand.ts'
import type { Harness } from '../test/harness.ts'
import { orderOf } from '../test/orders.ts'
import { drainQueue } from '../test/payouts.ts'
import { startHarness } from '../test/start.ts'
import { countOrders } from './count-orders.ts'

const DAY_MS = 86_400_000
const MIDNIGHT = Date.UTC(2026, 0, 16)
const EACH: OrderStatus[] = ['pending', 'credited', 'credited', 'expired', 'failed', 'mismatch']

/** One of each state, made at this moment. */
async function ordersAt({ services }: Harness, ms: number, states = EACH): Promise<void> {
  const orders = states.map((status, n) =>
    orderOf({
      id: PurchaseId.parse(`pur_${`${ms}${n}`.padStart(40, '0')}`),
      status,
      shard: n % 8,
      createdAt: ms * 1000,
      nextCheckAt: null,
    }),
  )
  await services.store.atomically({}, () => ({
    answer: null,
    changes: orders.map((value) => ({ ref: { kind: 'order', id: value.id }, value })),
  }))
}

const dayOf = async ({ services }: Harness, id: string) =>
  (await services.store.read({ day: { kind: 'dailyStats', id } })).day

test('the last moments of a day are counted too, and the first of the next are not', async () => {
  const harness = startHarness({ startAt: MIDNIGHT + 60_000 })
  await ordersAt(harness, MIDNIGHT - 1)
  await ordersAt(harness, MIDNIGHT, ['credited'])
  await tick(harness.services, EVERY_QUARTER)
  await drainQueue(harness)
  const before = { created: 6, credited: 2, expired: 1, failed: 1 }
  expect((await dayOf(harness, '2026-01-15'))?.orders).toMatchObject(before)
  expect((await dayOf(harness, '2026-01-16'))?.orders).toMatchObject({ created: 1, credited: 1 })
})

// A bank debit is paid up to two weeks after it was ordered.
test('every night counts each day once more whose orders may have ended', async () => {
  const harness = startHarness({ startAt: MIDNIGHT })
  await ordersAt(harness, MIDNIGHT - 14 * DAY_MS)
  await ordersAt(harness, MIDNIGHT - 15 * DAY_MS - 1)
  await tick(harness.services, EVERY_NIGHT)
  expect(harness.queue.waiting().length).toBeLessThanOrEqual(16)
  await drainQueue(harness)
  expect((await dayOf(harness, '2026-01-02'))?.orders).toMatchObject({ created: 6 })
  expect((await dayOf(harness, '2025-12-31'))?.orders ?? null).toBeNull()
})

test('a day costs eight calls, and no order is read', async () => {
  const harness = startHarness({ startAt: MIDNIGHT })
  for (let n = 0; n < 20; n += 1) await ordersAt(harness, MIDNIGHT + n)
  const { calls } = harness.meter
  const { documentsRead } = harness.firestore.counters()
  await countOrders(harness.services, dayNumber(MIDNIGHT * 1000))
  expect(harness.meter.calls - calls).toBe(8)
  expect(harness.firestore.counters().documentsRead - documentsRead).toBeLessThanOrEqual(8)
})

test('who began to count earlier does not undo a later count', async () => {
  const harness = startHarness({ startAt: MIDNIGHT })
  const day = dayNumber(MIDNIGHT * 1000)
  let isLate = false
  harness.intercept('firestore', async (request, next) => {
    const body = await request.clone().text()
    const answer = await next(request)
    if (isLate || !body.includes('priceUsdCents')) return answer
    isLate = true
    harness.clock.advance(1_000)
    await ordersAt(harness, MIDNIGHT + 1)
    await countOrders(harness.isolate(), day)
    return answer
  })
  await countOrders(harness.services, day)
  expect(isLate).toBe(true)
  const seen = await dayOf(harness, '2026-01-16')
  expect(seen?.orders?.created).toBe(6)
  expect(seen?.takings).toMatchObject({ creditedCents: 1_998, boughtTokens: 1_000 })
})

// Else a dead letter each quarter of an hour, for one number that somebody changed.
test('a price changed by hand into half a cent keeps no day from being counted', async () => {
  const harness = startHarness({ startAt: MIDNIGHT })
  const day = dayNumber(MIDNIGHT * 1000)
  await ordersAt(harness, MIDNIGHT)
  await countOrders(harness.services, day)
  const path = Object.keys(await harness.documents()).find((each) => each.endsWith('1'))
  await byHand(harness, 'PATCH', path ?? '', { priceUsdCents: { doubleValue: 0.5 } as never })
  await ordersAt(harness, MIDNIGHT + 1)
  await countOrders(harness.services, day)
  const seen = await dayOf(harness, '2026-01-16')
  expect(seen?.orders?.created).toBe(12)
  expect(seen?.takings?.creditedCents).toBe(1_998)
})

// Everybody who bet is paid exactly what was quoted to them, once, and whoever was paid wrongly
// owes it: a mistake here is somebody's money.
import { expect, test } from 'vitest'
import { tokens } from '../../shared/tokens.ts'
import { type bet, endow, ODDS, openTo, place } from '../test/betting.ts'
import type { Harness } from '../test/harness.ts'
import {
  CORRECTION,
  correctRain,
  drainQueue,
  JOB,
  jobNow,
  lockRain,
  rainNow,
  resolveRain,
} from '../test/payouts.ts'
import { codeOf, must, rowsOf, walletOf } from '../test/shop.ts'
import { ADMIN, ALICE, BOB, startHarness } from '../test/start.ts'

const stake = (count: number) => tokens(count) as ReturnType<typeof bet>['tokens']

/** Alice holds 100 on yes, Bob 50 on no. */
async function start(): Promise<Harness> {
  const harness = startHarness()
  const { services } = harness
  await openTo(services)
  await endow(services, ALICE, 100)
  await endow(services, BOB, 80)
  must(await place(services, 'a', { tokens: stake(100) }))
  must(await place(services, 'b', { position: 'no', oddsBps: ODDS.no, tokens: stake(50) }, BOB))
  harness.clock.advance(1_000)
  await lockRain(services)
  return harness
}

test('yes: Alice is paid 185 for 100, Bob loses 50, both see why', async () => {
  const harness = await start()
  const { services } = harness
  must(await resolveRain(services, 'yes'))
  expect(await rainNow(services)).toMatchObject({ status: 'resolving', outcome: 'yes' })
  await drainQueue(harness)
  expect(await walletOf(services)).toMatchObject({ available: 185, committed: 0, totalEarned: 185 })
  expect(await walletOf(services, BOB)).toMatchObject({ available: 30, committed: 0, owed: 0 })
  expect((await rowsOf(services))[0]).toMatchObject({ type: 'win', amount: 185, seq: 3 })
  expect((await rowsOf(services, BOB))[0]).toMatchObject({ type: 'loss', amount: 50, seq: 3 })
  expect(await jobNow(services)).toMatchObject({
    state: 'done',
    expected: 2,
    counts: { won: 1, lost: 1, refunded: 0, late: 0 },
    paid: 185,
    sums: { rows: 2, book: -35, committed: -150 },
  })
  expect(await rainNow(services)).toMatchObject({ status: 'resolved', resolutionVersion: 1 })
})

test('a correction takes back what was paid: who spent it owes it', async () => {
  const harness = await start()
  const { services } = harness
  must(await resolveRain(services, 'yes'))
  await drainQueue(harness)
  must(await correctRain(services, 'no'))
  await drainQueue(harness)
  expect(await walletOf(services)).toMatchObject({ available: 0, committed: 0, owed: 0 })
  expect(await walletOf(services, BOB)).toMatchObject({ available: 135, committed: 0 })
  expect(await jobNow(services, CORRECTION)).toMatchObject({ state: 'done', paid: 105 })
  expect(codeOf(await resolveRain(services, 'no', { adminId: ADMIN }))).toBe('ok')
  expect(await jobNow(services, JOB)).toMatchObject({ state: 'done', paid: 185 })
})

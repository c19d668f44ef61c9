// Whoever waits to be paid must see that it is under way, from the resolution to the last page.
import { expect, test } from 'vitest'
import { endow, openTo, place } from '../test/betting.ts'
import { correctRain, drainQueue, lockRain, resolveRain } from '../test/payouts.ts'
import { must } from '../test/shop.ts'
import { ALICE, BOB, startHarness } from '../test/start.ts'
import { listRunningPayouts } from './read-running-payouts.ts'

async function waiting() {
  const harness = startHarness()
  const s = harness.services
  await openTo(s)
  await endow(s, ALICE, 100)
  must(await place(s, 'key-1'))
  const seen = async () =>
    (await listRunningPayouts(s, ALICE)).map(({ predictionId, status }) => [predictionId, status])
  return { harness, s, seen }
}

test('a commitment is being paid out from the resolution until its page is done', async () => {
  const { harness, s, seen } = await waiting()
  expect(await seen()).toEqual([])
  await lockRain(s)
  expect(await seen()).toEqual([])
  must(await resolveRain(s, 'yes'))
  expect(await seen()).toEqual([['prd-rain', 'active']])
  expect(await listRunningPayouts(s, BOB)).toEqual([])
  await drainQueue(harness)
  expect(await seen()).toEqual([])
})

// What was paid already is settled anew: until then it counts as on its way.
test('a correction is under way too', async () => {
  const { harness, s, seen } = await waiting()
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  await drainQueue(harness)
  must(await correctRain(s, 'no'))
  expect(await seen()).toEqual([['prd-rain', 'won']])
  await drainQueue(harness)
  expect(await seen()).toEqual([])
})

test('it costs one call while nothing is paid out, else two', async () => {
  const { harness, s, seen } = await waiting()
  const cost = async () => {
    const { runQuery: before = 0 } = harness.firestore.counters().calls
    await seen()
    return (harness.firestore.counters().calls.runQuery ?? 0) - before
  }
  expect(await cost()).toBe(1)
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  expect(await cost()).toBe(2)
})

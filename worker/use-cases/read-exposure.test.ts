// What an outcome would cost the house: read before odds are changed. If it were less than what a
// resolution then moves, admins would offer odds that the house can't carry.
import { expect, test } from 'vitest'
import { PredictionId } from '../../shared/ids.ts'
import { RAIN } from '../test/betting.ts'
import { gather } from '../test/crowd.ts'
import { ALONE, lockRain } from '../test/payouts.ts'
import { codeOf, must } from '../test/shop.ts'
import { ADMIN, startHarness } from '../test/start.ts'
import { previewResolution } from './preview-resolution.ts'
import { readExposure } from './read-exposure.ts'

test('each outcome is foretold as the dry run of resolving it says', async () => {
  const harness = startHarness()
  const s = harness.services
  await gather(s, { people: 10, commitments: 40, owingEvery: 3 })
  const before = await harness.documents()
  const exposure = must(await readExposure(s, RAIN))
  expect(await harness.documents()).toEqual(before)
  harness.clock.advance(1_000)
  await lockRain(s)
  for (const outcome of ['yes', 'no'] as const) {
    const about = { adminId: ADMIN, predictionId: RAIN, request: { outcome }, ...ALONE }
    const { houseResult, winners, payouts } = must(await previewResolution(s, about))
    const { count, winnings } = exposure[outcome]
    expect(exposure[outcome].houseResult).toBe(houseResult)
    expect([count, winnings]).toEqual([winners, payouts])
  }
  expect(codeOf(await readExposure(s, PredictionId.parse('prd-none')))).toBe('PREDICTION_NOT_FOUND')
})

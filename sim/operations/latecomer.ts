// A clock that lags lets somebody bet well after the closing time. Nothing stops it, as no lock is
// there yet; so the settlement must return the stake, whatever the outcome.
import { CommitTokens } from '../../shared/api/predictions.ts'
import { createPrediction } from '../../worker/use-cases/create-prediction.ts'
import { lockPrediction } from '../../worker/use-cases/lock-prediction.ts'
import { openPrediction } from '../../worker/use-cases/open-prediction.ts'
import { resolvePrediction } from '../../worker/use-cases/resolve-prediction.ts'
import { aloneTokens } from '../oracle/resolutions.ts'
import type { Act } from './act.ts'
import { change } from './change.ts'
import { personOf, tryCommit } from './commit.ts'

const LAGS_MS = 15_000
const CLOSES_AFTER_MS = 2_500
/** Beyond the grace of five seconds, and within the lag. */
const LATE_MS = 6_500

export async function latecomer(act: Act): Promise<void> {
  const { world, chance, town } = act
  const lagging = world.isolates.find(({ skew }) => skew < -LAGS_MS)
  if (!lagging) return
  const wording = {
    title: `Will ${act.name} be late?`,
    description: 'It may.',
    category: 'tests',
    closesAt: Math.floor(world.schedule.now() + CLOSES_AFTER_MS) * 1000,
    oddsBps: { yes: 20_000, no: 20_000 },
    minTokens: 1,
    maxTokens: 10_000,
  }
  const made = await change(act, 'create', (s, by) => createPrediction(s, { ...by, wording }))
  if (!made?.ok) return
  const { id } = made.value.value
  await change(act, 'open', (s, by) => openPrediction(s, { ...by, id }))
  await act.pause(CLOSES_AFTER_MS + LATE_MS)
  const terms = { predictionId: id, position: 'yes', tokens: 5, oddsBps: 20_000 }
  await tryCommit(act, personOf(act), 'late', CommitTokens.parse(terms), {
    tries: '1',
    on: lagging,
  })
  town.predictions.push(id)
  await change(act, 'lock', (s, by) => lockPrediction(s, { ...by, id }))
  const request = { outcome: chance.pick(['yes', 'no'] as const), reason: 'So it was.' }
  const secondAdminTokens = aloneTokens(id)
  await change(act, 'resolve', (s, by) =>
    resolvePrediction(s, { ...by, predictionId: id, request, secondAdminTokens }),
  )
}

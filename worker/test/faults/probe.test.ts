import { expect, test } from 'vitest'
import { endingOf } from './ending.ts'
import { JOURNEY_NAMES, travel } from './journeys.ts'
import { startWorld } from './world.ts'

test.each(JOURNEY_NAMES)('%s', async (name) => {
  const t0 = performance.now()
  const world = await startWorld()
  const t1 = performance.now()
  await travel(world, name)
  const t2 = performance.now()
  console.log(
    name,
    t1 - t0,
    t2 - t1,
    world.calls.names.join(' '),
    JSON.stringify(await endingOf(world), null, 1),
    world.harness.recorder.errors(),
    world.harness.recorder.warnings(),
  )
  world.close()
})

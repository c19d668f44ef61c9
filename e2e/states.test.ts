import { expect, test } from 'vitest'
import { faultsIn } from './accessibility.ts'
import { inventoryOf } from './states/inventory.ts'
import { eachLook } from './states/looks.ts'
import { walk } from './states/walk.ts'
import { openWorld } from './states/world.ts'

test('x', async () => {
  const world = await openWorld()
  console.time('walk')
  const only = process.env.ONLY
  const states = inventoryOf(world.purchases).filter((s) => !only || s.name.includes(only))
  const found: string[] = []
  const bad = await walk(world.stage, states, async (page, state, problems) => {
    const t0 = Date.now()
    found.push(...problems.map((p) => `${state.name}: ${p}`))
    await eachLook(page, async (name) => {
      for (const fault of await faultsIn(page)) found.push(`${name} ${state.name} | ${fault}`)
    })
    console.log(`A ${Date.now() - t0} ${state.name}`)
  })
  console.timeEnd('walk')
  await world.stage.close()
  console.log(bad.join('\n=====\n'))
  console.log(found.map(f=>`F ${f}`).join('\n'))
  expect(bad.length).toBe(0)
  expect(found.length).toBe(0)
}, 900_000)

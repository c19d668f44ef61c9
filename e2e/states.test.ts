// Every state of every page for everybody: with a screen reader, on a phone, in the dark, without a
// mouse. Who is refused or lost must be able to read it as well as who has just won.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { colourFaultsIn, wholeFaultsIn } from './accessibility.ts'
import { layoutFaultsIn } from './layout.ts'
import { inventoryOf } from './states/inventory.ts'
import { eachLook, type LookName } from './states/looks.ts'
import { doorsOf, faultsByKeys } from './states/places.ts'
import { faultsOfReading } from './states/reading.ts'
import type { PageState } from './states/state.ts'
import { walk } from './states/walk.ts'
import { openWorld, type World } from './states/world.ts'

// `STATES=wallet` looks at those only whose names have it.
const WORDS = process.env.STATES ?? ''

let world: World
let states: readonly PageState[]
beforeAll(async () => {
  world = await openWorld()
  states = (await inventoryOf(world.purchases)).filter(({ name }) => name.includes(WORDS))
})
afterAll(async () => world?.stage.close())

const WALK_MS_MAX = 900_000

// Tried again it would cost as much again; the walk itself goes back to what it did not reach.
test('no state of any page has a fault', { retry: 0, timeout: WALK_MS_MAX }, async () => {
  expect(states.length, 'no state has a name like that').toBeGreaterThan(0)
  const found = new Set<string>()
  const { lost, problems } = await walk(world.stage, states, async (page, state) => {
    const note = (look: LookName | 'read anew', faults: readonly string[]) => {
      for (const fault of faults) found.add(`${state.name}, ${look} | ${fault}`)
    }
    await eachLook(page, {
      screen: async (look) => note(look, await layoutFaultsIn(page, false)),
      whole: async (look, isRecoloured) =>
        note(look, await (isRecoloured ? colourFaultsIn(page) : wholeFaultsIn(page))),
    })
    note('read anew', await faultsOfReading(page, state))
  })
  const all = [...lost, ...problems, ...[...found].sort()]
  expect(all, all.join('\n')).toEqual([])
})

// Two states of one name would overwrite each other's pictures.
test('every state has a name of its own', () => {
  expect(new Set(states.map(({ name }) => name)).size).toBe(states.length)
})

// Who can't point, or works on a phone, runs the console as well as anybody.
test('every place of the console is reached by keys, and one sees where one is', async () => {
  expect(await faultsByKeys(world.stage)).toEqual([])
})

test('no place of the console opens to whoever is no admin', async () => {
  const refused = new Set(await doorsOf(world.stage, 'regular'))
  expect([...refused]).toEqual(['403 This page is for admins'])
  const away = new Set(await doorsOf(world.stage, null))
  expect([...away]).toEqual(['302 /sign-in?next=*'])
})

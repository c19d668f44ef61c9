// Twenty buyers at once while Stripe refuses one call in five and Firestore one in ten: each is
// credited once. `npm run load -- purchases` does the same with two hundred and the whole stack.
import { expect, test } from 'vitest'
import { seeded } from '../../../local/faults.ts'
import { BREAKS } from './breaks.ts'
import type { Plan } from './calls.ts'
import { endingIn, insightOf, look } from './ending.ts'
import { audit, confirm, crons, drain, pay, start, webhooks } from './steps.ts'
import { peaceOf } from './sweep.ts'
import { startPeacefulWorld } from './world.ts'

const BUYERS = Array.from({ length: 20 }, (_, at) => `crowd${at}`)

function busy(seed: number): Plan {
  const random = seeded(seed)
  const share = { stripe: 0.2, firestore: 0.1 }
  return {
    meet: (call) => (random() < share[call.service] ? BREAKS['answers 429'](call) : undefined),
  }
}

test.each([1, 2, 3])('twenty buyers at once, seed %s', async (seed) => {
  const world = await startPeacefulWorld()
  world.calls.follow(busy(seed))
  const all = await Promise.all(BUYERS.map((buyer) => start(world, buyer)))
  for (const bought of all) await pay(world, bought)
  const [first] = all
  if (!first) throw new Error('nobody bought')
  await Promise.all([
    webhooks(world, first),
    ...all.map((bought, at) => confirm(world, bought, BUYERS[at])),
  ])
  await drain(world, first)
  expect(world.calls.struck).toBeGreaterThan(BUYERS.length)
  await world.calls.heal()
  await crons(world, first)
  await audit(world)
  const view = await look(world)
  const { ending } = await peaceOf('webhooks first')
  for (const buyer of BUYERS) expect(endingIn(view, insightOf(world), buyer)).toEqual(ending)
})

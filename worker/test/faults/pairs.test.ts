// Two things go wrong in one purchase: the second often hits what repairs the first. A seeded
// sample of all pairs; a failing case is named by its title and comes back with it.
import { describe, test } from 'vitest'
import { seeded } from '../../../local/faults.ts'
import { BREAK_NAMES, type Fault, once } from './breaks.ts'
import type { Plan } from './calls.ts'
import { type Crash, crashes } from './crash.ts'
import { JOURNEY_NAMES, type JourneyName } from './journeys.ts'
import { type Lateness, late } from './late.ts'
import { expectSameEnding, peaceOf, strikable } from './sweep.ts'
import type { World } from './world.ts'

const SEED = 20_260_115
const PAIRS = 200
const FOR_EVER = { storeTimeoutMs: 3_600_000, stripeTimeoutMs: 3_600_000 }

type Trouble =
  | { readonly kind: 'break'; readonly fault: Fault }
  | { readonly kind: 'crash'; readonly crash: Crash }
  | { readonly kind: 'late'; readonly lateness: Lateness }

function drawFrom<T>(random: () => number, choices: readonly T[]): T {
  const drawn = choices[Math.floor(random() * choices.length)]
  if (drawn === undefined) throw new Error('nothing to draw from')
  return drawn
}

function drawTrouble(random: () => number, index: number): Trouble {
  switch (drawFrom(random, ['break', 'break', 'crash', 'late'] as const)) {
    case 'break':
      return { kind: 'break', fault: { index, how: drawFrom(random, BREAK_NAMES) } }
    case 'crash':
      return { kind: 'crash', crash: { index, applied: random() < 0.5 } }
    case 'late':
      return { kind: 'late', lateness: { index, after: 1 + Math.floor(random() * 6) } }
  }
}

function planOf(world: World, trouble: Trouble): Plan {
  switch (trouble.kind) {
    case 'break':
      return once(trouble.fault)
    case 'crash':
      return crashes(world, [trouble.crash])
    case 'late':
      return late(trouble.lateness)
  }
}

/** The first that has something to say about a call says it. */
function both(first: Plan, second: Plan): Plan {
  return {
    meet: (call) => first.meet(call) ?? second.meet(call),
    async heal() {
      await first.heal?.()
      await second.heal?.()
    },
  }
}

describe(`seed ${SEED}`, async () => {
  const random = seeded(SEED)
  const cases: [string, JourneyName, Trouble, Trouble][] = []
  for (let at = 0; at < PAIRS; at += 1) {
    const journey = drawFrom(random, JOURNEY_NAMES)
    const calls = strikable(await peaceOf(journey))
    const first = drawFrom(random, calls)
    // Repairs make more calls than peace has, so the second may lie beyond its end.
    const second = first + 1 + Math.floor(random() * 8)
    const troubles = [drawTrouble(random, first), drawTrouble(random, second)] as const
    cases.push([JSON.stringify(troubles), journey, ...troubles])
  }

  test.each(cases)('%s in %s', async (_, journey, first, second) => {
    const plan = (world: World) => both(planOf(world, first), planOf(world, second))
    await expectSameEnding(journey, plan, FOR_EVER)
  })
})

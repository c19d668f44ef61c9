// Runs a journey under a plan and compares where it ends with the same journey in peace.
import { expect } from 'vitest'
import type { HarnessOptions } from '../harness.ts'
import type { Plan } from './calls.ts'
import { endingOf } from './ending.ts'
import { type JourneyName, travel } from './journeys.ts'
import { startWorld, type World } from './world.ts'

export interface Peace {
  readonly ending: unknown
  /** The calls in which faults can strike. */
  readonly calls: readonly string[]
  readonly struck: number
}

const known = new Map<JourneyName, Promise<Peace>>()

/** The journey without any fault. */
export function peaceOf(journey: JourneyName): Promise<Peace> {
  const made = known.get(journey) ?? ride(journey, {})
  known.set(journey, made)
  return made
}

/** Rejects unless the journey ends as it does in peace. */
export async function expectSameEnding(
  journey: JourneyName,
  plan: (world: World) => Plan,
  options: HarnessOptions = {},
): Promise<void> {
  const { ending } = await peaceOf(journey)
  const trouble = await ride(journey, { ...options, plan })
  expect(trouble.struck).toBeGreaterThan(0)
  expect(trouble.ending).toEqual(ending)
}

async function ride(
  journey: JourneyName,
  options: NonNullable<Parameters<typeof startWorld>[0]>,
): Promise<Peace> {
  const world = await startWorld(options)
  try {
    const { calls } = await travel(world, journey)
    return { ending: await endingOf(world), calls, struck: world.calls.struck }
  } finally {
    world.close()
  }
}

/** From 1. Of the parallel queries of one cron tick only the first counts. */
export function strikable({ calls }: Peace): number[] {
  return calls.flatMap((name, at) =>
    name === 'runQuery' && calls[at - 1] === 'runQuery' ? [] : [at + 1],
  )
}

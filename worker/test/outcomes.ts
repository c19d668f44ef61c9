// One bet on the rain, outcomes that a hand writes, and what is found of it.
import type { Outcome } from '../../shared/api/predictions.ts'
import { endow, openTo, place } from './betting.ts'
import { casesOf, fullCheck, week } from './books.ts'
import { byHand, text } from './by-hand.ts'
import type { Harness } from './harness.ts'
import { JOB, lockRain } from './payouts.ts'
import { must } from './shop.ts'
import { ALICE, startHarness } from './start.ts'

/** By the full check, and by a week of nights. */
export async function foundIn(harness: Harness): Promise<{ now: string[]; inAWeek: string[] }> {
  const now = await fullCheck(harness)
  await week(harness)
  return { now, inAWeek: (await casesOf(harness)).filter((id) => id.startsWith('recon_')).sort() }
}
/** What is found where all is in order. */
export const NOTHING = { now: [], inAWeek: [] }

export async function startOneBet(): Promise<Harness> {
  const harness = startHarness()
  const { services: s } = harness
  await openTo(s)
  await endow(s, ALICE, 1_000)
  must(await place(s, 'a'))
  harness.clock.advance(1_000)
  return harness
}

export async function startLockedBet(): Promise<Harness> {
  const harness = await startOneBet()
  await lockRain(harness.services)
  return harness
}

export async function writeOutcome(harness: Harness, outcome: Outcome): Promise<void> {
  await byHand(harness, 'PATCH', 'predictions/prd-rain', { outcome: text(outcome) })
  await byHand(harness, 'PATCH', `payoutJobs/${JOB}`, { outcome: text(outcome) })
}

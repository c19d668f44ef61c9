// The ways in which a purchase goes its course.
import { expect } from 'vitest'
import { payAnother, refundThere, refuse, release } from './review-steps.ts'
import {
  abandon,
  audit,
  cancel,
  confirm,
  crons,
  dispute,
  drain,
  newestFirst,
  pay,
  payByBank,
  refund,
  type Step,
  settleBank,
  start,
  webhooks,
  win,
} from './steps.ts'
import type { World } from './world.ts'

export const JOURNEYS = {
  'webhooks first': [pay, webhooks, drain, confirm],
  'return page first': [pay, confirm, webhooks, drain],
  'webhooks lost': [pay, crons],
  'bank debit': [payByBank, confirm, webhooks, drain, settleBank, webhooks, drain],
  'never paid': [abandon, webhooks, drain],
  cancelled: [cancel, webhooks, drain],
  'cancelled too late': [pay, cancel, webhooks, drain],
} as const satisfies Record<string, readonly Step[]>
export type JourneyName = keyof typeof JOURNEYS | keyof typeof REVERSALS | keyof typeof REVIEWS
export const JOURNEY_NAMES = Object.keys(JOURNEYS) as (keyof typeof JOURNEYS)[]

/** The ways back; they have their own sweep. */
export const REVERSALS = {
  'refunded before it was granted': [pay, refund, newestFirst, drain],
  'disputed and won': [pay, refund, webhooks, drain, dispute, newestFirst, drain, win],
} as const satisfies Record<string, readonly Step[]>
/** What two people do about a payment that doesn't fit; they have their own sweep. */
export const REVIEWS = {
  'released by two': [payAnother, webhooks, drain, refund, release],
  'refunded and refused by two': [payAnother, webhooks, drain, refundThere, drain, refuse],
} as const satisfies Record<string, readonly Step[]>
const ALL: Readonly<Record<JourneyName, readonly Step[]>> = {
  ...JOURNEYS,
  ...REVERSALS,
  ...REVIEWS,
}

/**
 * Until nothing is left to do; the books are checked after each step. Faults strike until the last
 * step of the journey; then everything is healed and whatever is still owed is made good.
 */
export async function travel(world: World, name: JourneyName): Promise<{ calls: string[] }> {
  const bought = await start(world)
  for (const step of ALL[name]) {
    await step(world, bought)
    await audit(world)
  }
  const calls = [...world.calls.names]
  await world.calls.heal()
  await audit(world)
  if (name !== 'webhooks lost') await webhooks(world, bought)
  await crons(world, bought)
  await audit(world)
  const again = await start(world)
  expect(again.purchaseId).toBe(bought.purchaseId)
  return { calls }
}

// A prediction is resolved and paid out while calls go wrong. Whoever gets no answer tries again,
// as they really do: the admin with the same key, the queue with the same message.
import { expect } from 'vitest'
import { Outage } from '../../../shared/failure.ts'
import {
  CORRECTION_PAGE_COMMITMENTS_MAX,
  PAGE_COMMITMENTS_MAX,
} from '../../use-cases/run-payout.ts'
import { gather } from '../crowd.ts'
import type { HarnessOptions } from '../harness.ts'
import { correctRain, drainQueue, lockRain, resolveRain } from '../payouts.ts'
import { must } from '../shop.ts'
import { booksOf, faultsIn } from './books.ts'
import type { Plan } from './calls.ts'
import { Died } from './isolate.ts'
import { startWorld, TRIES_MAX, type World } from './world.ts'

const MINUTE_MS = 60_000
/** Just two pages. */
const COMMITMENTS: Readonly<Record<Act, number>> = {
  resolve: PAGE_COMMITMENTS_MAX + 1,
  correct: CORRECTION_PAGE_COMMITMENTS_MAX + 1,
}
const CROWD = { people: 12, owingEvery: 5, closingEvery: 4 }

export type Act = 'resolve' | 'correct'

/** A prediction that waits to be resolved, or was resolved wrongly; nothing went wrong so far. */
export async function startPayoutWorld(act: Act, options: HarnessOptions = {}): Promise<World> {
  const world = await startWorld(options)
  const { harness } = world
  await gather(harness.services, { ...CROWD, commitments: COMMITMENTS[act] })
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  if (act === 'correct') {
    must(await resolveRain(harness.services, 'no'))
    await drainQueue(harness)
  }
  harness.clock.advance(1_000)
  return world
}

export async function auditPayout({ harness }: World): Promise<void> {
  expect(faultsIn(booksOf(await harness.documents()))).toEqual([])
}

/** The admin tries until there is an answer; always with the same key. */
export async function decideOutcome(world: World, act: Act): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    try {
      const done = await world.isolate().run((s) => {
        const key = 'resolve'
        if (act === 'resolve') return resolveRain(s, 'yes', { key })
        return correctRain(s, 'yes', 1, key)
      })
      must(done)
      return
    } catch (error) {
      if (!(error instanceof Died) && !(error instanceof Outage)) throw error
      world.failed()
    }
  }
  throw new Error(`not resolved after ${TRIES_MAX} tries`)
}

export async function drainPayouts(world: World): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (await world.consumers.round()) return
    world.failed()
  }
  throw new Error(`the queue is not empty after ${TRIES_MAX} rounds`)
}

/** One tick of the cron and what it queues. */
export async function tickAndDrain(world: World): Promise<void> {
  world.harness.clock.advance(5 * MINUTE_MS)
  await world.isolate().tick()
  await drainPayouts(world)
}

export interface Ridden {
  readonly ending: unknown
  readonly calls: readonly string[]
  readonly struck: number
}

/** Faults strike until the queue is empty; within two ticks after it everything must be paid. */
async function ridePayout(
  act: Act,
  plan: (world: World) => Plan,
  options: HarnessOptions = {},
): Promise<Ridden> {
  const world = await startPayoutWorld(act, options)
  try {
    world.calls.follow(plan(world))
    await decideOutcome(world, act)
    await drainPayouts(world)
    const calls = [...world.calls.names]
    const { struck } = world.calls
    await world.calls.heal()
    await tickAndDrain(world)
    await tickAndDrain(world)
    await auditPayout(world)
    return { ending: await payoutEnding(world), calls, struck }
  } finally {
    world.close()
  }
}

const PEACE = new Map<Act, Promise<Ridden>>()

/** The same without any fault. */
export function peacefulPayout(act: Act): Promise<Ridden> {
  const known = PEACE.get(act) ?? ridePayout(act, () => ({ meet: () => undefined }))
  PEACE.set(act, known)
  return known
}

/** What a payout leaves behind, without times, hashes, and marks that end by themselves. */
export async function payoutEnding({ harness, consumers }: World): Promise<unknown> {
  const books = booksOf(await harness.documents())
  return {
    waiting: consumers.waiting(),
    deadLetters: books.deadLetters.length,
    wallets: books.wallets.map((wallet) => ({
      ...wallet,
      headHash: '',
      lastUpdated: 0,
      yieldUntil: 0,
    })),
    rows: books.rows
      .map(({ id, type, amount, postings, seq, after }) => ({
        id,
        type,
        amount,
        postings,
        seq,
        after,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    commitments: books.commitments.map((each) => {
      const { id, status, payout, settledVersion } = each
      return { id, status, payout, settledVersion }
    }),
    predictions: books.predictions.map(({ status, outcome, resolutionVersion }) => {
      return { status, outcome, resolutionVersion }
    }),
    jobs: books.payoutJobs.map(({ id, state, counts, sums, paid, expected, error }) => {
      return { id, state, counts, sums, paid, expected, error }
    }),
  }
}

export async function expectSamePayout(
  act: Act,
  plan: (world: World) => Plan,
  options: HarnessOptions = {},
): Promise<void> {
  const peace = await peacefulPayout(act)
  const trouble = await ridePayout(act, plan, options)
  expect(trouble.struck).toBeGreaterThan(0)
  expect(trouble.ending).toEqual(peace.ending)
}

// An admin's act while calls go wrong. Whoever gets no answer tries again with the same key, or
// gives up and leaves it to the clock.
import { expect } from 'vitest'
import { Outage, type Result } from '../../../shared/failure.ts'
import { UserId } from '../../../shared/ids.ts'
import { tokens, usdCents } from '../../../shared/tokens.ts'
import type { Services } from '../../ports.ts'
import { approveAdjustment, proposeAdjustment } from '../../use-cases/adjust-balance.ts'
import { approveResolution } from '../../use-cases/approve-resolution.ts'
import { freezeLedger, thawLedger } from '../../use-cases/freeze-ledger.ts'
import { holdUser } from '../../use-cases/hold-user.ts'
import { parkDeadLetter } from '../../use-cases/park-dead-letter.ts'
import { quoteRefund, refundPurchase } from '../../use-cases/refund-purchase.ts'
import { resolvePrediction } from '../../use-cases/resolve-prediction.ts'
import { listDeadLetters, replayDeadLetter } from '../../use-cases/see-to-dead-letter.ts'
import { allOf, auditIn } from '../audit.ts'
import { endow, openTo, place, RAIN } from '../betting.ts'
import type { HarnessOptions } from '../harness.ts'
import { lockRain } from '../payouts.ts'
import { ADMIN, BOB } from '../people.ts'
import { must } from '../shop.ts'
import { sdkFor } from '../start.ts'
import { booksOf, faultsIn } from './books.ts'
import type { Plan } from './calls.ts'
import { Died } from './isolate.ts'
import { drain, pay, start, webhooks } from './steps.ts'
import { BUYER, startWorld, TRIES_MAX, type World } from './world.ts'

type Act = (s: Services) => Promise<Result<unknown>>
const MINUTE_MS = 60_000
const OWNER = UserId.parse(BUYER)
const KEYED = { adminId: ADMIN, key: 'one', reason: 'Seen.' }

/** What is there before, and what the admin then does. */
export const ACTS: Readonly<Record<string, (world: World) => Promise<Act>>> = {
  'sends a refund': async (world) => {
    const bought = await start(world)
    await pay(world, bought)
    await webhooks(world, bought)
    await drain(world, bought)
    const wish = {
      purchaseId: bought.purchaseId,
      cents: usdCents(333),
      reason: 'duplicate',
      text: 'Paid twice.',
    } as const
    const { quote } = must(await quoteRefund(world.harness.services, wish))
    return (s) => refundPurchase(s, { ...KEYED, request: { ...wish, quote } })
  },
  'approves an adjustment': async (world) => {
    await start(world)
    const request = {
      userId: OWNER,
      direction: 'add',
      tokens: tokens(40) as never,
      reason: 'goodwill',
      text: 'Waited for long.',
    } as const
    const s = world.isolate().services
    const proposed = await proposeAdjustment(s, { ...KEYED, request, tokensMax: 100 })
    const { id } = must(proposed).value
    return (by) => approveAdjustment(by, { ...KEYED, adminId: BOB, id })
  },
  'proposes an outcome': async (world) => {
    await lockFor(world)
    return (s) => resolvePrediction(s, { ...KEYED, ...MUCH })
  },
  'approves an outcome': async (world) => {
    await lockFor(world)
    const { proposal } = must(
      await resolvePrediction(world.isolate().services, { ...KEYED, ...MUCH }),
    ).value
    const id = proposal?.id ?? ('' as never)
    return (s) => approveResolution(s, { ...KEYED, adminId: BOB, id })
  },
  'holds somebody': async (world) => {
    await start(world)
    return (s) => holdUser(s, { ...KEYED, userId: OWNER, scope: 'all', endsAt: null })
  },
  'ends a freeze': async (world) => {
    await freezeLedger(world.harness.services, 'supply', {})
    return (s) => thawLedger(s, KEYED)
  },
  'replays a dead letter': async (world) => {
    const bought = await start(world)
    await pay(world, bought)
    const message = { v: 1, kind: 'order', purchaseId: bought.purchaseId }
    await parkDeadLetter(world.harness.services, { message, reason: 'a test', attempts: 6 })
    const [letter] = await listDeadLetters(world.harness.services, {}, { limit: 1, after: null })
    return (s) => replayDeadLetter(s, { ...KEYED, id: letter?.id ?? '' })
  },
}

/** Whoever owns a purchase holds 100 tokens of yes. */
async function lockFor(world: World): Promise<void> {
  await start(world)
  const { services, clock } = world.harness
  await openTo(services)
  await endow(services, OWNER, 100)
  must(await place(services, 'bet', { tokens: tokens(100) as never }, OWNER))
  clock.advance(1_000)
  await lockRain(services)
}
const MUCH = {
  predictionId: RAIN,
  request: { outcome: 'yes', reason: 'It rained.' },
  secondAdminTokens: 100,
} as const

interface Ridden {
  readonly ending: unknown
  readonly calls: readonly string[]
  readonly struck: number
}
export interface Ride {
  readonly plan?: (world: World) => Plan
  /** The admin never asks again. */
  readonly giveUp?: boolean
  /** The admin does nothing at all. */
  readonly idle?: boolean
}

/** Faults strike until the admin has an answer or gave up; then the clock makes good the rest. */
export async function rideAct(
  name: string,
  { plan, giveUp = false, idle = false }: Ride = {},
  options: HarnessOptions = {},
): Promise<Ridden> {
  const world = await startWorld(options)
  try {
    const act = await ACTS[name]?.(world)
    if (!act) throw new Error(`nobody ${name}`)
    world.calls.follow(plan?.(world) ?? { meet: () => undefined })
    if (!idle) await perform(world, act, giveUp ? 1 : TRIES_MAX)
    const calls = [...world.calls.names]
    const { struck } = world.calls
    await world.calls.heal()
    for (const minutes of [3, 10, 20]) {
      world.harness.clock.advance(minutes * MINUTE_MS)
      await world.isolate().tick()
      for (let rounds = 0; !(await world.consumers.round()); rounds += 1) {
        if (rounds > TRIES_MAX) throw new Error('the queue is never empty')
      }
    }
    expect(faultsIn(booksOf(await world.harness.documents()))).toEqual([])
    return { ending: await endingOf(world), calls, struck }
  } finally {
    world.close()
  }
}

async function perform(world: World, act: Act, tries: number): Promise<void> {
  for (let at = 0; at < tries; at += 1) {
    try {
      must(await world.isolate().run(act))
      return
    } catch (error) {
      if (!(error instanceof Died) && !(error instanceof Outage)) throw error
      world.failed()
    }
  }
  if (tries > 1) throw new Error(`not done after ${tries} tries`)
}

/** Without times, hashes, and names that differ from run to run. */
async function endingOf({ harness, consumers }: World): Promise<unknown> {
  const documents = await harness.documents()
  const { wallets, rows, orders, deadLetters, flags } = booksOf(documents)
  const refunds = (await sdkFor(harness).refunds.list()).data
  return {
    waiting: consumers.waiting(),
    audit: auditIn(documents),
    receipts: allOf(documents, 'receipt').length,
    keys: allOf(documents, 'dataKey').map(({ userId }) => userId),
    wallets: wallets.map(({ available, committed, owed, version, holds }) => {
      const scopes = Object.values(holds).map(({ scope, endsAt }) => ({ scope, endsAt }))
      return { available, committed, owed, version, scopes }
    }),
    rows: rows.map(({ type, amount, seq }) => ({ type, amount, seq })),
    orders: orders.map(({ status, paid, taken, reversals, refunding }) => {
      return { status, paid, taken, reversals, refunding }
    }),
    refunds: allOf(documents, 'refund').map(({ state, cents }) => ({ state, cents })),
    atStripe: refunds.map(({ amount, status }) => ({ amount, status })),
    predictions: allOf(documents, 'prediction')
      // Gates lie below them.
      .filter(({ id }) => id)
      .map(({ status, outcome, proposalId }) => {
        return { status, outcome, proposed: proposalId !== null }
      }),
    jobs: allOf(documents, 'payoutJob').map(({ state, paid, pages }) => ({ state, paid, pages })),
    outcomes: allOf(documents, 'resolution').map(({ state }) => state),
    adjustments: allOf(documents, 'adjustment').map(({ state }) => state),
    letters: deadLetters.map(({ state }) => state),
    flags: flags.map(({ reason, state }) => ({ reason, state })),
    frozen: allOf(documents, 'ledgerState')
      .filter(({ id }) => id === 'ledger')
      .map(({ frozen }) => frozen !== null),
  }
}

// Books to be checked: people who bet and were paid, time that passes, and what the checks found.
import { EVERY_NIGHT, EVERY_QUARTER, tick } from '../jobs/cron.ts'
import { consume } from '../jobs/queue.ts'
import { reconcileAll } from '../use-cases/reconcile-all.ts'
import { gather } from './crowd.ts'
import type { Harness } from './harness.ts'
import { drainQueue, lockRain, resolveRain } from './payouts.ts'
import { must } from './shop.ts'
import { startHarness } from './start.ts'

const MINUTE_MS = 60_000
export const QUARTER_MS = 15 * MINUTE_MS
export const DAY_MS = 24 * 60 * MINUTE_MS
const NIGHTS = 7

/** A crowd with an open commitment each and a payout that is done. */
export async function startBooks(people = 4): Promise<Harness> {
  const harness = startHarness()
  await gather(harness.services, { people, commitments: 2 * people, owingEvery: 3 })
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  must(await resolveRain(harness.services, 'yes'))
  await drainQueue(harness)
  return harness
}

/** A quarter of an hour passes, and what the tick sends is done. */
export async function quarter(harness: Harness): Promise<void> {
  harness.clock.advance(QUARTER_MS)
  await tick(harness.services, EVERY_QUARTER)
  await drainQueue(harness)
}

export async function night(harness: Harness): Promise<void> {
  harness.clock.advance(DAY_MS)
  await tick(harness.services, EVERY_NIGHT)
  await drainQueue(harness)
}

/** Seven nights, each to its end. */
export async function week(harness: Harness): Promise<void> {
  for (let each = 0; each < NIGHTS; each += 1) await night(harness)
}

/** The tick and all of its messages: Firestore calls of each invocation. */
export async function callsOf(harness: Harness, cron: string): Promise<number[]> {
  const calls: number[] = []
  const measure = async (work: () => Promise<unknown>) => {
    const before = harness.meter.calls
    await work()
    calls.push(harness.meter.calls - before)
  }
  await measure(() => tick(harness.services, cron))
  for (let batch = harness.queue.take(); batch.messages.length > 0; batch = harness.queue.take()) {
    for (const message of batch.messages) {
      await measure(() => consume(harness.services, { queue: 'kai-work', messages: [message] }))
    }
  }
  return calls
}

export async function casesOf(harness: Harness): Promise<string[]> {
  const paths = Object.keys(await harness.documents())
  return paths.filter((path) => path.startsWith('fraudFlags/')).map((path) => path.slice(11))
}

export async function openCasesOf({ services }: Harness): Promise<string[]> {
  const flags = await services.store.flags({ state: 'open' }, { limit: 300, after: null })
  return flags.map(({ id }) => id)
}

export async function fullCheck({ services }: Harness): Promise<string[]> {
  const found: string[] = []
  await reconcileAll(services, ({ kind, id }) => found.push(`${kind} ${id}`))
  return found.sort()
}

export async function pathOf(harness: Harness, wanted: RegExp): Promise<string> {
  const path = Object.keys(await harness.documents()).find((each) => wanted.test(each))
  if (!path) throw new Error(`nothing is called ${wanted}`)
  return path
}

/** As it is stored. */
export async function fieldsOf(harness: Harness, path: string) {
  return JSON.parse((await harness.documents())[path] ?? '{}').fields
}

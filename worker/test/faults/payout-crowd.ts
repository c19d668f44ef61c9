// A crowd whose prediction was resolved a moment ago, for tests of what may stop its payout.
import { gather } from '../crowd.ts'
import type { Harness } from '../harness.ts'
import { drainQueue, lockRain, resolveRain } from '../payouts.ts'
import { must } from '../shop.ts'
import { startHarness } from '../start.ts'
import type { TestMessage } from '../test-queue.ts'
import { type Books, booksOf } from './books.ts'

export async function resolvedCrowd(people: number, commitments: number): Promise<Harness> {
  const harness = startHarness()
  await gather(harness.services, { people, commitments })
  harness.clock.advance(1_000)
  await lockRain(harness.services)
  harness.clock.advance(1_000)
  must(await resolveRain(harness.services, 'yes'))
  return harness
}

export const booksNow = async (harness: Harness): Promise<Books> =>
  booksOf(await harness.documents())

/** This message first, then whatever else waits. */
export async function deliver(harness: Harness, message: TestMessage): Promise<void> {
  let first = [message]
  const take = () => {
    const messages = first
    first = []
    return { queue: 'kai-work', messages }
  }
  await drainQueue({ services: harness.services, queue: { take } })
}

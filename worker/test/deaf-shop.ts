// A shop that hears of nothing that happens at Stripe: only its crons look.
import { EVERY_FIVE_MINUTES, tick } from '../jobs/cron.ts'
import type { Harness } from './harness.ts'
import { drainQueue } from './payouts.ts'
import { startHarness } from './start.ts'

export const MINUTE_MS = 60_000

export function startDeaf(): Harness {
  const harness = startHarness()
  harness.stripe.setWebhook(undefined)
  return harness
}

/** Of the cron of five minutes, each with the work it queues. */
export async function ticks(harness: Harness, count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) {
    harness.clock.advance(5 * MINUTE_MS)
    await tick(harness.services, EVERY_FIVE_MINUTES)
    await drainQueue(harness)
  }
}

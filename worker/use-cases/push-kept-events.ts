// Events that an older version of the product could only keep are driven again, like those that a
// queue brings. Each ends with another outcome, so none is found twice for long.
import type { Services } from '../ports.ts'

/** A first tick must not flood the queue. */
const KEPT_EVENTS_MAX = 100

export async function pushKeptEvents(
  s: Pick<Services, 'store' | 'queue' | 'log'>,
): Promise<number> {
  const kept = await s.store.eventsKept(KEPT_EVENTS_MAX)
  if (kept.length === 0) return 0
  await s.queue.send(kept.map((event) => ({ v: 1, kind: 'event', event })))
  s.log.info('events_pushed', { count: kept.length })
  return kept.length
}

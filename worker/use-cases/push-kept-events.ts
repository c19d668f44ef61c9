// Events that an older version of the product could only keep are driven again, like those that a
// queue brings. Each ends with another outcome, or as a dead letter, so none is found for long.
import { bentBy, type Difference } from '../domain/difference.ts'
import type { Job, Services } from '../ports.ts'

/** A first tick must not flood the queue. */
const KEPT_EVENTS_MAX = 100

export async function pushKeptEvents(
  s: Pick<Services, 'store' | 'queue' | 'log'>,
): Promise<readonly Difference[]> {
  const kept = await s.store.eventsKept(KEPT_EVENTS_MAX)
  const bent = kept.filter(({ id, value }) => value?.id !== id)
  const jobs = kept.flatMap((found): Job[] => {
    if (!found.value || bent.includes(found)) return []
    const { id, type, objectId, createdAt } = found.value
    return [{ v: 1, kind: 'event', event: { id, type, objectId, createdAt } }]
  })
  if (jobs.length > 0) {
    await s.queue.send(jobs)
    s.log.info('events_pushed', { count: jobs.length })
  }
  return bentBy(
    'event',
    bent.map((each) => ({ ...each, value: null })),
  )
}

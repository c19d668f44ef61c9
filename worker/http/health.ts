// Whether the services behind the Worker answer: asked together, each with a deadline, and at most
// every few seconds.
import type { HealthView } from '../../shared/api/session.ts'
import { toInstantOrNull } from '../../shared/instant.ts'
import type { Services } from '../ports.ts'
import { secondsSinceReconciled } from '../use-cases/read-reconciliations.ts'
import type { HandlersOf } from './mount.ts'

const KEEP_MS = 5000
const WAIT_MS_MAX = 1500
/** Four ticks of its cron. */
export const LATE_SECONDS = 3600

type State = HealthView['dependencies']['redis']

export type Health = (services: Services) => Promise<HealthView>

/** One an isolate: it remembers the last look. */
export function createHealth(): Health {
  let last: { readonly at: number; readonly view: HealthView } | null = null
  return async (services) => {
    const now = services.clock.now()
    if (!last || now - last.at >= KEEP_MS) last = { at: now, view: await look(services) }
    return last.view
  }
}

export const healthHandlers = (health: Health): HandlersOf<'getHealth'> => ({
  getHealth: async (c) => c.json(await health(c.var.services), 200),
})

async function look(services: Services): Promise<HealthView> {
  const { store, payments, limiter, identity } = services
  let oldest: number | null = null
  const [firestore, stripe, redis, auth, reconciledSecondsAgo] = await Promise.all([
    stateOf(async () => {
      oldest = await store.oldestParked()
      return true
    }),
    stateOf(() => payments.healthy()),
    stateOf(() => limiter.healthy()),
    stateOf(() => identity.healthy()),
    within(() => secondsSinceReconciled(services), null),
  ])
  const dependencies = { firestore, stripe, redis, identity: auth }
  const isLate = (reconciledSecondsAgo ?? 0) > LATE_SECONDS
  const fine = !isLate && Object.values(dependencies).every((state) => state === 'ok')
  const status = fine ? 'ok' : 'degraded'
  const oldestDeadLetterAt = toInstantOrNull(oldest)
  return { status, dependencies, oldestDeadLetterAt, reconciledSecondsAgo }
}

/** `degraded` = no answer in time, which says less than `down`. */
function stateOf(ask: () => Promise<boolean>): Promise<State> {
  const answer = (): Promise<State> =>
    ask().then(
      (healthy): State => (healthy ? 'ok' : 'down'),
      (): State => 'down',
    )
  return within(answer, 'degraded')
}

async function within<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), WAIT_MS_MAX)
  })
  try {
    return await Promise.race([ask().catch(() => otherwise), late])
  } finally {
    if (timer !== undefined) clearTimeout(timer)
  }
}

// Whether the services behind the Worker answer: asked together, each with a deadline, and at most
// every few seconds.
import type { HealthView } from '../../shared/api/session.ts'
import { toInstantOrNull } from '../../shared/instant.ts'
import type { Services } from '../ports.ts'
import type { HandlersOf } from './mount.ts'

const KEEP_MS = 5000
const WAIT_MS_MAX = 1500

type State = HealthView['dependencies']['redis']

/** One an isolate: it remembers the last look. */
export function createHealthHandlers(): HandlersOf<'getHealth'> {
  let last: { readonly at: number; readonly view: HealthView } | null = null

  return {
    getHealth: async (c) => {
      const now = c.var.services.clock.now()
      if (!last || now - last.at >= KEEP_MS) last = { at: now, view: await look(c.var.services) }
      return c.json(last.view, 200)
    },
  }
}

async function look(services: Services): Promise<HealthView> {
  const { store, payments, limiter, identity } = services
  let oldest: number | null = null
  const [firestore, stripe, redis, auth] = await Promise.all([
    stateOf(async () => {
      oldest = await store.oldestParked()
      return true
    }),
    stateOf(() => payments.healthy()),
    stateOf(() => limiter.healthy()),
    stateOf(() => identity.healthy()),
  ])
  const dependencies = { firestore, stripe, redis, identity: auth }
  const fine = Object.values(dependencies).every((state) => state === 'ok')
  const oldestDeadLetterAt = toInstantOrNull(oldest)
  return { status: fine ? 'ok' : 'degraded', dependencies, oldestDeadLetterAt }
}

/** `degraded` = no answer in time, which says less than `down`. */
async function stateOf(ask: () => Promise<boolean>): Promise<State> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<State>((resolve) => {
    timer = setTimeout(() => resolve('degraded'), WAIT_MS_MAX)
  })
  const answer = ask().then(
    (healthy): State => (healthy ? 'ok' : 'down'),
    (): State => 'down',
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    if (timer !== undefined) clearTimeout(timer)
  }
}

// The product's own use cases over a stage's stand-ins, with a clock that can be put back: what is
// on the pages then came to be as it does in life, only weeks faster.
import type { Stack } from '../../local/stack.ts'
import { variablesFor } from '../../local/worker.ts'
import { parseSettings } from '../../worker/env.ts'
import type { Services } from '../../worker/ports.ts'
import { createIsolate } from '../../worker/services.ts'
import { drainQueue } from '../../worker/test/payouts.ts'
import { createRecorder } from '../../worker/test/recorder.ts'
import { surroundingsOf } from '../../worker/test/surroundings.ts'
import { createTestQueue } from '../../worker/test/test-queue.ts'
import { countOpenDays } from '../../worker/use-cases/count-orders.ts'
import { tickLedger } from '../../worker/use-cases/reconcile-ledger.ts'

export interface Past {
  readonly services: Services
  /** From now on it is this many days ago. */
  daysAgo(days: number): void
  /** Pays out what was resolved. */
  payOut(): Promise<void>
  /** Compares the books and counts the days, as the clock has it done. */
  addUp(): Promise<void>
}

const ARCHIVE = { put: async () => undefined, get: async () => null }
const DAY_MS = 86_400_000

export function openPast({ url, services: standIns, secrets }: Stack): Past {
  const start = Date.now()
  let now = start
  const clock = { now: () => now }
  const queue = createTestQueue()
  const variables = variablesFor(url, standIns, secrets, {})
  const parsed = parseSettings({ ...variables, QUEUE: queue.binding, ARCHIVE })
  if (!parsed.ok) throw new Error(`settings refused: ${parsed.fields.join(', ')}`)
  const isolate = createIsolate(parsed.settings, surroundingsOf({}, clock).around)
  const services = isolate.services({ calls: 0, reads: 0, writes: 0 }, createRecorder().log)
  return {
    services,
    daysAgo: (days) => {
      now = Math.round(start - days * DAY_MS)
    },
    payOut: async () => {
      await drainQueue({ services, queue })
    },
    addUp: async () => {
      // Payouts that wait are to go on waiting.
      queue.take()
      await tickLedger(services)
      await countOpenDays(services)
      await drainQueue({ services, queue })
    },
  }
}

// A deployment in one process, on the machine's own clock: isolates over one embedded Firestore,
// each with its calls counted, and the queue between them.
import { randomUUID } from 'node:crypto'
import { createFirestore } from '../../local/firestore/index.ts'
import { readIndexes } from '../../local/stand-ins.ts'
import type { Log, Services } from '../../worker/ports.ts'
import { createIsolate } from '../../worker/services.ts'
import { settingsFor } from '../../worker/test/settings.ts'
import { NO_NOTICEBOARD } from '../../worker/test/surroundings.ts'
import { createTestQueue } from '../../worker/test/test-queue.ts'

const HOST = '127.0.0.1:9'
const quiet = (): void => undefined
const LOG: Log = { info: quiet, warn: quiet, error: (event) => console.error(event) }

export interface Isolate {
  readonly services: Services
  /** Calls to Firestore so far. */
  calls(): number
}
export interface Town {
  isolate(): Isolate
  readonly queue: ReturnType<typeof createTestQueue>
  /** Calls as Firestore itself counts them, by everybody. */
  calls(): number
  close(): void
}

export function openTown(): Town {
  const firestore = createFirestore({ file: ':memory:', indexes: readIndexes() })
  const queue = createTestQueue()
  const settings = settingsFor({
    FIRESTORE_EMULATOR_HOST: HOST,
    STRIPE_API_BASE: `http://${HOST}`,
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_WEBHOOK_SECRET: 'whsec_bench',
    QUEUE: queue.binding,
  })

  function isolate(): Isolate {
    let calls = 0
    // Nothing but the embedded Firestore can be reached.
    const reach: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      if (new URL(request.url).host !== HOST) throw new TypeError('unreachable')
      calls += 1
      // As over a network: others get a turn while the call is under way.
      await turn()
      const answer = await firestore.fetch(request)
      await turn()
      return answer
    }
    const around = {
      fetch: reach,
      random: { uuid: () => randomUUID(), fraction: Math.random },
      noticeboard: NO_NOTICEBOARD,
      keepAlive: (work: Promise<unknown>) => void work.catch(quiet),
      pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    }
    const meter = { calls: 0, reads: 0, writes: 0 }
    return { services: createIsolate(settings, around).services(meter, LOG), calls: () => calls }
  }

  const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0)
  return {
    isolate,
    queue,
    calls: () => sum(Object.values(firestore.counters().calls)),
    close: () => firestore.close(),
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

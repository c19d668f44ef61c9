// Pays out one prediction, and counts what that takes: alone, or while everybody keeps committing.
import { PredictionId } from '../../shared/ids.ts'
import { tokens } from '../../shared/tokens.ts'
import { consume } from '../../worker/jobs/queue.ts'
import { openTo, place } from '../../worker/test/betting.ts'
import { gather } from '../../worker/test/crowd.ts'
import { JOB, jobNow, lockRain, personOf, resolveRain } from '../../worker/test/payouts.ts'
import { must } from '../../worker/test/shop.ts'
import { messageOf } from '../../worker/test/test-queue.ts'
import { settlePage } from '../../worker/use-cases/settle-page.ts'
import { type Isolate, openTown, type Town } from './town.ts'

const OTHER = PredictionId.parse('prd-other')
/** Requests of one person come to any isolate, but mostly to the nearest. */
const ISOLATES = 4
const RETRY_MS = 200
const THINK_MS_MAX = 2_000
const BASELINE_PAGES = 40
/** Nothing here may run for ever. */
const SECONDS_MAX = 1_800

export interface Paid {
  readonly commitments: number
  /** Firestore calls of the payout. */
  readonly calls: number
  readonly seconds: number
  readonly state: string
  /** Of others, meanwhile: commitments that succeeded, that didn't, and the slowest in ms. */
  readonly placed: number
  readonly refused: number
  readonly slowestMs: number
}

export interface PayoutOptions {
  readonly people: number
  readonly commitments: number
  readonly busy: boolean
}

export async function payOut({ people, commitments, busy }: PayoutOptions): Promise<Paid> {
  const town = openTown()
  const consumer = town.isolate()
  const { services } = consumer
  await gather(services, { people, commitments })
  await openTo(services, { id: OTHER })
  await lockRain(services)
  must(await resolveRain(services, 'yes'))
  const crowd = busy ? startCrowd(town, people) : null
  const before = { own: consumer.calls(), all: town.calls() }
  const startedAt = performance.now()
  await drain(town, consumer)
  const calls = consumer.calls() - before.own
  const seconds = (performance.now() - startedAt) / 1000
  const { placed, refused, slowestMs } = (await crowd?.stop()) ?? NOBODY
  // Firestore counts for itself; with nobody else about, it must come to the same number.
  if (!busy && town.calls() - before.all !== calls) throw new Error('calls were miscounted')
  const { state } = await jobNow(services)
  town.close()
  return { commitments, calls, seconds, state, placed, refused, slowestMs }
}

const NOBODY = { placed: 0, refused: 0, slowestMs: 0 }

/** Consumes what is queued until nothing is left, with retries as the platform makes them. */
async function drain(town: Town, { services }: Isolate): Promise<void> {
  const endsAt = performance.now() + SECONDS_MAX * 1000
  let messages = town.queue.take().messages
  while (messages.length > 0) {
    if (performance.now() > endsAt) throw new Error('it takes too long')
    await consume(services, { queue: 'kai-work', messages })
    const again = messages.filter(({ endings }) => endings[0] === 'retry')
    if (again.length > 0) await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    messages = [
      ...again.map(({ body, attempts }) => messageOf(body, attempts + 1)),
      ...town.queue.take().messages,
    ]
  }
}

interface Crowd {
  stop(): Promise<Pick<Paid, 'placed' | 'refused' | 'slowestMs'>>
}

/** Each person commits a token to another prediction about every second. */
function startCrowd(town: Town, people: number): Crowd {
  const isolates = Array.from({ length: ISOLATES }, () => town.isolate())
  const counts = { placed: 0, refused: 0, slowestMs: 0 }
  let stopped = false
  const work = Array.from({ length: people }, async (_, at) => {
    const services = isolates[at % ISOLATES]?.services
    if (!services) return
    const one = { predictionId: OTHER, tokens: tokens(1) as never }
    for (let n = 0; !stopped; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * THINK_MS_MAX))
      const startedAt = performance.now()
      const done = await place(services, `busy-${at}-${n}`, one, personOf(at)).catch(() => null)
      if (done?.ok) counts.placed += 1
      else counts.refused += 1
      counts.slowestMs = Math.max(counts.slowestMs, performance.now() - startedAt)
    }
  })
  return {
    async stop() {
      stopped = true
      await Promise.all(work)
      return counts
    },
  }
}

/** What it takes to settle one commitment after the other. */
export async function payOutOneByOne(): Promise<number> {
  const town = openTown()
  const consumer = town.isolate()
  const { services } = consumer
  await gather(services, { people: 10, commitments: BASELINE_PAGES + 1 })
  await lockRain(services)
  must(await resolveRain(services, 'yes'))
  const before = consumer.calls()
  for (let page = 0; page < BASELINE_PAGES; page += 1) {
    const turn = { jobId: JOB, holder: 'bench', sizeMax: 1, callsLeft: 40, before: null }
    await settlePage(services, turn)
  }
  const calls = consumer.calls() - before
  town.close()
  return calls / BASELINE_PAGES
}

// A deployment whose calls can be broken, the buyer and Stripe who both keep trying, and the clock.
import { onTestFinished } from 'vitest'
import { createHarness, type Harness, type HarnessOptions } from '../harness.ts'
import { sell } from '../start.ts'
import { type Calls, type Plan, watchCalls } from './calls.ts'
import { type Consumers, openConsumers } from './consumers.ts'
import { Died, type Isolate, startIsolate } from './isolate.ts'
import { type Mail, openMail } from './mail.ts'

export const BUYER = 'alice'
export const PACKAGE = { id: 'starter', tokens: 500, bonusTokens: 50, cents: 999 }
/** A buyer, Stripe or a queue gives up after as many; no test may need them all. */
export const TRIES_MAX = 12

export interface Answer {
  /** 0 = none came. */
  readonly status: number
  readonly replayed: boolean
  readonly body: unknown
}

export interface World {
  readonly harness: Harness
  readonly calls: Calls
  readonly mail: Mail
  readonly consumers: Consumers
  /** The isolate that new requests reach. */
  isolate(): Isolate
  /** It dies at once; the next request reaches a new one. */
  crash(): void
  post(path: string, init?: RequestInit): Promise<Answer>
  /** One try of a step failed: outages end here, and time passes before the next try. */
  failed(): void
  close(): void
}

export interface WorldOptions extends HarnessOptions {
  /** Made for this world, so that it can crash it. */
  readonly plan?: (world: World) => Plan
}

/** A world in which one package is on sale and nothing was called yet. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const harness = createHarness(options)
  harness.stripe.setWebhook(undefined)
  await sell(harness, PACKAGE)
  const calls = watchCalls(harness)
  let isolate = startIsolate(harness)
  const world: World = {
    harness,
    calls,
    mail: openMail(harness, (init) => world.post('/api/webhooks/stripe', init)),
    consumers: openConsumers(harness, () => isolate),
    isolate: () => isolate,
    crash() {
      isolate.die()
      isolate = startIsolate(harness)
    },
    post: (path, init) => ask(isolate, path, init),
    failed() {
      calls.noticed()
      harness.clock.advance(2_000)
    },
    close: () => harness.close(),
  }
  if (options.plan) calls.follow(options.plan(world))
  else calls.follow({ meet: () => undefined })
  return world
}

/** For a single test, which closes it. */
export async function startPeacefulWorld(options?: HarnessOptions): Promise<World> {
  const world = await startWorld(options)
  onTestFinished(() => world.close())
  return world
}

/** Posts to one isolate; its death is no answer. */
export async function ask(isolate: Isolate, path: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await isolate.send(path, { method: 'POST', ...init })
    const replayed = response.headers.get('idempotency-replayed') === 'true'
    return { status: response.status, replayed, body: await response.json() }
  } catch (error) {
    if (error instanceof Died) return { status: 0, replayed: false, body: null }
    throw error
  }
}

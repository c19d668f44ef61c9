// Many users buy at once while Stripe's stand-in refuses one call in five.
import { freePort } from '../../local/free-port.ts'
import { type Stack, startStack } from '../../local/stack.ts'
import { inParallel } from '../../scripts/processes.ts'
import { EVERY_FIVE_MINUTES } from '../../worker/jobs/cron.ts'
import { type Facts, factsOf } from './facts.ts'
import { type Bought, buyOnce } from './user.ts'
import { violationsOf } from './verify.ts'

export interface LoadOptions {
  readonly users: number
  readonly seed: number
  readonly say: (line: string) => void
}

export interface LoadReport {
  readonly users: number
  readonly seconds: number
  readonly bought: readonly Bought[]
  readonly facts: Facts
  /** Empty = every promise held. */
  readonly violations: readonly string[]
}

const REFUSED = { status: 429, probability: 0.2 }
const IN_FLIGHT_MAX = 25
const CRON_MS = 2_000
const SETTLE_MS_MAX = 60_000

export async function loadPurchases(options: LoadOptions): Promise<LoadReport> {
  const { users, seed, say } = options
  say('Starting the stack ...')
  const ports = { app: await freePort(), firestore: 0, identity: 0, stripe: 0, redis: 0 }
  const stack = await startStack({ ports, dataDir: null, env: {}, report: say })
  try {
    await refuseSome(stack, seed)
    say(`${users} users buy, ${IN_FLIGHT_MAX} at a time ...`)
    const began = performance.now()
    const stopTicking = keepTicking(stack)
    const outcomes = await inParallel(names(users), IN_FLIGHT_MAX, (name) => tryToBuy(stack, name))
    await settled(stack)
    await stopTicking()
    const seconds = (performance.now() - began) / 1000
    const facts = await factsOf(stack)
    const bought = outcomes.flatMap((outcome) => (outcome instanceof Error ? [] : [outcome]))
    const failed = outcomes.flatMap((outcome) => (outcome instanceof Error ? [outcome] : []))
    const violations = [
      ...failed.map(({ message }) => `a user gave up: ${message}`),
      ...violationsOf(facts, bought),
    ]
    return { users, seconds, bought, facts, violations }
  } finally {
    await stack.close()
  }
}

const names = (users: number): string[] => Array.from({ length: users }, (_, at) => `load${at}`)

async function refuseSome({ services }: Stack, seed: number): Promise<void> {
  const rule = { kind: 'reject', call: '*', ...REFUSED }
  await fetch(`${services.stripe?.url}/__local/faults`, {
    method: 'POST',
    body: JSON.stringify({ seed, rules: [rule] }),
  })
}

async function tryToBuy({ url, services }: Stack, name: string): Promise<Bought | Error> {
  try {
    return await buyOnce({ app: url, identity: services.identity?.url ?? '' }, name)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Far more often than every five minutes: doubled ticks must be harmless. */
function keepTicking({ url }: Stack): () => Promise<void> {
  const query = new URLSearchParams({ cron: EVERY_FIVE_MINUTES })
  let ended = false
  const ticking = (async () => {
    while (!ended) {
      await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, CRON_MS))
    }
  })()
  return () => {
    ended = true
    return ticking
  }
}

/** Until Stripe owes no webhook any more: what came late must have changed nothing. */
async function settled(stack: Stack): Promise<void> {
  const end = performance.now() + SETTLE_MS_MAX
  while (performance.now() < end) {
    const { owed } = (await factsOf(stack)).webhooks
    if (owed === 0) return
    await new Promise((resolve) => setTimeout(resolve, CRON_MS / 4))
  }
}

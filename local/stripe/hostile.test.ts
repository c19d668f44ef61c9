// The hostile switch is what the proof "every paid purchase is credited once" stands on: if it were
// kinder than it says, that proof would be worth nothing.
import { expect, test } from 'vitest'
import { hostileFrom } from './hostile.ts'
import { startStack, type TestStack } from './test-stack.ts'

const EVENTS = 40

interface Heard {
  readonly stack: TestStack
  /** Names of products in the order their webhooks arrived; refused ones too. */
  readonly heard: string[]
}

/** An endpoint that takes everything, and events whose order is known. */
async function startListening(): Promise<Heard> {
  const heard: string[] = []
  const stack = await startStack({
    webhookRetryMs: 1_000,
    fetch: async (_url, init) => {
      const event = JSON.parse(String(init?.body)) as { data: { object: { name: string } } }
      heard.push(event.data.object.name)
      return new Response()
    },
  })
  return { stack, heard }
}

const nameOf = (at: number): string => `p${String(at).padStart(2, '0')}`
const NAMES = Array.from({ length: EVENTS }, (_, at) => nameOf(at))

async function happen({ stack }: Heard): Promise<void> {
  for (const name of NAMES) await stack.sdk.products.create({ name })
}

async function pass({ stack }: Heard, seconds: number): Promise<void> {
  for (let tenth = 0; tenth <= seconds * 10; tenth += 1) {
    await stack.local.flushWebhooks()
    stack.clock.now += 100
  }
}

async function statesOf({ stack }: Heard): Promise<Record<string, number>> {
  const answer = await fetch(`${stack.url}/__local/events?limit=1000`)
  const { events } = (await answer.json()) as { events: { delivery: { state: string } }[] }
  const counts: Record<string, number> = {}
  for (const { delivery } of events) counts[delivery.state] = (counts[delivery.state] ?? 0) + 1
  return counts
}

const each = (heard: readonly string[]): string[] => [...new Set(heard)].sort()

test('in peace each event arrives once, in its order', async () => {
  const run = await startListening()
  await happen(run)
  await pass(run, 0)
  expect(run.heard).toEqual(NAMES)
})

test('shuffled: each event arrives once, and later ones overtake earlier ones', async () => {
  const run = await startListening()
  await run.stack.control('hostile', { shuffle: 1, withinMs: 2_000 })
  await happen(run)
  await pass(run, 2)
  expect(run.heard.toSorted()).toEqual(NAMES)
  expect(run.heard).not.toEqual(NAMES)
})

test('delayed: nothing arrives before its time, everything at it', async () => {
  const run = await startListening()
  await run.stack.control('hostile', { delay: 1, delayMs: 5_000 })
  await happen(run)
  await pass(run, 4)
  expect(run.heard).toEqual([])
  await pass(run, 1)
  expect(run.heard).toEqual(NAMES)
})

test('doubled: each arrives at least twice, some of it after it was taken', async () => {
  const run = await startListening()
  await run.stack.control('hostile', { double: 1 })
  await happen(run)
  await pass(run, 0)
  const atOnce = run.heard.length
  expect(atOnce).toBeGreaterThan(EVENTS)
  expect(atOnce).toBeLessThan(2 * EVENTS)
  await run.stack.control('hostile', {})
  await pass(run, 1)
  for (const name of NAMES) expect(run.heard.filter((one) => one === name)).toHaveLength(2)
  expect(await statesOf(run)).toEqual({ delivered: EVENTS })
})

test('lost: attempts vanish, and Stripe tries again until each has arrived once', async () => {
  const run = await startListening()
  await run.stack.control('hostile', { lose: 0.5 })
  await happen(run)
  await pass(run, 0)
  expect(run.heard.length).toBeGreaterThan(0)
  expect(run.heard.length).toBeLessThan(EVENTS)
  await pass(run, 600)
  expect(run.heard.toSorted()).toEqual(NAMES)
  expect(await statesOf(run)).toEqual({ delivered: EVENTS })
})

test('lost for good: no attempt is made, in peace neither, until somebody redelivers', async () => {
  const run = await startListening()
  await run.stack.control('hostile', { loseForGood: 0.3 })
  await happen(run)
  await pass(run, 0)
  const arrived = run.heard.length
  expect(await statesOf(run)).toEqual({ delivered: arrived, lost: EVENTS - arrived })
  expect(arrived).toBeLessThan(EVENTS)
  await makePeace(run)
  await pass(run, 60)
  expect(run.heard).toHaveLength(arrived)
  const { data } = await run.stack.sdk.events.list({ delivery_success: false, limit: 1 })
  await run.stack.control(`events/${data[0]?.id}/redeliver`)
  expect(run.heard).toHaveLength(arrived + 1)
})

const makePeace = ({ stack }: Heard): Promise<Response> =>
  fetch(`${stack.url}/__local/hostile`, { method: 'DELETE' })

test('peace sends at once what was held back and what was lost on its way', async () => {
  const run = await startListening()
  await run.stack.control('hostile', { lose: 0.5, delay: 0.5, delayMs: 3_600_000 })
  await happen(run)
  await pass(run, 0)
  expect(run.heard.length).toBeLessThan(EVENTS)
  await makePeace(run)
  await run.stack.local.flushWebhooks()
  expect(each(run.heard)).toEqual(NAMES)
})

// A run that failed must be one that can be repeated.
test('one seed is one fate, another seed another', async () => {
  const fateOf = async (seed: number): Promise<string[]> => {
    const run = await startListening()
    await run.stack.control('hostile', { seed, shuffle: 1, loseForGood: 0.3 })
    await happen(run)
    await pass(run, 2)
    return run.heard
  }
  const first = await fateOf(7)
  expect(await fateOf(7)).toEqual(first)
  expect(await fateOf(8)).not.toEqual(first)
})

test('terms that mean nothing are refused, and the terms in force are told', async () => {
  const { stack } = await startListening()
  for (const terms of [{ lose: 2 }, { lose: -1 }, { loose: 0.1 }, { seed: 'x' }]) {
    expect((await stack.control('hostile', terms)).status).toBe(400)
  }
  await stack.control('hostile', { lose: 0.5 })
  const told = await fetch(`${stack.url}/__local/hostile`)
  expect(await told.json()).toMatchObject({ hostile: { lose: 0.5, double: 0, seed: 1 } })
})

test('the environment switches it on by 1 or by its terms', () => {
  expect(hostileFrom(undefined)).toBeNull()
  expect(hostileFrom('0')).toBeNull()
  expect(hostileFrom('1')).toMatchObject({ seed: 1, lose: 0.2, double: 0.3 })
  expect(hostileFrom('{"lose":1}')).toMatchObject({ lose: 1, double: 0 })
  expect(() => hostileFrom('yes')).toThrow()
})

// The load run is believed when it says that all is well: so it must be able to say otherwise.
import { expect, test } from 'vitest'
import { booksOf } from '../../worker/test/faults/books.ts'
import { look } from '../../worker/test/faults/ending.ts'
import { confirm, pay, start } from '../../worker/test/faults/steps.ts'
import { BUYER, startPeacefulWorld } from '../../worker/test/faults/world.ts'
import type { Facts } from './facts.ts'
import type { Bought } from './user.ts'
import { violationsOf } from './verify.ts'

async function facts(): Promise<{ facts: Facts; bought: Bought[] }> {
  const world = await startPeacefulWorld()
  const { purchaseId, priceUsdCents } = await start(world)
  const times = { refusals: 0, startedMs: 1, creditedMs: 1 }
  const bought = [{ userId: BUYER, purchaseId, priceUsdCents, tokens: 550, ...times }]
  const [order] = booksOf(await world.harness.documents()).orders
  await pay(world, { checkoutUrl: order?.checkoutUrl ?? null })
  await confirm(world, { purchaseId })
  const { books, sessions } = await look(world)
  const webhooks = { events: 1, again: 0, owed: 0 }
  return { facts: { books, sessions, calls: {}, refused: 0, webhooks }, bought }
}

test('nothing is wrong where nothing is wrong', async () => {
  const run = await facts()
  expect(violationsOf(run.facts, run.bought)).toEqual([])
})

test.each<[string, (facts: Facts) => Partial<Facts>]>([
  ['a second row', ({ books }) => ({ books: { ...books, rows: [...books.rows, ...books.rows] } })],
  ['no row', ({ books }) => ({ books: { ...books, rows: [] } })],
  ['a paid session nobody credited', ({ sessions }) => ({ sessions: [...sessions, ...sessions] })],
  ['a webhook still owed', ({ webhooks }) => ({ webhooks: { ...webhooks, owed: 1 } })],
])('%s is a violation', async (_, damage) => {
  const run = await facts()
  const damaged = { ...run.facts, ...damage(run.facts) }
  expect(violationsOf(damaged, run.bought)).not.toEqual([])
})

test('tokens that a user never saw are a violation', async () => {
  const run = await facts()
  const short = run.bought.map((each) => ({ ...each, tokens: 549 }))
  expect(violationsOf(run.facts, short)).not.toEqual([])
})

// Whether a payment page was opened stays unknown for long: Stripe's memory of the key is not
// leaned on for ever, and nobody ever gets a second page for one order.
import { expect, test } from 'vitest'
import { FAILURES } from '../../../shared/failure.ts'
import { booksOf, faultsIn } from './books.ts'
import { BREAKS, type Break } from './breaks.ts'
import type { Plan } from './calls.ts'
import { endingOf, look } from './ending.ts'
import { audit, buying, confirm, crons, drain, pay, start } from './steps.ts'
import { peaceOf } from './sweep.ts'
import { startPeacefulWorld, type World } from './world.ts'

const MINUTE_MS = 60_000
const PATH = '/api/tokens/purchase'
const peace: Plan = { meet: () => undefined }
const creation = (how: Break): Plan => ({
  meet: (call) => (call.name === 'checkout.sessions.create' ? how(call) : undefined),
})

/** The order is made; what became of its session nobody knows. */
async function worldWithoutAnswer(how: Break): Promise<World> {
  const world = await startPeacefulWorld()
  world.calls.follow(creation(how))
  const answer = await world.post(PATH, buying())
  expect(answer).toMatchObject({ status: 503, body: { code: 'PAYMENTS_UNAVAILABLE' } })
  await audit(world)
  return world
}

const applied = BREAKS['is applied and its answer lost']

test.each([1, 8, 12, 25])('opened unseen, asked again after %s min: that page', async (m) => {
  const world = await worldWithoutAnswer(applied)
  world.calls.follow(peace)
  world.harness.clock.advance(m * MINUTE_MS)
  const bought = await start(world)
  await pay(world, bought)
  await confirm(world, bought)
  expect(await endingOf(world)).toEqual((await peaceOf('webhooks first')).ending)
})

test('opened unseen and never asked for again: found by cron, then expired', async () => {
  const world = await worldWithoutAnswer(applied)
  world.calls.follow(peace)
  world.harness.clock.advance(12 * MINUTE_MS)
  await world.isolate().tick()
  await world.consumers.round()
  expect((await look(world)).books.orders).toMatchObject([{ status: 'pending' }])
  world.harness.clock.advance(45 * MINUTE_MS)
  await world.isolate().tick()
  await world.consumers.round()
  expect(await endingOf(world)).toEqual((await peaceOf('never paid')).ending)
})

// Stripe remembers a 500 with the key: asking again could go on for a day.
test.each<[string, Break]>([
  ['never arrived', BREAKS['never arrives']],
  ['is answered 500 for ever', BREAKS['answers 500']],
])('a request that %s ends after nine minutes, with nothing open', async (_, how) => {
  const world = await worldWithoutAnswer(how)
  world.harness.clock.advance(10 * MINUTE_MS)
  expect(await world.post(PATH, buying())).toMatchObject({
    status: FAILURES.CHECKOUT_REFUSED.status,
    body: { code: 'CHECKOUT_REFUSED' },
  })
  const { books, sessions } = await look(world)
  expect(faultsIn(books)).toEqual([])
  expect(books.orders).toMatchObject([{ status: 'failed', nextCheckAt: null }])
  expect(books.wallets).toMatchObject([{ openOrders: {}, available: 0, version: 0 }])
  expect(sessions).toEqual([])
})

// I15: a refusal that is answered must stay true, even when an older write lands after it.
test('no refusal is answered while an unanswered write may still land', async () => {
  const world = await startPeacefulWorld()
  let held: (() => Promise<Response>) | undefined
  world.calls.follow({
    meet(call) {
      if (call.name === 'commit' && !held) {
        held = call.proceed
        return endSale(world).then(() => Promise.reject(new TypeError('timed out')))
      }
      return undefined
    },
  })
  const answer = await world.post(PATH, buying())
  world.calls.follow(peace)
  await held?.()
  const { orders } = booksOf(await world.harness.documents())
  expect([answer.status, orders.length]).toEqual([201, 1])
  await audit(world)
})

/** While the buyer's commit is under way, the package is taken off sale. */
async function endSale({ harness }: World): Promise<void> {
  const [path] = Object.keys(await harness.documents()).filter((p) => p.startsWith('packages/'))
  const root = 'http://127.0.0.1/v1/projects/kai-test/databases/(default)/documents'
  const answer = await harness.firestore.fetch(
    new Request(`${root}/${path}?updateMask.fieldPaths=isActive`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer owner' },
      body: JSON.stringify({ fields: { isActive: { booleanValue: false } } }),
    }),
  )
  expect(answer.status).toBe(200)
}

test('a sale that ended before the order is refused and leaves no trace', async () => {
  const world = await startPeacefulWorld()
  await endSale(world)
  const before = await world.harness.documents()
  const answer = await world.post(PATH, buying())
  expect(answer).toMatchObject({ status: 409, body: { code: 'PACKAGE_INACTIVE' } })
  expect(await world.harness.documents()).toEqual(before)
})

test('an order made before the sale ended is honoured once it is paid', async () => {
  const world = await startPeacefulWorld()
  const bought = await start(world)
  await pay(world, bought)
  await endSale(world)
  await crons(world, bought)
  await drain(world, bought)
  expect(await endingOf(world)).toEqual((await peaceOf('webhooks first')).ending)
})
